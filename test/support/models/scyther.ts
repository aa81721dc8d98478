import { Prover } from '#core/analysis/4-prove/prove.ts';
import { StepBudget } from '#core/analysis/4-prove/step-budget.ts';
import { importScyther } from '#core/interchange/scyther/import.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/** The model as a protocol with its claims; fails where it is refused. */
export function imported(text: string): Extract<ReturnType<typeof importScyther>, { ok: true }> {
  const result = importScyther(text);
  if (!result.ok) throw new Error(JSON.stringify(result.failures));
  return result;
}

/** Why the model is refused. */
export function refusals(text: string): readonly string[] {
  const result = importScyther(text);
  return result.ok ? [] : result.failures.map(({ code, line, name }) => `${line} ${code} ${name}`);
}

/** The claims with what the prover says of their queries. */
export function verdicts(text: string): readonly string[] {
  const { protocol, claims } = imported(text);
  const budget = new StepBudget({ clauses: 5000, cancelled: () => false });
  const prover = new Prover(protocol, protocol.queries, { memory: 'full', phased: false }, budget);
  return claims.map(({ role, label, claim, query, reason }) => {
    const asked = protocol.queries.find(({ name }) => name === query);
    const outcome = asked === undefined ? 'none' : prover.prove(asked).outcome;
    const because = reason === null ? '' : ` (${[reason.code, reason.name].filter(Boolean).join(' ')})`;
    return `${role} ${label} ${claim}: ${outcome}${because}`;
  });
}

/** The symbols of the theory with their arities. */
export function symbolsOf(protocol: Protocol): readonly string[] {
  return [...protocol.theory.symbols.values()].map(({ name, arity }) => `${name}/${arity}`);
}
