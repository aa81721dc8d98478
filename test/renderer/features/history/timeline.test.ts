import { describe, expect, test } from 'vitest';
import type { HistoryStateRow } from '#contract/history-calls.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { dayTitle, momentOf, stateLabel } from '#renderer/features/history/state-words.ts';
import { everyState, timelineDays, type TimelineFilter } from '#renderer/features/history/timeline.ts';
import { editBetween } from '#renderer/shared/edit-between.ts';

function state(id: string, createdAt: string, more: Partial<HistoryStateRow> = {}): HistoryStateRow {
  return { id, parents: [], createdAt, author: null, cause: 'edited', origin: null, name: null, ...more };
}

const kari = { name: 'Kari', fingerprint: 'ab' };
const states = [
  state('a', '2026-03-01T10:00:00Z', { cause: 'created' }),
  state('b', '2026-03-01T11:00:00Z', { parents: ['a'], author: kari, name: 'Before the review' }),
  state('c', '2026-03-02T10:00:00Z', { parents: ['b'], author: { name: 'Kari', fingerprint: 'cd' } }),
];

function shown(filter: Partial<TimelineFilter>): readonly string[] {
  return timelineDays(states, { ...everyState, ...filter }, ({ id }) => `Message ${id}1 changed`).flatMap(
    ({ things }) => things.map((each) => each.state.id),
  );
}

describe('the timeline', () => {
  test('has the newest first, by day, with its graph', () => {
    const days = timelineDays(states, everyState, () => null);
    expect(days.map(({ group }) => [group.day, group.count])).toEqual([
      ['2026-03-02', 1],
      ['2026-03-01', 2],
    ]);
    expect(days.flatMap(({ things }) => things.map((each) => each.graph?.lane))).toEqual([0, 0, 0]);
    expect(days[1]?.group.lanes).toEqual([0]);
  });

  test('is filtered by name, cause, author and words, and then has no graph', () => {
    expect(shown({ namedOnly: true })).toEqual(['b']);
    expect(shown({ cause: 'created' })).toEqual(['a']);
    expect(shown({ author: 'ab' })).toEqual(['b']);
    expect(shown({ author: '' })).toEqual(['a']);
    expect(shown({ words: 'kari MESSAGE' })).toEqual(['c', 'b']);
    expect(shown({ words: 'c1' })).toEqual(['c']);
    expect(shown({ words: 'review' })).toEqual(['b']);
    const [day] = timelineDays(states, { ...everyState, namedOnly: true }, () => null);
    expect(day?.things[0]?.graph).toBeNull();
  });

  test('names days as people do', () => {
    const text = createTranslate('en');
    expect(dayTitle('2026-03-02', '2026-03-02', 'en', text)).toBe('Today');
    expect(dayTitle('2026-02-28', '2026-03-01', 'en', text)).toBe('Yesterday');
    expect(dayTitle('2026-02-27', '2026-03-01', 'en', text)).toMatch(/^Friday,? 27 February 2026$/u);
    expect(dayTitle('2026-02-27', '2026-03-01', 'nb', createTranslate('nb'))).toBe('Fredag 27. februar 2026');
    expect(stateLabel(states[1] ?? state('', ''), text)).toBe('Before the review');
    expect(stateLabel(state('x', '2025-03-02T10:00:00'), text)).toBe('State of 2025-03-02 10:00');
    expect(momentOf('2026-03-02T10:00:30', '2026-03-03')).toBe('2026-03-02 10:00');
    expect(momentOf('2026-03-02T10:00:30', '2026-03-02')).toBe('10:00:30');
  });
});

describe('the edit between two texts', () => {
  test.each([
    ['abc', 'abc', null],
    ['abc', 'abXc', { span: { start: 2, end: 2 }, insert: 'X' }],
    ['aaa', 'aa', { span: { start: 2, end: 3 }, insert: '' }],
    ['', 'ab', { span: { start: 0, end: 0 }, insert: 'ab' }],
    ['one\ntwo', 'one\n2', { span: { start: 4, end: 7 }, insert: '2' }],
  ])('of %j and %j', (before, after, edit) => {
    expect(editBetween(before, after)).toEqual(edit);
  });
});
