import { describe, expect, test } from 'vitest';
import { describeAt } from '#core/notation/notation.ts';
import { reference } from '#core/language/reference.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { sampleText } from '../../../support/models/sample.ts';
import { model, placeOf } from '../described-model.ts';

function described(word: string, nth?: number): ReturnType<typeof describeAt> {
  return describeAt(model, placeOf(word, nth));
}

describe('what stands at a place', () => {
  test('is told of a name as its declaration says it, with what that leaves unsaid', () => {
    expect(described('K', 3)).toMatchObject({
      kind: 'name',
      declaration: {
        meaning: 'symmetric-key',
        label: 'Traffic key of MET',
        element: { holders: ['MET', 'HES'], lifetime: 'session', entropy: 'high' },
      },
    });
    expect(described('READING', 1)).toMatchObject({
      declaration: { meaning: 'data', element: { holders: ['MET'], lifetime: 'long-term' } },
    });
    expect(described('HK', 1)).toMatchObject({
      declaration: { meaning: 'key-pair', element: { holders: ['HES'], knownTo: ['MET'] } },
    });
    expect(described('o1')).toMatchObject({
      declaration: { message: { sender: 'MET', receiver: 'HES', phase: 'operations' } },
    });
    expect(described('HES', 0)).toMatchObject({
      declaration: { label: 'Head-end system', sources: [{ document: { text: 'Design note' } }] },
    });
    expect(described('R1', 1)).toMatchObject({ declaration: { owner: 'Grid company' } });
  });

  test.each([
    ['key', 1, 'key'],
    ['key', 3, 'key-pair'],
    ['pair', 0, 'key-pair'],
    ['shared', 0, 'holders'],
    ['to', 0, 'holders'],
    ['session', 0, 'lifetime'],
    ['channel', 0, 'channel'],
    ['channel', 1, 'attack-channel'],
    ['public', 0, 'attack-channel'],
    ['advances', 0, 'advances'],
    ['aead', 0, 'aead'],
    ['aead', 1, 'aead'],
    ['pk', 0, 'halves'],
    ['integrity', 0, 'requirement'],
    ['owner', 0, 'owner'],
    ['refines', 0, 'refines'],
    ['agreement', 0, 'authentication'],
    ['on', 0, 'authentication'],
    ['in', 0, 'authentication'],
    ['from', 0, 'leak'],
  ])('is, of the word %s (%i), the construct %s', (word, nth, construct) => {
    expect(described(word, nth)).toMatchObject({ kind: 'word', construct });
  });

  test.each([
    ['accepts', 'accepts'],
    ['may coincide', 'coincide'],
    ['coincide', 'coincide'],
    ['may repeat', 'may-repeat'],
    ['repeat', 'may-repeat'],
    ['fleet', 'not-yet'],
    ['window', 'not-yet'],
  ])('is, of %s, the construct %s', (word, construct) => {
    const text =
      'entity A\nentity B\nentity A, B may coincide\nkey K of A fleet\nphase f channel secure may repeat {\n  B accepts D\n  B checks C window\n}\n';
    expect(describeAt(text, text.indexOf(word))).toMatchObject({ kind: 'word', construct });
  });

  test('is nothing in a comment, in a quoted text, or between words', () => {
    expect(described('K', 0)).toBeNull();
    expect(described('MET', 2)).toBeNull();
    expect(describeAt(model, model.indexOf('->'))).toBeNull();
  });

  test('has a name of the language wherever the reference has one', () => {
    const titles = new Set(reference(createTranslate('en')).map(({ name }) => name));
    const described = [...sampleText.matchAll(/[\w-]+/g)].map(({ index }) => describeAt(sampleText, index));
    expect(described.filter((each) => each !== null).length).toBeGreaterThan(800);
    for (const each of described) if (each?.kind === 'word') expect(titles).toContain(each.construct);
  });
});
