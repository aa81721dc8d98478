import { translationSources } from './sources.ts';
import type { Part } from './part.ts';
import { tell } from './report.ts';
import type { Noticed } from './judgement.ts';
import { runMutant } from './run-mutant.ts';

/** How many seconds of work a process is given: most need two. */
const patience = 60;

/** The translation and the encoder. */
export const translationPart: Part = {
  name: 'translation',
  sources: translationSources(),
  sample: 400,
  everySource: false,
  comeBy: 'come-by.ts',
  writeGolden: 'write-golden.ts',
  judge: async (mutant, goldenFile) => {
    const mutated = mutant.file.includes('4-prove') ? 'encoder' : 'translation';
    const judged = await runMutant(mutant, 'judge.ts', [goldenFile, mutated], patience);
    if (judged.kind === 'endless') return { mutant, outcome: 'endless', what: null };
    if (judged.kind === 'crash') return { mutant, outcome: 'crash', what: judged.what };
    const read = JSON.parse(judged.text) as {
      readonly kind: Noticed | 'crash';
      readonly what: string;
    } | null;
    return { mutant, outcome: read?.kind ?? 'nothing', what: read?.what ?? null };
  },
  tell,
};
