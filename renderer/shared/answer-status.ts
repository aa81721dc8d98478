import type { ActiveAnswer, VerdictRecord } from '#core/analysis/verify/active-record.ts';
import type { MessageKey } from '#core/messages/catalogue.ts';

/** How an answer about an active adversary is shown: a tone, a symbol and a word. */
export interface AnswerStatus {
  readonly tone: 'plain' | 'good' | 'warning' | 'danger';
  readonly symbol: string;
  readonly word: MessageKey;
}

const statuses: Readonly<Record<ActiveAnswer, AnswerStatus>> = {
  holds: { tone: 'good', symbol: '✓', word: 'interface.verdicts.holds' },
  'holds-within': { tone: 'warning', symbol: '≤', word: 'interface.verdicts.holds-within' },
  violated: { tone: 'danger', symbol: '✗', word: 'interface.verdicts.violated' },
  undecided: { tone: 'warning', symbol: '?', word: 'interface.verdicts.undecided' },
};

/** How a verdict is shown; null is a question that has none yet. */
export function answerStatus(verdict: Pick<VerdictRecord, 'answer'> | null): AnswerStatus {
  if (verdict === null) return { tone: 'plain', symbol: '…', word: 'interface.verdicts.open' };
  return statuses[verdict.answer];
}
