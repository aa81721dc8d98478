import { describe, expect, test } from 'vitest';
import { declaredNameAt, rename } from '#core/notation/notation.ts';
import { renameRefusals } from '#core/language/edit/rename.ts';
import { applyEdits } from '#core/language/source.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { sampleText } from '../../../support/models/sample.ts';
import { model, placeOf } from '../described-model.ts';

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
