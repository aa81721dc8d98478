import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encryptPdf } from '#report/encrypt.ts';
import { produceReport, protectReport } from '#report/produce.ts';
import { suggestPassphrase } from '#report/suggest-passphrase.ts';
import { replaceFile } from '#vault/files/replace-file.ts';
import {
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
