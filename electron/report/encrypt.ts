import { randomBytes } from 'node:crypto';
import createQpdf from '@neslinesli93/qpdf-wasm/dist/qpdf.js';
import { canProtectPdf } from '#report/pdf-passphrase.ts';

/** The file that the encryption needs besides the PDF. */
export interface EncryptOptions {
  /** The file `qpdf.wasm` of the package @neslinesli93/qpdf-wasm. */
  readonly qpdfFile: string;
}

/**
 * Encrypts a PDF with AES-256, revision 6 (PDF 2.0), metadata included. The passphrase opens it; the owner's
 * password is random and thrown away. Works in memory: nothing is written and nothing fetched. Throws when the
 * passphrase cannot protect a PDF or the bytes are not a PDF.
 */
export async function encryptPdf(
  bytes: Uint8Array,
  passphrase: string,
  { qpdfFile }: EncryptOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!canProtectPdf(passphrase)) throw new Error('the passphrase is empty or longer than 127 bytes');
  const qpdf = await createQpdf({
    noInitialRun: true,
    locateFile: () => qpdfFile,
    // What qpdf says could tell of the file: it is not passed on.
    print: () => undefined,
    printErr: () => undefined,
  });
  qpdf.FS.writeFile('/plain.pdf', bytes);
  const owner = randomBytes(32).toString('base64url');
  const status = qpdf.callMain([
    '/plain.pdf',
    '--encrypt',
    `--user-password=${passphrase}`,
    `--owner-password=${owner}`,
    '--bits=256',
    '--',
    '/sealed.pdf',
  ]);
  if (status !== 0) throw new Error(`the PDF could not be encrypted (${status})`);
  return new Uint8Array(qpdf.FS.readFile('/sealed.pdf'));
}
