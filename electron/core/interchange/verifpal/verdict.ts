import type { Answer } from '#core/analysis/6-decide/answer.ts';
import type { ImportedQuery } from '#core/interchange/verifpal/import.ts';
import { isFailure } from '#core/interchange/verifpal/honest-value.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/** The answer to a query of a model: what holds needs no one proof, as all its parts have theirs. */
export type WholeAnswer =
  Exclude<Answer, { readonly kind: 'holds' }> | Pick<Answer & { readonly kind: 'holds' }, 'kind'>;

/**
 * The answer to a query of a model from those to the protocol's queries: it holds when all its parts do, and is
 * violated with any of them. Without parts there is nothing that could violate it. A violation that is none for Verifpal leaves
 * it undecided.
 */
export function answerTo(
  protocol: Protocol,
  { parts, undisturbed }: ImportedQuery,
  answers: ReadonlyMap<string, Answer>,
): WholeAnswer {
  const undecided: Answer = { kind: 'undecided', reason: 'no-attack-confirmed' };
  if (parts.length === 0) return { kind: 'holds' };
  const all = parts.map((part) => answers.get(part) ?? undecided);
  const first = (kind: Answer['kind']): Answer | undefined => all.find((each) => each.kind === kind);
  const weakest =
    first('violated') ??
    first('inconsistent') ??
    first('vacuous') ??
    first('undecided') ??
    withFewestRuns(all);
  if (weakest === undefined) return all[0] ?? undecided;
  if (weakest.kind !== 'violated' || undisturbed === null) return weakest;
  const query = protocol.queries.find(({ name }) => name === parts[0]);
  const counts = query?.kind === 'correspondence' && isFailure(protocol, query, undisturbed, weakest.trace);
  return counts ? weakest : undecided;
}

function withFewestRuns(answers: readonly Answer[]): Answer | undefined {
  const bounded = answers.filter((answer) => answer.kind === 'holds-within');
  return bounded.toSorted((one, other) => one.runs - other.runs)[0];
}
