import fc from 'fast-check';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import { Choices, rows } from '../../soundness/choices.ts';
import { RandomModel } from '../../soundness/random-model.ts';
import { runs } from '../random.ts';

/** Random models of the language that are executable. */
export function randomExecutables(usual: number): readonly ExecutedModel[] {
  return fc.sample(rows, runs(usual)).flatMap((row) => {
    const { executable } = checkText(new RandomModel(new Choices(row)).write());
    return executable === null ? [] : [executable];
  });
}

/** The model of a text that must be executable. */
export function executableOf(text: string): ExecutedModel {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('the model is refused');
  return executable;
}
