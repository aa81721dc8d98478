import { writeEvidence } from '#cli/evidence/write-evidence.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyAndCompare } from '#core/analysis/pipeline/verify-model.ts';
import { Foundations } from '#core/evidence/foundations.ts';

/** Writes the evidence of all answers to a model to a folder; returns the digits that identify it. */
export function evidenceOf(model: string, folder: string): string {
  const { executable } = checkText(model);
  if (executable === null) throw new Error('the model can be executed');
  const foundations = new Foundations();
  const verdicts = verifyAndCompare(executable.model, executable.run, {
    clauses: 10_000,
    cancelled: () => false,
    progress: foundations.note,
  });
  const written = writeEvidence(
    folder,
    model,
    verdicts.map((verdict, index) => foundations.stated(verdict, index)),
  );
  if (!written.ok) throw new Error(written.error);
  return written.value;
}
