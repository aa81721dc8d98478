import { expect, test } from 'vitest';
import { openVerdict, type Verdict } from '#core/analysis/record/verdict.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { lintDesign } from '#core/method/guidelines/lint-design.ts';
import { unlessProved } from '#core/method/guidelines/unless-proved.ts';
import { challenged, model } from './findings-of.ts';

const text = model(
  'key K shared by A, B\nkey SK shared by A, B session\nnonce N of B',
  `${challenged}A makes SK\nmessage m A -> B: aead[K](SK, N ; A, B)`,
);

function proved(entity: string, originator: string, attack: string | null = null): Verdict {
  const question = {
    key: `${entity} ${originator}`,
    statement: '',
    kind: 'key-confirmation',
    element: 'SK',
    entity,
    originator,
    on: ['SK'],
    phase: null,
    honest: [],
    attack,
  } as const;
  return { ...openVerdict(question, 'limit'), answer: 'holds', reason: null };
}

test('no entity is said to be unsure of a key that it is proved to know the other has', () => {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('not executable');
  const { model: transport, run } = executable;
  const unsure = (verdicts: readonly Verdict[]): readonly (readonly string[])[] =>
    unlessProved(lintDesign(transport, run), transport, verdicts)
      .filter(({ code }) => code === 'key-not-confirmed')
      .map(({ entities }) => entities);
  expect(unsure([])).toEqual([['A']]);
  expect(unsure([proved('A', 'B')])).toEqual([]);
  // What holds under another adversary, or of the other end, says nothing of it.
  expect(unsure([proved('A', 'B', 'leaked')])).toEqual([['A']]);
  expect(unsure([proved('B', 'A')])).toEqual([['A']]);
});
