import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf, type VerificationProblem } from '#core/analysis/pipeline/problems.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { questionKey, type Question } from '#core/analysis/record/question.ts';
import type { CorpusText } from './corpus.ts';
import { namelessPrintOf, printOf } from './print.ts';

/** What the program says of a text: a print of its protocols is enough to see whether there is anything new. */
export interface Reading {
  readonly diagnostics: readonly string[];
  readonly protocols: string;
  /** Another print, of the protocols but for how things are called. */
  readonly nameless: string;
  readonly problems: readonly VerificationProblem[];
}

/** Reads and translates a text. */
export function readingOf(text: string): Reading {
  const { executable, diagnostics } = checkText(text);
  const problems = executable === null ? [] : problemsOf(executable.model, executable.run);
  return {
    diagnostics: diagnostics.map(({ code }) => code),
    protocols: printOf(problems.map(({ attack, protocol, questions }) => ({ attack, protocol, questions }))),
    nameless: printOf(
      problems.map(({ attack, protocol, questions }) => [attack, namelessPrintOf(protocol), questions]),
    ),
    problems,
  };
}

/** One answer, with its question. */
export interface Answered {
  readonly question: Question;
  readonly answer: string;
}

/** The answers about a text, guards on, by the keys of the questions; and how much work they were. */
export function answersTo(
  { text }: CorpusText,
  effort: number,
): { readonly answers: ReadonlyMap<string, Answered>; readonly work: number } {
  const { executable } = checkText(text);
  const answers = new Map<string, Answered>();
  let work = 0;
  if (executable === null) return { answers, work };
  const verdicts = verifyModel(executable.model, executable.run, {
    clauses: 20_000,
    cancelled: () => {
      work += 1;
      return work > effort;
    },
    progress: () => undefined,
  });
  for (const { question, answer, reason } of verdicts) {
    answers.set(questionKey(question), { question, answer: reason ?? answer });
  }
  return { answers, work };
}
