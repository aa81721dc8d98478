import type { Budget } from '#core/analysis/record/budget.ts';
import type { Certificate } from '#core/kernel/proof/certificate.ts';
import type { Trace } from '#core/protocol/trace.ts';

/**
 * The answer to a query (resources/docs/analysis.md, "Two kinds of analysis").
 *
 * - `holds`: proved for any number of runs, as the certificate says. `deliveries`: `any` where channels that deliver once are there, and the proof
 *   did not count on it.
 * - `holds-within`: every execution with at most so many runs of each role was covered, and none violates the query;
 *   with more runs it is open.
 * - `violated`: the trace was replayed, step by step, and violates the query.
 * - `undecided`: neither. `limit`: the clauses of the budget were used up. `cancelled`: it was told to stop.
 *   `no-attack-confirmed`: the abstraction cannot exclude an attack, and none that it suggests can happen.
 *   `no-witness`: nothing was found, but the honest run does not come to what the query is about, so that this says
 *   nothing; only a guard says so ({@link AnswerGuard}).
 *   `partly-proved`: the checker of proofs accepts a part of a proof.
 * - `vacuous`: the completed honest run does not come to what the query is about, so that it says nothing of the model; only a
 *   guard says so.
 * - `inconsistent`: it was found to hold, and whoever only listens to the honest run obtains what should stay secret, or the
 *   roles are not what the entities of the model do, or the checker refuses the proof; or an attack was found that cannot happen on
 *   the model. Either is a fault of the program; only a guard says so.
 */
export type Answer =
  | {
      readonly kind: 'holds';
      readonly deliveries?: 'any';
      readonly certificate: Certificate;
    }
  | { readonly kind: 'holds-within'; readonly runs: number }
  | { readonly kind: 'violated'; readonly trace: Trace }
  | { readonly kind: 'inconsistent' }
  | { readonly kind: 'vacuous' }
  | {
      readonly kind: 'undecided';
      readonly reason: 'limit' | 'cancelled' | 'no-attack-confirmed' | 'no-witness' | 'partly-proved';
    };

/** The answer to one query, by its name. */
export interface QueryVerdict {
  readonly query: string;
  readonly answer: Answer;
}

/** How far each saturation goes, and how to tell. What is open at a limit is undecided. */
export interface VerifyOptions extends Budget {
  /** Told what is being worked on, and once of each query its answer, as soon as that is final. */
  readonly progress: (news: VerifyProgress) => void;
}

/** News of queries being answered. */
export type VerifyProgress =
  | { readonly kind: 'working'; readonly queries: readonly string[] }
  | { readonly kind: 'answered'; readonly query: string; readonly answer: Answer };

/** True when nothing that could still be found changes an answer. */
export function isDecided(answer: Answer | undefined): boolean {
  return answer?.kind === 'holds' || answer?.kind === 'violated';
}
