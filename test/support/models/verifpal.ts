import { Prover } from '#core/analysis/4-prove/prove.ts';
import { StepBudget } from '#core/analysis/4-prove/step-budget.ts';
import { importVerifpal } from '#core/interchange/verifpal/import.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

type Imported = Extract<ReturnType<typeof importVerifpal>, { ok: true }>;

/** The model as a protocol; fails where it is refused. */
export function read(text: string, sessions = 1): Imported {
  const result = importVerifpal(text, sessions);
  if (!result.ok) throw new Error(JSON.stringify(result.failures));
  return result;
}

/** Why the model is refused. */
export function failures(text: string): readonly string[] {
  const result = importVerifpal(text, 1);
  return result.ok ? [] : result.failures.map(({ code, line, name }) => `${line} ${code} ${name}`);
}

/** Result codes as Verifpal writes them: 0 for what is proved, 1 for what is derivable, - for the rest. */
export function codes(text: string): string {
  const { protocol, queries } = read(text);
  const budget = new StepBudget({ clauses: 5000, cancelled: () => false });
  const precision = { memory: 'full', phased: protocol.phases > 1 } as const;
  const asked = protocol.queries.filter(({ kind }) => kind !== 'equal');
  const prover = new Prover(protocol, asked, precision, budget);
  const outcomes = new Map(asked.map((query) => [query.name, prover.prove(query).outcome]));
  return queries
    .map(({ kind, parts }) => `${kind}${digitOf(parts.map((part) => outcomes.get(part)))}`)
    .join('');
}

function digitOf(outcomes: readonly (string | undefined)[]): string {
  if (outcomes.includes('derivable')) return '1';
  return outcomes.every((outcome) => outcome === 'proved') ? '0' : '-';
}

function write(message: Message): string {
  return message.kind === 'apply' ? `${message.symbol}(${message.args.map(write).join(' ')})` : message.name;
}

/** The steps of a role, in short. */
export function script(protocol: Protocol, role: string): readonly string[] {
  const steps = protocol.roles.find(({ name }) => name === role)?.steps ?? [];
  return steps.map((step) => {
    switch (step.kind) {
      case 'send':
        return `${step.phase} send ${step.channel.trust} ${write(step.message)}`;
      case 'receive':
        return `${step.phase} receive ${step.channel.trust} ${write(step.pattern)}`;
      case 'compute':
        return `${step.phase} ${step.checked ? 'check' : 'compute'} ${step.variable} ${step.symbol} ${step.args.map(write).join(' ')}`;
      case 'match':
        return `${step.phase} match ${write(step.pattern)} ${write(step.value)}`;
      case 'event':
        return `${step.phase} event ${step.event} ${step.args.map(write).join(' ')}`;
      case 'differ':
      case 'number':
      case 'accept':
      case 'clock':
        return step.kind;
    }
  });
}

/** A model that sends what Alice makes to Bob, who shares the key k with her. */
export function channel(alice: string, sent: string, bob: string, queries: string): string {
  return `attacker[active]
    principal Alice[ knows private k generates m ${alice} ]
    Alice -> Bob: ${sent}
    principal Bob[ knows private k ${bob} ]
    queries[ ${queries} ]`;
}
