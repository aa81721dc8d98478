import { answerKinds, type AnswerKind, type Verdict } from '#core/analysis/record/verdict.ts';
import type { MessageKey } from '#core/messages/catalogue.ts';

/** How an answer about an active adversary is shown: a tone, a symbol and a word. */
export interface AnswerStatus {
  readonly tone: 'plain' | 'good' | 'warning' | 'danger';
  readonly symbol: string;
  readonly word: MessageKey;
  /** The meaning of the answer, in a sentence. */
  readonly meaning: MessageKey;
  /** Its place in lists: the lower, the earlier. */
  readonly rank: number;
}

const statuses: Readonly<Record<AnswerKind, AnswerStatus>> = {
  violated: {
    tone: 'danger',
    symbol: '✗',
    word: 'interface.verdicts.violated',
    meaning: 'interface.verdicts.violated-what',
    rank: 0,
  },
  inconsistent: {
    tone: 'danger',
    symbol: '‼',
    word: 'interface.verdicts.inconsistent',
    meaning: 'interface.verdicts.inconsistent-what',
    rank: 1,
  },
  vacuous: {
    tone: 'danger',
    symbol: '⊘',
    word: 'interface.verdicts.vacuous',
    meaning: 'interface.verdicts.vacuous-what',
    rank: 2,
  },
  undecided: {
    tone: 'warning',
    symbol: '?',
    word: 'interface.verdicts.undecided',
    meaning: 'interface.verdicts.undecided-what',
    rank: 3,
  },
  'holds-within': {
    tone: 'warning',
    symbol: '≤',
    word: 'interface.verdicts.holds-within',
    meaning: 'interface.verdicts.holds-within-what',
    rank: 5,
  },
  holds: {
    tone: 'good',
    symbol: '✓',
    word: 'interface.verdicts.holds',
    meaning: 'interface.verdicts.holds-what',
    rank: 6,
  },
};

const open: AnswerStatus = {
  tone: 'plain',
  symbol: '…',
  word: 'interface.verdicts.open',
  meaning: 'interface.verdicts.open-what',
  rank: 4,
};

/** Every answer that there can be, a violation before what is open before a proof. */
export const worstFirst: readonly AnswerKind[] = answerKinds.toSorted(
  (left, right) => statuses[left].rank - statuses[right].rank,
);

/** How a verdict is shown; null is a question that has none yet. */
export function answerStatus(verdict: Pick<Verdict, 'answer'> | null): AnswerStatus {
  return verdict === null ? open : statuses[verdict.answer];
}
