import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTranslate } from '#core/messages/catalogue.ts';
import { createPlainTranslate, plainFamilies, type PlainKey } from '#core/messages/plain-text.ts';
import { locales, texts } from '#core/messages/texts.ts';
import { publicRecordOf, sampleText } from '../../support/report/documents.ts';
import { filledDossier } from '../../support/report/filled-dossier.ts';

const script = join(import.meta.dirname, 'public-hashes.ts');

function hashes(knowledge: 'with' | 'without', record: string): unknown {
  const flags = ['--experimental-strip-types', '--no-warnings'];
  return JSON.parse(
    execFileSync(process.execPath, [...flags, script, knowledge, record], { encoding: 'utf8' }),
  );
}

const isPlain = (key: string): key is PlainKey => plainFamilies.some((family) => key.startsWith(family));

describe('the public report', () => {
  test('is the same, byte for byte, where the runtime knows nothing of languages', () => {
    const record = JSON.stringify(publicRecordOf(sampleText, filledDossier));
    const usual = hashes('with', record);
    expect(usual).toHaveLength(2 * locales.length);
    expect(hashes('without', record)).toEqual(usual);
  });

  test.each(locales)('has no word that needs more than its placeholders filled: %s', (locale) => {
    const keys = Object.keys(texts[locale]).filter(isPlain);
    expect(keys.length).toBeGreaterThan(100);
    expect(keys.filter((key) => !/^(?:[^{}']|\{\w+\})*$/u.test(texts[locale][key]))).toEqual([]);
  });

  test.each(locales)('says what the catalogue says: %s', (locale) => {
    const [plain, full] = [createPlainTranslate(locale), createTranslate(locale)];
    const values = { items: 'målere, $&', page: '{page}', pages: '{pages}' };
    for (const key of Object.keys(texts[locale]).filter(isPlain)) {
      expect(plain(key, values)).toBe(full(key, values));
    }
  });
});
