import type { Budget } from '#core/analysis/record/budget.ts';
import type { AssumptionKind } from '#core/analysis/record/assumption.ts';
import type { Question } from '#core/analysis/record/question.ts';
import type { Finding, Verdict } from '#core/analysis/record/verdict.ts';
import type { Certificate } from '#core/kernel/proof/certificate.ts';
import type { Trace } from '#core/protocol/trace.ts';

/** How far an analysis goes, and whom it tells on the way. */
export interface ActiveOptions extends Budget {
  /** Gives the answers as the engines found them, without `AnswerGuard`: to measure what stands behind it. */
  readonly unguarded?: boolean;
  /** Why it is to stop, once `cancelled` says that it is; without it, because it was cancelled. */
  readonly stoppedBy?: () => 'time' | 'cancelled';
  readonly progress: (news: ActiveProgress) => void;
}

/** What is told of the work on questions, which are numbered from 0. */
export type WorkNews =
  | { readonly kind: 'working'; readonly questions: readonly number[] }
  | {
      readonly kind: 'answered';
      readonly question: number;
      readonly verdict: Verdict;
      /** The attack as it was replayed, in the terms of the protocol; null unless it is violated. */
      readonly replayed: Trace | null;
    }
  | {
      readonly kind: 'checked';
      readonly question: number;
      readonly verdict: Verdict;
      /** The proof that was looked at. */
      readonly certificate: Certificate;
    };

/**
 * A progress report of an active analysis. Questions are numbered from 0; of each the verdict is told once, when it is
 * final but for what the checker says of its proof, then that one, where there was a proof; and after all verdicts, for each that
 * was asked once more without one of its assumptions, what was found.
 */
export type ActiveProgress =
  | { readonly kind: 'asked'; readonly questions: readonly Question[] }
  | WorkNews
  | {
      readonly kind: 'compared';
      readonly question: number;
      readonly assumption: AssumptionKind;
      readonly without: Finding;
    };

/** Why an analysis that was stopped was. */
export function stopReason({ stoppedBy }: ActiveOptions): 'time' | 'cancelled' {
  return stoppedBy?.() ?? 'cancelled';
}
