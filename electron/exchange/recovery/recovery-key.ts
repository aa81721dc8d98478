import { createHash } from 'node:crypto';
import { combine, split } from 'shamir-secret-sharing';
import { failure, success, type Result } from '#core/result.ts';
import { refuse, type ExchangeFailure, type ExchangeFailureCode } from '#exchange/failure.ts';
import { parseShare, printShare, type RecoveryShare } from './share-text.ts';

/** How many shares there are, and how many of them open the project: 2 at least, 16 at most. */
export interface ShareCounts {
  readonly threshold: number;
  readonly count: number;
}

/**
 * Divides a recovery key (32 random bytes) into printed shares. `vault` is the project file's identifier, `set` 4 random
 * bytes. `recovery-counts-refused`.
 */
export async function divideRecoveryKey(
  key: Uint8Array,
  { threshold, count }: ShareCounts,
  { vault, set }: { readonly vault: string; readonly set: Uint8Array },
): Promise<Result<readonly string[], ExchangeFailure>> {
  const possible = [threshold, count].every((each) => Number.isInteger(each) && each >= 2 && each <= 16);
  if (!possible || threshold > count) return refuse('recovery-counts-refused');
  // The library takes nothing but plain bytes, and no buffer.
  const secret = Uint8Array.from(key);
  const shares = await split(secret, count, threshold);
  secret.fill(0);
  const common = {
    vault: vault.replaceAll('-', '').slice(0, 8),
    set: Buffer.from(set).toString('hex'),
    threshold,
    count,
    check: checkOf(key),
  };
  return success(
    shares.map((share, position) => {
      const [value, place] = [share.subarray(0, 32), share[32] ?? 0];
      return printShare({ ...common, index: position + 1, value, place });
    }),
  );
}

/** Why shares do not make a key; `share` is the position of the one that is to blame in what was handed over, from 0. */
export interface CombineFailure {
  readonly code: ExchangeFailureCode;
  readonly share: number | null;
  /** How many more are needed, where there are too few. */
  readonly missing: number | null;
}

/** A recovery key, and the project file and the set that its shares say they belong to. */
export interface CombinedKey extends Pick<RecoveryShare, 'vault' | 'set'> {
  readonly key: Buffer;
}

/**
 * Puts a recovery key together from shares as they were typed; one that is there twice counts once. The first that applies:
 * `recovery-typing-error` or `recovery-newer` (in a share), `recovery-different-sets` (a share is of another set than the
 * first), `recovery-too-few`, `recovery-does-not-fit`.
 */
export async function combineShares(typed: readonly string[]): Promise<Result<CombinedKey, CombineFailure>> {
  const shares: RecoveryShare[] = [];
  for (const [position, text] of typed.entries()) {
    const share = parseShare(text);
    if (!share.ok) return failure({ ...share.error, share: position, missing: null });
    shares.push(share.value);
  }
  const [first] = shares;
  if (first === undefined) return failure({ code: 'recovery-too-few', share: null, missing: null });
  const foreign = shares.findIndex((share) => setOf(share) !== setOf(first));
  if (foreign >= 0) return failure({ code: 'recovery-different-sets', share: foreign, missing: null });
  const unlike = [...new Map(shares.map((share) => [printShare(share), share])).values()];
  if (unlike.length < first.threshold) {
    return failure({ code: 'recovery-too-few', share: null, missing: first.threshold - unlike.length });
  }
  const key = await keyOf(unlike);
  return key === null
    ? failure({ code: 'recovery-does-not-fit', share: null, missing: null })
    : success({ key, vault: first.vault, set: first.set });
}

// The check value among it: shares that were made for another key are of another set, whatever they say.
function setOf({ vault, set, threshold, count, check }: RecoveryShare): string {
  return [vault, set, threshold, count, check].join(' ');
}

async function keyOf(shares: readonly RecoveryShare[]): Promise<Buffer | null> {
  const places = new Set(shares.map(({ place }) => place));
  const indices = new Set(shares.map(({ index }) => index));
  if (places.size < shares.length || indices.size < shares.length) return null;
  const combined = await combine(shares.map(({ value, place }) => Uint8Array.from([...value, place])));
  const key = Buffer.alloc(combined.length);
  key.set(combined);
  combined.fill(0);
  if (checkOf(key) === shares[0]?.check) return key;
  key.fill(0);
  return null;
}

function checkOf(key: Uint8Array): string {
  const domain = Buffer.from('segl recovery key v1\0', 'ascii');
  return createHash('sha256').update(domain).update(key).digest('hex').slice(0, 6);
}
