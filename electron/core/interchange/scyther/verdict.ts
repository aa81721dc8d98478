import type { Answer } from '#core/analysis/6-decide/verify.ts';
import { heldBack } from '#core/interchange/scyther/held-back.ts';
import type { ScytherClaim } from '#core/interchange/scyther/report.ts';
import { breaksWeakAgreement } from '#core/interchange/scyther/weak-agreement.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Trace } from '#core/protocol/trace.ts';

/** What is known of a claim; when it is violated, how. */
export type ClaimVerdict =
  | { readonly verdict: 'holds' | 'undecided' }
  | { readonly verdict: 'holds-within'; readonly runs: number }
  | { readonly verdict: 'violated'; readonly trace: Trace | null };

/**
 * What the answers to a claim's queries say of the claim, where they are not exactly what is claimed. Told to stop, it
 * leaves undecided what would have to be tried out.
 */
export function verdictOn(
  protocol: Protocol,
  stated: ScytherClaim,
  answers: ReadonlyMap<string, Answer>,
  cancelled: () => boolean = () => false,
): ClaimVerdict {
  const { claim, query, besides } = stated;
  // Also a claim about nothing, of a secret that never is or an agreement on no message: it is not said to hold.
  if (query === null) return { verdict: 'undecided' };
  const answer = answers.get(query);
  // Its query says that the claim is never reached; that it is not with few runs says nothing of more.
  if (claim === 'Reachable') {
    if (answer?.kind === 'holds') return { verdict: 'violated', trace: null };
    return { verdict: answer?.kind === 'violated' ? 'holds' : 'undecided' };
  }
  if (answer?.kind === 'violated') return violation(protocol, stated, answer.trace);
  const outOfOrder = cancelled() ? null : heldBack(protocol, stated, cancelled);
  if (outOfOrder !== null) return { verdict: 'violated', trace: outOfOrder };
  // Not everything was tried, perhaps.
  if (stated.exchanges.length > 0 && cancelled()) return { verdict: 'undecided' };
  return besides === null ? { verdict: 'undecided' } : weakest([query, ...besides], answers);
}

// What holds of all: with the fewest runs where some holds within so many only.
function weakest(queries: readonly string[], answers: ReadonlyMap<string, Answer>): ClaimVerdict {
  const runs: number[] = [];
  for (const name of queries) {
    const answer = answers.get(name);
    if (answer?.kind === 'holds-within') runs.push(answer.runs);
    else if (answer?.kind !== 'holds') return { verdict: 'undecided' };
  }
  return runs.length === 0 ? { verdict: 'holds' } : { verdict: 'holds-within', runs: Math.min(...runs) };
}

// Where agents coincide, a violation of the query may be none of the claim.
function violation(protocol: Protocol, { query: name, reason }: ScytherClaim, trace: Trace): ClaimVerdict {
  const query = protocol.queries.find((each) => each.name === name);
  const isSure =
    reason?.code !== 'agents-coincide' ||
    (query?.kind === 'correspondence' && breaksWeakAgreement(protocol, query, trace));
  return isSure ? { verdict: 'violated', trace } : { verdict: 'undecided' };
}
