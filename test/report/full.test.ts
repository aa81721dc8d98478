import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTranslate, locales } from '#core/messages/catalogue.ts';
import { explainCell } from '#core/views/words/explain.ts';
import { encryptPdf } from '#report/encrypt.ts';
import { produceReport, protectReport } from '#report/produce.ts';
import { suggestPassphrase } from '#report/suggest-passphrase.ts';
import { replaceFile } from '#vault/files/replace-file.ts';
import {
  analysed,
  fullDocument,
  popplerPages,
  qpdfFile,
  rendered,
  sampleText,
  scratchFolder,
} from '../support/report/documents.ts';
import { reportResources } from '../support/report/resources.ts';
import { valueOf } from '../support/vault-platform.ts';

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
  replaceFile(file, sealed);
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

test('a protected report is the same document as the one that was looked at', async () => {
  const shown = valueOf(await produceReport(fullDocument(sampleText), reportResources));
  const written = valueOf(await protectReport(shown, passphrase, reportResources));
  expect(written.sha256).not.toBe(shown.sha256);
  expect(written.pages).toBe(shown.pages);
  const folder = scratchFolder();
  const [sealed, opened, plain] = ['sealed.pdf', 'opened.pdf', 'plain.pdf'].map((name) => join(folder, name));
  if (sealed === undefined || opened === undefined || plain === undefined) throw new Error('three files');
  writeFileSync(sealed, written.bytes);
  writeFileSync(plain, shown.bytes);
  // Both are written anew by the same program: whatever differs then is in the document.
  const qpdf = (args: readonly string[]): void => {
    execFileSync('qpdf', ['--deterministic-id', '--object-streams=disable', ...args]);
  };
  qpdf(['--decrypt', `--password=${passphrase}`, '--qdf', '--no-original-object-ids', sealed, opened]);
  const again = join(folder, 'again.pdf');
  qpdf(['--qdf', '--no-original-object-ids', plain, again]);
  expect(comparable(opened)).toBe(comparable(again));
});

/** A PDF without the number of its version and its identifier, which encryption changes. */
function comparable(file: string): string {
  return readFileSync(file, 'latin1')
    .replace(/^%PDF-[^\n]*/u, '')
    .replace(/ *\/Extensions <<[^]*?>>\n *>>\n/u, '')
    .replaceAll(/\/ID \[?[^\n]*\n/gu, '')
    .replace(/startxref[^]*$/u, '')
    .replace(/xref\n[^]*?trailer/u, 'trailer');
}

test('a passphrase that would be cut off or is empty is refused', async () => {
  const bytes = new Uint8Array([1]);
  await expect(encryptPdf(bytes, '', { qpdfFile })).rejects.toThrow();
  await expect(encryptPdf(bytes, 'x'.repeat(128), { qpdfFile })).rejects.toThrow();
});

test('a suggested passphrase is strong and new each time', () => {
  expect(suggestPassphrase()).toMatch(/^([a-hjkmnp-z2-9]{5}-){4,}[a-hjkmnp-z2-9]{5}$/u);
  expect(suggestPassphrase()).not.toBe(suggestPassphrase());
});

test('writing replaces a file whole', () => {
  const file = join(scratchFolder(), 'report.pdf');
  writeFileSync(file, 'old and longer');
  replaceFile(file, new TextEncoder().encode('new'));
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
