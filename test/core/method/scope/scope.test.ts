import { expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import type { Model } from '#core/language/model.ts';
import { createTranslate, locales } from '#core/messages/catalogue.ts';
import { channelsOf } from '#core/method/scope/model-scope.ts';
import { scopeExamples } from '#core/method/scope/scope-examples.ts';
import { generalAssumptions } from '#core/method/scope/general-assumptions.ts';
import { sampleText } from '../../../support/models/sample.ts';

function modelOf(text: string): Model {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('the text is whole');
  return executable.model;
}

test('the channels of a model are those that messages go over, with what they give in each phase', () => {
  const channels = channelsOf(modelOf(sampleText));
  expect(channels.map(({ ends }) => ends.join('-'))).toEqual([
    'KPE-MET',
    'KPE-CON',
    'HES-KPE',
    'HES-CON',
    'MET-CON',
  ]);
  const [production, , shipments] = channels;
  expect(production?.uses).toEqual([
    { phase: 'Production', trusts: ['secure'], repeats: false, adversaryPresent: false, messages: 3 },
  ]);
  expect(shipments?.uses).toEqual([
    { phase: 'Deployment', trusts: ['authentic'], repeats: false, adversaryPresent: true, messages: 4 },
  ]);
  const sent = channels.flatMap(({ uses }) => uses).reduce((sum, { messages }) => sum + messages, 0);
  expect(sent).toBe(28);
});

test('a channel over which one message goes otherwise says both, whoever sends', () => {
  const [channel] = channelsOf(
    modelOf(`protocol P
entity A
entity B
data D of A
phase f {
  message m1 A -> B: D
  message m2 B -> A over secure may repeat: D
}
`),
  );
  expect(channel).toEqual({
    ends: ['A', 'B'],
    uses: [{ phase: 'f', trusts: ['public', 'secure'], repeats: true, adversaryPresent: true, messages: 2 }],
  });
});

test.each(locales)(
  'what is taken for granted and what a scope can begin with has its words in %s',
  (locale) => {
    const translate = createTranslate(locale);
    for (const name of generalAssumptions) expect(translate(`scope.given.${name}`)).toMatch(/\.$/);
    for (const { name } of scopeExamples) {
      expect(translate(`scope.example.${name}`)).not.toBe('');
      expect(translate(`scope.example.${name}.reason`)).not.toBe('');
    }
  },
);
