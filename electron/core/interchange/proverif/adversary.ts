import { isLater } from '#core/interchange/proverif/algebra.ts';
import type { Findings } from '#core/interchange/proverif/diagnosis.ts';
import type { Occurrences } from '#core/interchange/proverif/occurrences.ts';
import { call, declared, tuple, type TermWriter } from '#core/interchange/proverif/terms.ts';
import { adversaryConstant, anySort } from '#core/protocol/message.ts';
import type { Exposure, Protocol } from '#core/protocol/protocol.ts';
import type { Deduction } from '#core/protocol/theory.ts';

/**
 * Processes that give the adversary what it has beyond ProVerif's own: exposures, deductions of later
 * phases, and the ends of channels that belong to dishonest agents. A process that waits for the adversary
 * stands in every phase in which it may be asked, as a phase ends what has not come to it.
 */
export function adversaryProcesses(
  protocol: Protocol,
  occurrences: Occurrences,
  writer: TermWriter,
  findings: Findings,
): readonly string[] {
  const last = lastPhase(protocol);
  const processes: string[] = [];
  for (const exposure of protocol.exposures) {
    const { fromPhase } = exposure;
    if (fromPhase >= protocol.phases) continue;
    const text = exposureProcess(protocol, exposure, writer, findings);
    const until = exposure.variables.size === 0 ? Math.max(0, fromPhase) : last;
    processes.push(...inPhases(text, fromPhase, until));
  }
  for (const deduction of protocol.theory.deductions) {
    const { fromPhase, premises } = deduction;
    if (fromPhase >= protocol.phases || (!isLater(deduction) && premises.length > 0)) continue;
    const until = premises.length === 0 ? Math.max(0, fromPhase) : last;
    processes.push(...inPhases(deductionProcess(deduction, writer), fromPhase, until));
  }
  if (protocol.passive) return processes;
  for (const text of channelEnds(protocol, occurrences, writer)) processes.push(...inPhases(text, 0, last));
  return processes;
}

/** The last phase in which anything changes, for all that the model says. */
function lastPhase(protocol: Protocol): number {
  const phases = [
    ...protocol.roles.flatMap(({ steps }) => steps.map(({ phase }) => phase)),
    ...protocol.exposures.map(({ fromPhase }) => fromPhase),
    ...protocol.theory.deductions.map(({ fromPhase }) => fromPhase),
  ];
  return Math.max(0, ...phases.filter((phase) => phase < protocol.phases));
}

function inPhases(script: string, from: number, until: number): readonly string[] {
  const first = Math.max(0, from);
  return Array.from({ length: until - first + 1 }, (_, index) => {
    const phase = first + index;
    return phase === 0 ? script : `phase ${phase}; ${script}`;
  });
}

function exposureProcess(
  protocol: Protocol,
  exposure: Exposure,
  writer: TermWriter,
  findings: Findings,
): string {
  const { channel } = writer.names.own;
  const scope = writer.scope();
  const identifiers = [...exposure.variables].map(([name, sort]) => {
    if (!protocol.agentSorts.includes(sort)) findings.obstruct('exposure-variable', name);
    return declared([scope.bind(name, sort)]);
  });
  const local = writer.reportingTo({
    obstruct: (code, subject) => {
      findings.obstruct(code === 'fresh-outside-role' ? 'exposure-fresh' : code, subject);
    },
  });
  const out = `out(${channel}, ${local.write(exposure.message, scope)})`;
  return identifiers.length === 0 ? out : `!(in(${channel}, ${tuple(identifiers)}); ${out})`;
}

function deductionProcess({ name, premises, conclusion }: Deduction, writer: TermWriter): string {
  const { channel } = writer.names.own;
  const scope = writer.scope();
  if (premises.length === 0) return `out(${channel}, ${writer.write(conclusion, scope)})`;
  const given = premises.map(() => scope.bind('premise', anySort));
  const received = tuple(given.map((identifier) => declared([identifier])));
  return `!(in(${channel}, ${received}); out(${channel}, ${call(writer.names.of('deduction', name), given)}))`;
}

function channelEnds(protocol: Protocol, occurrences: Occurrences, writer: TermWriter): readonly string[] {
  const { channel } = writer.names.own;
  const scope = writer.scope();
  const from = scope.bind('from', anySort);
  const to = scope.bind('to', anySort);
  const message = scope.bind('message', anySort);
  const sending = scope.bind('sending', anySort);
  const processes: string[] = [];
  for (const [label, { trust, once }] of occurrences.labels) {
    if (trust === 'public') continue;
    const table = writer.names.of('message', label);
    // What the adversary sends is a sending of its own each time.
    const make = once ? `new ${sending}: bitstring; ` : '';
    const made = once ? `, ${sending}` : '';
    const any = once ? `, ${declared([sending])}` : '';
    if (trust === 'confidential') {
      const given = declared([from, to, message]);
      processes.push(
        `!(in(${channel}, (${given})); ${make}insert ${table}(${from}, ${to}, ${message}${made}))`,
      );
    }
    for (const sort of protocol.agentSorts) {
      const dishonest = writer.write(adversaryConstant(sort), scope);
      if (trust !== 'confidential') {
        const rest = declared([to, message]);
        processes.push(
          `!(in(${channel}, (${rest})); ${make}insert ${table}(${dishonest}, ${to}, ${message}${made}))`,
        );
      }
      if (trust !== 'authentic') {
        const columns = `${declared([from])}, =${dishonest}, ${declared([message])}${any}`;
        processes.push(`!(get ${table}(${columns}) in out(${channel}, ${message}))`);
      }
    }
  }
  return processes;
}
