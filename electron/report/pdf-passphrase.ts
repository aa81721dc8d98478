// PDF 2.0 looks at the first 127 bytes of a password and silently ignores the rest.
const longestPassphrase = 127;

/** True for a passphrase that can protect a PDF: it is not empty, and no part of it would be ignored. */
export function canProtectPdf(passphrase: string): boolean {
  const length = Buffer.byteLength(passphrase, 'utf8');
  return length > 0 && length <= longestPassphrase;
}
