import { expect, test } from 'vitest';
import { stateBefore, stateCalled } from '#core/history/state-called.ts';
import type { HistoryState } from '#core/history/state.ts';

const idOf = (digit: string): string => digit.repeat(32);

function state(id: string, parents: readonly string[], name: string | null = null): HistoryState {
  const rest = {
    createdAt: '2026-03-02T12:00:00.000Z',
    author: null,
    cause: 'edited',
    origin: null,
  } as const;
  return { id, parents, name, ...rest };
}

const states = [
  state(idOf('a'), []),
  state(idOf('b'), [idOf('a')], 'As agreed'),
  state(`abcd${'0'.repeat(28)}`, [idOf('b')], 'head~1'),
  state(idOf('c'), [idOf('9'), idOf('b')], 'aaaa'),
];

const called = (words: string): string => {
  const found = stateCalled(states, words);
  return found.ok ? found.value.id : found.error;
};

test('a state is called by a name, the beginning of its identifier, or its distance from the head', () => {
  expect(called('As agreed')).toBe(idOf('b'));
  expect(called('abcd')).toBe(states[2]?.id);
  expect(called(idOf('a'))).toBe(idOf('a'));
  expect(called('head')).toBe(idOf('c'));
  expect(called('head~0')).toBe(idOf('c'));
  // A parent that is not kept is passed over.
  expect(called('head~2')).toBe(idOf('a'));
});

test('what nothing is called, and what several are called, is none', () => {
  for (const words of ['', 'as agreed', 'abc', 'head~3', 'head~', 'head~99', 'HEAD', 'ABCD'])
    expect([words, called(words)]).toEqual([words, 'state-unknown']);
  expect(called('aaaa')).toBe('state-ambiguous');
  expect(called('head~1')).toBe('state-ambiguous');
  expect(stateCalled([], 'head')).toEqual({ ok: false, error: 'state-unknown' });
});

test('the state before a merge is the first that is kept of those that it brings together', () => {
  const byId = new Map(states.map((each) => [each.id, each]));
  const [first, , , last] = states;
  if (first === undefined || last === undefined) throw new Error('there are four');
  expect(stateBefore(byId, last)?.id).toBe(idOf('b'));
  expect(stateBefore(byId, first)).toBeNull();
});
