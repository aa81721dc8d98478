import { createHash } from 'node:crypto';

/** The SHA-256 of a model's text in UTF-8, lower-case hexadecimal: what a record names its text by. */
export function textHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
