import { describe, expect, test } from 'vitest';
import { effortEntrySchema } from '#contract/dossier/evaluation-schema.ts';
import { longestDuration, readDuration } from '#core/method/effort/duration.ts';
import type { EffortEntry } from '#core/dossier/effort-entry.ts';
import { summariseEffort } from '#core/method/effort/effort-summary.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { effortSheet, formatDuration } from '#core/views/tables/effort-sheets.ts';

describe('a duration', () => {
  test.each([
    ['90', 90],
    ['1h 30m', 90],
    ['1h30m', 90],
    ['1h30', 90],
    ['1 t 30 min', 90],
    ['1:30', 90],
    ['1,5 t', 90],
    ['1.5 h', 90],
    ['1.5h', 90],
    ['  2 timer ', 120],
    ['1 time', 60],
    ['2 hours 5 minutes', 125],
    ['45 min', 45],
    ['45 minutter', 45],
    ['1 T 15 M', 75],
    ['0,33 t', 20],
    ['24 h', longestDuration],
  ])('is read from %j', (typed, minutes) => {
    expect(readDuration(typed)).toEqual({ ok: true, value: minutes });
  });

  test.each([
    ['', 'unreadable'],
    ['   ', 'unreadable'],
    ['soon', 'unreadable'],
    ['1,5', 'unreadable'],
    ['-30', 'unreadable'],
    ['1h 30m 2h', 'unreadable'],
    ['30m 1h', 'unreadable'],
    ['1:75', 'unreadable'],
    ['1e3', 'unreadable'],
    ['h', 'unreadable'],
    ['0', 'nothing'],
    ['0 h 0 min', 'nothing'],
    ['0.001 h', 'nothing'],
    ['1441', 'beyond-a-day'],
    ['25 t', 'beyond-a-day'],
  ])('is not read from %j: %s', (typed, problem) => {
    expect(readDuration(typed)).toEqual({ ok: false, error: problem });
  });

  test('is told in hours and minutes', () => {
    const [english, norwegian] = [createTranslate('en'), createTranslate('nb')];
    expect([20, 60, 90, 75_000].map((minutes) => formatDuration(minutes, english))).toEqual([
      '20 min',
      '1 h',
      '1 h 30 min',
      '1250 h',
    ]);
    expect(formatDuration(90, norwegian)).toBe('1 t 30 min');
  });

  test('of an entry is what the project keeps', () => {
    const entry = { id: 'e1', activity: 'scope', day: '2026-03-01', minutes: longestDuration, note: '' };
    expect(effortEntrySchema.safeParse(entry).success).toBe(true);
    expect(effortEntrySchema.safeParse({ ...entry, minutes: longestDuration + 1 }).success).toBe(false);
  });
});

describe('effort', () => {
  const entries: readonly EffortEntry[] = [
    { id: 'a', activity: 'modelling', day: '2026-03-04', minutes: 90, note: 'Phases' },
    { id: 'b', activity: 'scope', day: '2026-03-02', minutes: 30, note: '' },
    { id: 'c', activity: 'modelling', day: '2026-03-03', minutes: 45, note: '' },
  ];

  test('is summed up per activity in the order of the method, and in all', () => {
    const { activities, minutes, entries: count } = summariseEffort(entries);
    expect(activities.slice(0, 3)).toEqual([
      { activity: 'scope', entries: 1, minutes: 30, firstDay: '2026-03-02', lastDay: '2026-03-02' },
      { activity: 'modelling', entries: 2, minutes: 135, firstDay: '2026-03-03', lastDay: '2026-03-04' },
      { activity: 'consistency-check', entries: 0, minutes: 0, firstDay: null, lastDay: null },
    ]);
    expect([minutes, count]).toEqual([165, 3]);
  });

  test('is told for the activities that have any', () => {
    expect(effortSheet(summariseEffort(entries), createTranslate('en')).rows).toEqual([
      ['Scope', '30 min', 1, '2026-03-02'],
      ['Modelling', '2 h 15 min', 2, '2026-03-03 – 2026-03-04'],
      ['In all', '2 h 45 min', 3, null],
    ]);
    expect(effortSheet(summariseEffort([]), createTranslate('en')).rows).toEqual([]);
  });
});
