import { describe, expect, test } from 'vitest';
import { describeAt, declaredNameAt, rename } from '#core/notation/notation.ts';
import { reference } from '#core/language/reference.ts';
import { renameRefusals } from '#core/language/edit/rename.ts';
import { applyEdits } from '#core/language/source.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { sampleText } from '../../../support/models/sample.ts';

const model = `protocol P
entity MET "Smart meter"
entity HES "Head-end system" source "Design note" "1"
// K is the traffic key of MET
key K "Traffic key of MET" shared by MET, HES session
key pair HK of HES known to MET
counter to of MET
data READING of MET
requirement R1 integrity "Readings arrive as they were written" owner "Grid company"
phase operations {
  channel MET, HES authentic
  MET advances to
  message o1 "Reading" MET -> HES: aead[K](READING, to ; MET, pk(HK))
  HES checks to
  HES skips aead
}
confidentiality K: MET, HES refines R1
authentication MET to HES: agreement on READING in operations
attack lost {
  channel MET, HES public
  leak K, sk(HK) from operations
}
`;

/** The offset of the nth place where a word stands. */
function placeOf(word: string, nth = 0): number {
  const places = [...model.matchAll(new RegExp(`(?<![\\w-])${word}(?![\\w-])`, 'g'))];
  return places[nth]?.index ?? -1;
}

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

describe('renaming', () => {
  test('finds where a name is declared', () => {
    expect(declaredNameAt(model, placeOf('K', 3))).toMatchObject({
      name: 'K',
      declaredAt: { start: placeOf('K', 1) },
    });
    expect(declaredNameAt(model, placeOf('shared'))).toBeNull();
  });

  test('writes a key anew everywhere, and leaves comments and labels', () => {
    const renamed = rename(model, 'K', 'K_mh');
    const text = renamed.ok ? applyEdits(model, renamed.value) : '';
    expect(text).toContain('// K is the traffic key of MET\nkey K_mh "Traffic key of MET" shared by');
    expect(text).toContain('aead[K_mh](READING');
    expect(text).toContain('confidentiality K_mh: MET');
    expect(text).toContain('leak K_mh, sk(HK)');
    expect(text.match(/\bK\b/g)).toHaveLength(1);
  });

  test('knows a name from the word of the language that looks like it', () => {
    const renamed = rename(model, 'to', 'C');
    const text = renamed.ok ? applyEdits(model, renamed.value) : '';
    expect(text).toContain('counter C of MET');
    expect(text).toContain('known to MET');
    expect(text).toContain('authentication MET to HES');
  });

  test('changes nothing of what the example says', () => {
    const before = checkText(sampleText);
    for (const name of ['MET', 'K_mh', 'o4', 'deployment', 'R2', 'HK']) {
      const renamed = rename(sampleText, name, 'Renamed');
      const text = renamed.ok ? applyEdits(sampleText, renamed.value) : '';
      const after = checkText(text);
      expect(after.diagnostics).toEqual([]);
      expect(after.tree.statements).toHaveLength(before.tree.statements.length);
      const back = rename(text, 'Renamed', name);
      expect(back.ok ? applyEdits(text, back.value) : '').toBe(sampleText);
    }
  });

  test.each([
    ['HES', 'taken'],
    ['R1', 'taken'],
    ['9', 'malformed'],
    ['two words', 'malformed'],
    ['', 'malformed'],
    ['K // x', 'malformed'],
    ['message', 'reserved'],
    ['hash', 'reserved'],
  ])('refuses the new name %j: %s', (next, refusal) => {
    expect(rename(model, 'K', next)).toEqual({ ok: false, error: refusal });
  });

  test('refuses where the text cannot be read, and says why in both languages', () => {
    expect(rename(`${model}entity\n`, 'K', 'L')).toEqual({ ok: false, error: 'text-has-errors' });
    for (const locale of ['en', 'nb'] as const) {
      for (const refusal of renameRefusals) {
        expect(createTranslate(locale)(`interface.rename.${refusal}`, { name: 'K' })).not.toBe('');
      }
    }
  });
});
