import { writeEvidence } from '#cli/evidence/write-evidence.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyAndCompare } from '#core/analysis/pipeline/verify-model.ts';
import { Foundations } from '#core/evidence/foundations.ts';
import type { StatedAnswer } from '#core/evidence/stated-answer.ts';

/** The answers to a model that can be executed, with what each rests on. */
export function statedAnswers({ model, run }: ExecutedModel): readonly StatedAnswer[] {
  const foundations = new Foundations();
  const verdicts = verifyAndCompare(model, run, {
    clauses: 10_000,
    cancelled: () => false,
    progress: foundations.note,
  });
  return verdicts.map((verdict, index) => foundations.stated(verdict, index));
}

/** Writes the evidence of all answers to a model to a folder; returns the digits that identify it. */
export function evidenceOf(model: string, folder: string): string {
  const { executable } = checkText(model);
  if (executable === null) throw new Error('the model can be executed');
  const written = writeEvidence(folder, model, statedAnswers(executable));
  if (!written.ok) throw new Error(written.error);
  return written.value;
}
