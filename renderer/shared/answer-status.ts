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

// Said by the prover alone: nothing that anybody may build on.
const notChecked: AnswerStatus = {
  tone: 'plain',
  symbol: '◌',
  word: 'interface.verdicts.unchecked',
  meaning: 'interface.verdicts.unchecked-what',
  rank: 4,
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

/** What is shown of a question: an answer, one whose proof nobody has looked at, or none yet. */
export type ShownAnswer = AnswerKind | 'unchecked' | 'open';

/** What counts as the answer of a question, whose verdict is null while it has none: what is not checked does not hold yet. */
export function shownAnswer(verdict: ShownVerdict | null): ShownAnswer {
  if (verdict === null) return 'open';
  return verdict.evidence?.state === 'unchecked' ? 'unchecked' : verdict.answer;
}

/** How a verdict is shown; null is a question that has none yet. */
export function answerStatus(verdict: ShownVerdict | null): AnswerStatus {
  return statusOf(shownAnswer(verdict));
}

/** How a question is shown of which this is shown. */
export function statusOf(shown: ShownAnswer): AnswerStatus {
  if (shown === 'open') return open;
  return shown === 'unchecked' ? notChecked : statuses[shown];
}

type ShownVerdict = Pick<Verdict, 'answer'> & Partial<Pick<Verdict, 'evidence'>>;
