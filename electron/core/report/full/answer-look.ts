import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import type { AnswerKind, Verdict } from '#core/analysis/record/verdict.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { ReportTone } from '#core/report/document/document.ts';
import { describeAssumption, ownAssumptions } from '#core/views/words/describe-assumption.ts';

/** The sign and the colour of an answer. A sign stands in the fonts of a report. */
export interface AnswerLook {
  readonly tone: ReportTone;
  readonly sign: string;
}

/** How each kind of answer looks. */
export const answerLooks: Readonly<Record<AnswerKind, AnswerLook>> = {
  holds: { tone: 'good', sign: '✓' },
  'holds-within': { tone: 'plain', sign: '≈' },
  inconsistent: { tone: 'danger', sign: '‼' },
  vacuous: { tone: 'danger', sign: '⊘' },
  violated: { tone: 'danger', sign: '✗' },
  undecided: { tone: 'warning', sign: '?' },
};

/** How an answer looks in its analysis. What was proved of another text is no good news about this one. */
export function lookOf(
  { answer }: Pick<Verdict, 'answer'>,
  { currency }: Pick<ActiveAnalysis, 'currency'>,
): AnswerLook {
  const look = answerLooks[answer];
  return currency !== 'current' && look.tone === 'good' ? { ...look, tone: 'muted' } : look;
}

/** What an answer hangs on besides what all answers do, a sentence each. */
export function remarks(verdict: Verdict, translate: Translate): readonly string[] {
  return ownAssumptions(verdict).map((each) => describeAssumption(each, verdict.question, translate));
}
