import { success, type Result } from '#core/result.ts';
import { refuse, type ExchangeFailure } from '#exchange/failure.ts';
import { keyKinds, stanzaWords, type KeyKind } from './recipients.ts';

/** Bounds on what stands before the encrypted part of an age file: bytes, and recipients. */
export const headerBounds = { bytes: 256 * 1024, recipients: 64 } as const;

const versionLine = 'age-encryption.org/v1\n';

/**
 * The kind of key that an age file is encrypted for, from its header and before any key is tried: one kind for all of its
 * recipients. `sealed-not-a-sealed-file`, `sealed-damaged`, `sealed-too-large` where the header does not end,
 * `sealed-recipients-refused` for too many, and `sealed-recipients-mixed` for more than one kind, or for another one, a
 * passphrase among them.
 */
export function keyKindOf(bytes: Uint8Array): Result<KeyKind, ExchangeFailure> {
  const beginning = Buffer.from(bytes.subarray(0, headerBounds.bytes)).toString('latin1');
  if (!beginning.startsWith(versionLine)) return refuse('sealed-not-a-sealed-file');
  const words: string[] = [];
  let start = versionLine.length;
  for (;;) {
    const end = beginning.indexOf('\n', start);
    if (end < 0) return refuse(bytes.length > beginning.length ? 'sealed-too-large' : 'sealed-damaged');
    const line = beginning.slice(start, end);
    if (line.startsWith('---')) break;
    if (line.startsWith('-> ')) words.push(line.split(' ', 2)[1] ?? '');
    start = end + 1;
  }
  if (words.length > headerBounds.recipients) return refuse('sealed-recipients-refused');
  const kind = keyKinds.find((each) => words.every((word) => word === stanzaWords[each]));
  if (words.length === 0) return refuse('sealed-damaged');
  return kind === undefined ? refuse('sealed-recipients-mixed') : success(kind);
}
