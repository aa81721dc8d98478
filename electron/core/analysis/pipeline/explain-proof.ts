import type { ActiveOptions, ActiveProgress, WorkNews } from './active-options.ts';
import { judgesOf } from './judges.ts';
import { ProblemWork } from './problem-work.ts';
import { problemsOf } from './problems.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import { clauseStory } from '#core/analysis/7-explain/clause-story.ts';
import { traceRecordOf } from '#core/analysis/7-explain/trace-record-of.ts';
import type { ProofStory } from '#core/analysis/record/proof-story.ts';
import { questionKey, type Question } from '#core/analysis/record/question.ts';
import { honestTrace } from '#core/kernel/honest-trace.ts';
import type { Certificate } from '#core/kernel/proof/certificate.ts';
import type { Model } from '#core/language/model.ts';

/**
 * Asks once more what is asked of a model under one adversary, until the proof of one question is found and accepted, and tells
 * it. The same limits lead to the same proof. `options.progress` hears of the questions under this adversary, which are numbered
 * from 0. Null where the question is not asked, or not proved again.
 */
export function explainProof(
  model: Model,
  execution: HonestExecution,
  asked: Question,
  options: ActiveOptions,
): { readonly story: ProofStory; readonly question: number } | null {
  const key = questionKey(asked);
  const problem = problemsOf(model, execution).find(({ questions }) =>
    questions.some((each) => questionKey(each) === key),
  );
  if (problem === undefined) return null;
  const number = problem.questions.findIndex((each) => questionKey(each) === key);
  let found: Certificate | null = null;
  let enough = false;
  const tell = (news: WorkNews): void => {
    // Those by the same clauses have been told by now: together they are one file.
    if (news.kind === 'working') enough ||= found !== null;
    if (news.kind === 'checked' && news.question === number && news.verdict.answer === 'holds')
      found = news.certificate;
    options.progress(news satisfies ActiveProgress);
  };
  options.progress({ kind: 'asked', questions: problem.questions });
  const cancelled = (): boolean => enough || options.cancelled();
  new ProblemWork(problem, { ...options, cancelled }, judgesOf(model), null, tell).verdicts();
  const story = storyOf(found, asked, problem.protocol);
  return story === null ? null : { story, question: number };
}

function storyOf(
  certificate: Certificate | null,
  asked: Question,
  protocol: Parameters<typeof honestTrace>[0],
): ProofStory | null {
  if (certificate === null) return null;
  const tell = (clauses: Certificate['clauses']): ProofStory['clauses'] =>
    clauses.map((clause) => clauseStory(clause, certificate, protocol));
  return {
    witness: traceRecordOf(protocol, honestTrace(protocol), asked, []),
    goals: tell(certificate.goals.get(asked.key) ?? []),
    clauses: tell(certificate.clauses),
  };
}
