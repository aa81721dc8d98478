import type { ReadEvidence } from './read-evidence.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { questionKey, type Question } from '#core/analysis/record/question.ts';
import type { AnswerKind } from '#core/analysis/record/verdict.ts';
import { EvidenceChecker } from '#core/evidence/evidence-checker.ts';
import type { EvidenceJudgement } from '#core/evidence/judgement.ts';
import type { StatedAnswer } from '#core/evidence/stated-answer.ts';

/** What is found for one question of a model: `missing` where no answer, or more than one, is stated. */
export interface Judged {
  readonly question: Question;
  readonly answer: AnswerKind | null;
  readonly found: EvidenceJudgement | { readonly kind: 'missing' };
}

/** What is found in a folder: for every question of its model, and how many answers are stated that it does not ask for. */
export interface JudgedFolder {
  readonly answers: readonly Judged[];
  readonly unknown: number;
}

/** Judges the answers in a folder; null where its model has errors. */
export function judgeEvidence({ text, answers }: ReadEvidence): JudgedFolder | null {
  const { executable } = checkText(text);
  if (executable === null) return null;
  const checker = new EvidenceChecker(executable);
  const keyOf = ({ attack, question }: StatedAnswer): string => questionKey({ attack, key: question });
  const stated = new Map<string, StatedAnswer>();
  const twice = new Set<string>();
  for (const each of answers) {
    const key = keyOf(each);
    if (stated.has(key)) twice.add(key);
    stated.set(key, each);
  }
  const asked = new Set(checker.questions.map(questionKey));
  const judged = checker.questions.map((question): Judged => {
    const key = questionKey(question);
    const answer = twice.has(key) ? undefined : stated.get(key);
    return answer === undefined
      ? { question, answer: null, found: { kind: 'missing' } }
      : { question, answer: answer.answer, found: checker.judge(question, answer) };
  });
  return { answers: judged, unknown: [...stated.keys()].filter((key) => !asked.has(key)).length };
}
