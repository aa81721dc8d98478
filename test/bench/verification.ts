import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';

/** How long one model may take, in seconds. */
export const limitSeconds = 60;

/** The answers to all questions about a model, and how long they took, in milliseconds. */
export interface Verification {
  readonly answers: readonly string[];
  readonly time: number;
}

/** Answers everything that is asked of a model, for as long as the limit allows. */
export function verifyText(text: string): Verification {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('the model is executable');
  const start = performance.now();
  const end = start + limitSeconds * 1000;
  const verdicts = verifyModel(executable.model, executable.run, {
    clauses: 100_000,
    cancelled: () => performance.now() > end,
    progress: () => undefined,
  });
  return { answers: verdicts.map(({ answer }) => answer), time: performance.now() - start };
}
