import type { ActiveVerdict } from './active.ts';
import type { VerdictRecord } from '#core/analysis/record/active-record.ts';

/** A verdict as it is kept. `stopped` tells what it means when the work was told to stop. */
export function verdictRecord(verdict: ActiveVerdict, stopped: 'time' | 'cancelled'): VerdictRecord {
  const { attack, asked, answer, attackTypes, trace } = verdict;
  const reason = answer.kind === 'undecided' ? answer.reason : null;
  return {
    attack,
    asked,
    answer: answer.kind,
    reason: reason === 'cancelled' ? stopped : reason,
    runs: answer.kind === 'holds-within' ? answer.runs : null,
    attackTypes,
    trace,
  };
}
