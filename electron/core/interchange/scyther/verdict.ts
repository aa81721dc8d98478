import type { Answer } from '#core/analysis/6-decide/answer.ts';
import { findSynchronisationViolation } from './synchronisation-violation.ts';
import type { ScytherClaim } from '#core/interchange/scyther/report.ts';
import { breaksWeakAgreement } from '#core/interchange/scyther/weak-agreement.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Trace } from '#core/protocol/trace.ts';

/** The verdict on a claim; when it is violated, with the trace. `vacuous`: no honest run comes to it, so that it says nothing. */
export type ClaimVerdict =
  | { readonly verdict: 'holds' | 'vacuous' | 'undecided' }
  | { readonly verdict: 'holds-within'; readonly runs: number }
  | { readonly verdict: 'violated'; readonly trace: Trace | null };

/**
 * The verdict on a claim by the answers to its queries, where they are not exactly what is claimed. Told to stop, it
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
  // No run comes to the claim, so that there is nothing to try out either.
  if (answer?.kind === 'vacuous') return { verdict: 'vacuous' };
  const outOfOrder = cancelled() ? null : findSynchronisationViolation(protocol, stated, cancelled);
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
