import { expect, test } from 'vitest';
import { canonicalJson } from '#core/history/canonical.ts';
import { unitedState, type HistoryState } from '#core/history/state.ts';

const state: HistoryState = {
  id: '1'.repeat(32),
  parents: ['2'.repeat(32)],
  createdAt: '2026-01-01T00:00:00.000Z',
  author: { name: 'Berit', fingerprint: null },
  cause: 'merged',
  origin: null,
  name: null,
};

test('what is known of a state in two places is the same whichever is looked at first', () => {
  const others: readonly HistoryState[] = [
    { ...state, createdAt: '2026-01-02T00:00:00.000Z', author: { name: 'Anne', fingerprint: null } },
    { ...state, author: { name: 'Anne', fingerprint: 'f' } },
    { ...state, author: null },
    { ...state, name: 'before the review' },
    { ...state, name: 'other', cause: 'edited' },
  ];
  for (const one of [state, ...others]) {
    for (const other of [state, ...others]) {
      expect(unitedState(one, other)).toEqual(unitedState(other, one));
      expect(unitedState(one, one)).toEqual(one);
    }
  }
  const [later, anne, nobody, named] = others;
  if (later === undefined || anne === undefined || nobody === undefined || named === undefined)
    throw new Error();
  expect(unitedState(state, later)).toEqual(state);
  expect(unitedState(state, anne).author).toEqual(anne.author);
  expect(unitedState(state, nobody).author).toEqual(state.author);
  expect(unitedState(state, named).name).toBe('before the review');
});

test('names that two gave one state stay both, up to what the name of a state can have', () => {
  const named = (name: string): HistoryState => ({ ...state, name });
  expect(unitedState(named('b'), named('a')).name).toBe('a / b');
  const [one, other] = ['a'.repeat(499), 'b'.repeat(500)];
  for (const [left, right] of [
    [one, `${other}b`],
    [`${other}b`, one],
  ] as const) {
    expect(unitedState(named(left), named(right)).name).toBe(one);
  }
  expect(unitedState(named(other.slice(2)), named(one)).name).toHaveLength(1_000);
});

test('canonical JSON has one text for one value', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x\ud800' }], a: undefined, aa: true })).toBe(
    '{"aa":true,"b":[1,{"c":"x\\ud800","d":null}]}',
  );
  expect(JSON.parse(canonicalJson({ é: 1, z: 2, Z: [] }))).toEqual({ é: 1, z: 2, Z: [] });
});
