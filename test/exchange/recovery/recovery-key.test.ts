import { expect, test, vi } from 'vitest';
import { combineShares, divideRecoveryKey } from '#exchange/recovery/recovery-key.ts';
import { parseShare, printShare } from '#exchange/recovery/share-text.ts';
import shares from '../../support/exchange/recovery-shares.json' with { type: 'json' };
import { codeOf, valueOf } from '../../support/vault-platform.ts';

// What the library is given of a key, and what it makes of shares: the very bytes are looked at here.
const passed = vi.hoisted((): Uint8Array[] => []);
vi.mock(import('shamir-secret-sharing'), async (original) => {
  const library = await original();
  const split: typeof library.split = async (secret, ...given) => {
    passed.push(secret);
    return library.split(secret, ...given);
  };
  const combine: typeof library.combine = async (given) => {
    const secret = await library.combine(given);
    passed.push(secret);
    return secret;
  };
  return { ...library, split, combine };
});

const vault = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
const key = new Uint8Array(32).map((_, index) => index);
const set = Uint8Array.of(0xca, 0xfe, 0xf0, 0x0d);

const divided = async (threshold: number, count: number): Promise<readonly string[]> =>
  valueOf(await divideRecoveryKey(key, { threshold, count }, { vault, set }));

const pick = (all: readonly string[], ...positions: readonly number[]): readonly string[] =>
  positions.map((position) => all[position] ?? '');

test.each([
  [2, 2],
  [2, 3],
  [3, 5],
  [16, 16],
])('%i of %i shares make the key, whichever they are, and one fewer does not', async (threshold, count) => {
  const all = await divided(threshold, count);
  expect(all).toHaveLength(count);
  for (let first = 0; first < count; first += 1) {
    const chosen = Array.from({ length: threshold }, (_, index) => all[(first + index) % count] ?? '');
    const combined = valueOf(await combineShares(chosen));
    expect(combined.key.equals(key)).toBe(true);
    expect(combined).toMatchObject({ vault: '7d444840', set: 'cafef00d' });
    const few = await combineShares(chosen.slice(1));
    expect(few).toEqual({ ok: false, error: { code: 'recovery-too-few', share: null, missing: 1 } });
  }
  expect(valueOf(await combineShares(all)).key.equals(key)).toBe(true);
});

test('a key is left nowhere by its division and its making, but with whoever asked for it', async () => {
  passed.length = 0;
  const all = await divided(2, 3);
  valueOf(await combineShares(all));
  expect(passed.map((secret) => secret.every((byte) => byte === 0))).toEqual([true, true]);
});

test.each([
  ['of which one alone would do', { threshold: 1, count: 1 }],
  ['of which more are needed than there are', { threshold: 4 }],
  ['without a number', { index: 0 }],
  ['with a number beyond the last', { index: 4 }],
  ['at the place of the key itself', { place: 0 }],
])('a share %s is none, although it has no typing error', async (_, made) => {
  const [first = '', second = ''] = await divided(2, 3);
  const share = printShare({ ...valueOf(parseShare(first)), ...made });
  expect(codeOf(parseShare(share))).toBe('recovery-typing-error');
  expect(codeOf(await combineShares([share, second]))).toBe('recovery-typing-error');
});

test('shares that were handed out once make the key for ever', async () => {
  expect(valueOf(await combineShares(shares.printed)).key.toString('hex')).toBe(shares.key);
  for (const printed of shares.printed) expect(printShare(valueOf(parseShare(printed)))).toBe(printed);
});

test('a share is read however it is typed', async () => {
  const [first = '', second = ''] = await divided(2, 2);
  const groups = first.split('\n\n')[1] ?? '';
  const typings = [
    groups,
    groups.toLowerCase().replaceAll(' ', ''),
    groups.replaceAll(' ', '-').replaceAll('0', 'o').replaceAll('1', 'l'),
    `\n${first.replaceAll('\n', '\r\n')}\n\n`,
    groups.replaceAll('\n', ' ').replaceAll('1', 'i'),
    first.replaceAll('\n', '\n\n').toLowerCase(),
  ];
  for (const typed of typings) {
    expect(valueOf(await combineShares([typed, second])).key.equals(key)).toBe(true);
  }
});

test('every typing error of one sign, and every exchange of neighbours, is found, and in which share', async () => {
  const [first = '', second = ''] = await divided(2, 2);
  const groups = (second.split('\n\n')[1] ?? '').replaceAll(/\s/gu, '');
  for (let place = 0; place < groups.length; place += 1) {
    const sign = groups[place] ?? '';
    const other = sign === '7' ? '8' : '7';
    const changed = `${groups.slice(0, place)}${other}${groups.slice(place + 1)}`;
    const dropped = `${groups.slice(0, place)}${groups.slice(place + 1)}`;
    const next = groups[place + 1] ?? '';
    const exchanged = `${groups.slice(0, place)}${next}${sign}${groups.slice(place + 2)}`;
    for (const typed of [changed, dropped, ...(next === '' || next === sign ? [] : [exchanged])]) {
      const combined = await combineShares([first, typed]);
      expect(combined).toEqual({
        ok: false,
        error: { code: 'recovery-typing-error', share: 1, missing: null },
      });
    }
  }
});

test('shares of different sets are told from each other, and which it is', async () => {
  const one = await divided(2, 3);
  const again = valueOf(
    await divideRecoveryKey(key, { threshold: 2, count: 3 }, { vault, set: Uint8Array.of(1, 2, 3, 4) }),
  );
  const otherVault = valueOf(
    await divideRecoveryKey(key, { threshold: 2, count: 3 }, { vault: vault.replace('7d', '8d'), set }),
  );
  for (const others of [again, otherVault, await divided(3, 3)]) {
    expect(await combineShares([...pick(one, 0), ...pick(others, 1)])).toEqual({
      ok: false,
      error: { code: 'recovery-different-sets', share: 1, missing: null },
    });
  }
});

test('the same share twice is one, and none is nothing', async () => {
  const all = await divided(2, 3);
  expect(codeOf(await combineShares(pick(all, 0, 0)))).toBe('recovery-too-few');
  expect(valueOf(await combineShares(pick(all, 0, 0, 2))).key.equals(key)).toBe(true);
  expect(codeOf(await combineShares([]))).toBe('recovery-too-few');
});

test('a share that somebody made up does not fit', async () => {
  const all = await divided(2, 3);
  const share = valueOf(parseShare(all[1] ?? ''));
  const wrong = printShare({ ...share, value: share.value.map((byte) => byte ^ 1) });
  expect(codeOf(await combineShares([...pick(all, 0), wrong]))).toBe('recovery-does-not-fit');
  expect(codeOf(await combineShares([...pick(all, 0, 1), wrong]))).toBe('recovery-does-not-fit');
  const samePlace = printShare({ ...share, place: valueOf(parseShare(all[0] ?? '')).place });
  expect(codeOf(await combineShares([...pick(all, 0), samePlace]))).toBe('recovery-does-not-fit');
});

test.each([
  [1, 2],
  [2, 1],
  [3, 2],
  [2, 17],
  [2.5, 3],
])('there are no %d of %d shares', async (threshold, count) => {
  const refused = await divideRecoveryKey(key, { threshold, count }, { vault, set });
  expect(codeOf(refused)).toBe('recovery-counts-refused');
});
