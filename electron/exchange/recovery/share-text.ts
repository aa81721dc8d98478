import { createHash } from 'node:crypto';
import { success, type Result } from '#core/result.ts';
import { refuse, type ExchangeFailure } from '#exchange/failure.ts';
import { decodeBase32, encodeBase32 } from './base32.ts';

/** One of the shares of a recovery key, and of which it is one. */
export interface RecoveryShare {
  /** The first 4 bytes of the project file's identifier, lower-case hexadecimal. */
  readonly vault: string;
  /** What all shares of one set have in common, 4 random bytes, lower-case hexadecimal. */
  readonly set: string;
  /** How many of them open the project. */
  readonly threshold: number;
  /** How many there are. */
  readonly count: number;
  /** Which one it is, from 1. */
  readonly index: number;
  /** The first 3 bytes of a digest of the recovery key, lower-case hexadecimal. */
  readonly check: string;
  /** The value of the polynomials at `place`, 32 bytes. */
  readonly value: Uint8Array;
  /** From 1 to 255; unlike those of all others. */
  readonly place: number;
}

const version = 1;
const heading = 'Segl recovery share';
const [groupLength, groupsInLine, signs] = [4, 5, 80];
const [bodyLength, checksumLength] = [47, 3];

/** A share as it is printed: two lines for people, and after an empty one 20 groups of 4 signs, which are all of it. */
export function printShare(share: RecoveryShare): string {
  const body = bytesOf(share);
  const code = encodeBase32(Buffer.concat([body, checksumOf(body)]));
  const groups = code.match(new RegExp(`.{${String(groupLength)}}`, 'gu')) ?? [];
  const lines = groups.flatMap((_, index) =>
    index % groupsInLine === 0 ? [groups.slice(index, index + groupsInLine).join(' ')] : [],
  );
  const { index, count, threshold, vault, set } = share;
  const which = `${heading} ${String(index)} of ${String(count)}; any ${String(threshold)} open the project`;
  return [which, `project ${vault}, set ${set}`, '', ...lines, ''].join('\n');
}

/**
 * Reads a share as it was printed, or typed from its groups alone: in any case and spacing, with O for 0 and I or L for 1.
 * `recovery-typing-error`, or `recovery-newer`.
 */
export function parseShare(typed: string): Result<RecoveryShare, ExchangeFailure> {
  const code = codeIn(typed);
  const bytes = code.length === signs ? decodeBase32(code) : null;
  if (bytes === null) return refuse('recovery-typing-error');
  const body = bytes.subarray(0, bodyLength);
  if (!checksumOf(body).equals(bytes.subarray(bodyLength))) return refuse('recovery-typing-error');
  if ((body[0] ?? 0) > version) return refuse('recovery-newer');
  const share = shareIn(Buffer.from(body));
  return body[0] === version && isPossible(share) ? success(share) : refuse('recovery-typing-error');
}

// The lines that are for people, as they are printed.
const forPeople = /^(?:segl recovery share \d|project [0-9a-f]{8}, set )/iu;

function codeIn(typed: string): string {
  return typed
    .slice(0, 10_000)
    .split(/\r?\n/u)
    .filter((line) => !forPeople.test(line.trim()))
    .join('')
    .replaceAll(/[\s-]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/gu, '1');
}

function bytesOf({ vault, set, threshold, count, index, check, value, place }: RecoveryShare): Buffer {
  return Buffer.concat([
    Buffer.from([version]),
    Buffer.from(vault, 'hex'),
    Buffer.from(set, 'hex'),
    Buffer.from([((threshold - 1) << 4) | (count - 1), index]),
    Buffer.from(check, 'hex'),
    value,
    Buffer.from([place]),
  ]);
}

function shareIn(body: Buffer): RecoveryShare {
  const counts = body[9] ?? 0;
  return {
    vault: body.toString('hex', 1, 5),
    set: body.toString('hex', 5, 9),
    threshold: (counts >> 4) + 1,
    count: (counts & 15) + 1,
    index: body[10] ?? 0,
    check: body.toString('hex', 11, 14),
    value: Uint8Array.from(body.subarray(14, 46)),
    place: body[46] ?? 0,
  };
}

function isPossible({ threshold, count, index, place }: RecoveryShare): boolean {
  return threshold >= 2 && threshold <= count && index >= 1 && index <= count && place >= 1;
}

function checksumOf(body: Uint8Array): Buffer {
  const domain = Buffer.from('segl recovery share v1\0', 'ascii');
  return createHash('sha256').update(domain).update(body).digest().subarray(0, checksumLength);
}
