import { join } from 'node:path';
import type { Part } from '../part.ts';
import type { Outcome } from '../result.ts';
import { runMutant } from '../run-mutant.ts';
import { engineSources } from '../sources.ts';
import { tellEngines } from './report.ts';
import type { Said } from './said.ts';

/** How many seconds of work a process is given: most need four. */
const patience = 25;

/** Everything between the encoder and the answer. */
export const enginePart: Part = {
  name: 'engine',
  sources: engineSources(),
  sample: 70,
  everySource: true,
  comeBy: join('engine', 'write-golden.ts'),
  writeGolden: join('engine', 'write-golden.ts'),
  judge: async (mutant, goldenFile) => {
    const run = await runMutant(mutant, join('engine', 'judge.ts'), [goldenFile], patience);
    if (run.kind === 'endless') return { mutant, outcome: 'endless', what: null, unjudged: null };
    if (run.kind === 'crash') return { mutant, outcome: 'crash', what: run.what, unjudged: null };
    const { crash, judged, raw, all } = JSON.parse(run.text) as Said;
    const outcome = outcomeOf(crash, judged);
    const what = outcome === 'crash' ? crash : (judged?.what ?? null);
    return { mutant, outcome, what, unjudged: raw, all };
  },
  tell: tellEngines,
};

// A wrong answer is worse than none.
function outcomeOf(crash: string | null, judged: Said['judged']): Outcome {
  const isWrong = judged?.kind === 'wrong-holds' || judged?.kind === 'wrong-violated';
  if (crash !== null && !isWrong) return 'crash';
  return judged?.kind ?? 'nothing';
}
