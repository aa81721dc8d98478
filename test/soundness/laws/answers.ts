import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';

/** What is said of a text, guards off. */
export interface Said {
  /** The codes of its diagnostics; then there are no verdicts. */
  readonly diagnostics: readonly string[];
  readonly verdicts: readonly Verdict[];
}

/** Analyses a text; `effort` is how often the analysis may ask whether to stop, whatever the machine does. */
export function saidOf(text: string, effort: number): Said {
  const { executable, diagnostics } = checkText(text);
  if (executable === null) return { diagnostics: diagnostics.map(({ code }) => code), verdicts: [] };
  let looked = 0;
  const verdicts = verifyModel(executable.model, executable.run, {
    clauses: 2 * effort,
    cancelled: () => {
      looked += 1;
      return looked > effort;
    },
    progress: () => undefined,
    unguarded: true,
  });
  return { diagnostics: [], verdicts };
}
