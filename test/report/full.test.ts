import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTranslate, locales } from '#core/messages/catalogue.ts';
import { explainCell } from '#core/report/explain.ts';
import { encryptPdf } from '#report/encrypt.ts';
import { suggestPassphrase } from '#report/suggest-passphrase.ts';
import { writeAtomically } from '#report/write.ts';
import {
  analysed,
  fullDocument,
  popplerPages,
  qpdfFile,
  rendered,
  sampleText,
  scratchFolder,
} from './documents.ts';

const passphrase = 'fjord og vidde 7 æøå';

test('every page of the full report is marked, in both languages', async () => {
  for (const locale of locales) {
    const pages = popplerPages(await rendered(fullDocument(sampleText, locale)));
    expect(pages.length).toBeGreaterThan(5);
    for (const page of pages) expect(page).toContain('STRENGT FORTROLIG');
  }
});

test('the full report holds the model and is the same at every rendering', async () => {
  const document = fullDocument(sampleText);
  const bytes = await rendered(document);
  expect(Buffer.compare(bytes, await rendered(document))).toBe(0);
  const text = popplerPages(bytes).join('\n');
  const { model, record } = analysed(sampleText);
  for (const { name } of [...model.entities, ...model.elements]) expect(text).toContain(name);
  expect(text).toContain(record.inputHash);
});

test('an encrypted report opens with its passphrase only, under revision 6', async () => {
  const sealed = await encryptPdf(await rendered(fullDocument(sampleText)), passphrase, { qpdfFile });
  const file = join(scratchFolder(), 'sealed.pdf');
  await writeAtomically(file, sealed);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const shown = execFileSync('qpdf', ['--show-encryption', `--password=${passphrase}`, file], {
    encoding: 'utf8',
  });
  expect(shown).toContain('R = 6');
  expect(shown).toContain('stream encryption method: AESv3');
  expect(() => popplerPages(sealed)).toThrow();
  expect(() => popplerPages(sealed, ['-upw', 'another'])).toThrow();
  expect(() => popplerPages(sealed, ['-opw', ''])).toThrow();
  expect(popplerPages(sealed, ['-upw', passphrase])[0]).toContain('STRENGT FORTROLIG');
});

test('a passphrase that would be cut off or is empty is refused', async () => {
  const bytes = new Uint8Array([1]);
  await expect(encryptPdf(bytes, '', { qpdfFile })).rejects.toThrow();
  await expect(encryptPdf(bytes, 'x'.repeat(128), { qpdfFile })).rejects.toThrow();
});

test('a suggested passphrase is strong and new each time', () => {
  expect(suggestPassphrase()).toMatch(/^([a-hjkmnp-z2-9]{5}-){4,}[a-hjkmnp-z2-9]{5}$/u);
  expect(suggestPassphrase()).not.toBe(suggestPassphrase());
});

test('writing replaces a file whole', async () => {
  const file = join(scratchFolder(), 'report.pdf');
  writeFileSync(file, 'old and longer');
  await writeAtomically(file, new TextEncoder().encode('new'));
  expect(readFileSync(file, 'utf8')).toBe('new');
});

test('every cell explains itself in both languages', () => {
  for (const locale of locales) {
    const translate = createTranslate(locale);
    for (const each of analysed(sampleText).record.cells) {
      const sentences = explainCell(each, translate);
      expect(sentences.length).toBeGreaterThan(0);
      for (const sentence of sentences) expect(sentence).not.toMatch(/[{}]|undefined|\*adversary\*/u);
    }
  }
});
