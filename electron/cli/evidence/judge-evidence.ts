import type { ReadEvidence } from './read-evidence.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { questionKey, type Question } from '#core/analysis/record/question.ts';
import type { AnswerAssumption, AnswerKind } from '#core/analysis/record/verdict.ts';
import { EvidenceChecker } from '#core/evidence/evidence-checker.ts';
import type { EvidenceJudgement } from '#core/evidence/judgement.ts';
import type { StatedAnswer } from '#core/evidence/stated-answer.ts';

/** What is found for one question of a model: `missing` where no answer, or more than one, is stated. */
export interface Judged {
  readonly question: Question;
  readonly answer: AnswerKind | null;
  readonly found: EvidenceJudgement | { readonly kind: 'missing' };
  /** What it takes for granted that something holds; empty where nothing is said to. */
  readonly assumes: readonly AnswerAssumption[];
}

/** An answer to something that the model does not ask. */
export type UnknownAnswer = Pick<StatedAnswer, 'attack' | 'question'>;

/** What is found in a folder: for every question of its model, and which answers are stated that it does not ask for. */
export interface JudgedFolder {
  readonly answers: readonly Judged[];
  readonly unknown: readonly UnknownAnswer[];
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
    if (answer === undefined) return { question, answer: null, found: { kind: 'missing' }, assumes: [] };
    const holds = answer.answer === 'holds' || answer.answer === 'holds-within';
    const assumes = holds ? checker.assumptions(question) : [];
    return { question, answer: answer.answer, found: checker.judge(question, answer), assumes };
  });
  const unknown = [...stated].flatMap(([key, { attack, question }]) =>
    asked.has(key) ? [] : [{ attack, question }],
  );
  return { answers: judged, unknown };
}
