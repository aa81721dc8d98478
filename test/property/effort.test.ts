import fc from 'fast-check';
import { expect, test } from 'vitest';
import { longestDuration, readDuration } from '#core/method/effort/duration.ts';
import { methodActivities } from '#core/dossier/effort-entry.ts';
import { summariseEffort } from '#core/method/effort/effort-summary.ts';
import { createTranslate, locales } from '#core/messages/catalogue.ts';
import { formatDuration } from '#core/views/tables/effort-sheets.ts';
import { runs } from '../support/random.ts';

test.each(locales)('what is told of a duration reads as that duration (%s)', (locale) => {
  const translate = createTranslate(locale);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: longestDuration }), (minutes) => {
      expect(readDuration(formatDuration(minutes, translate))).toEqual({ ok: true, value: minutes });
    }),
  );
});

test('whatever is typed, a duration that is read is one that an entry can have', () => {
  const typed = fc.oneof(
    fc.string(),
    fc.stringMatching(/^\d{0,8}[.,:]?\d{0,8} ?(h|t|timer|m|min)? ?\d{0,3} ?(m|min)?$/u),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const read = readDuration(text);
      if (!read.ok) return;
      expect(Number.isInteger(read.value)).toBe(true);
      expect(read.value).toBeGreaterThan(0);
      expect(read.value).toBeLessThanOrEqual(longestDuration);
    }),
    { numRuns: runs(2000) },
  );
});

const entries = fc.array(
  fc.record({
    id: fc.uuid(),
    activity: fc.constantFrom(...methodActivities),
    day: fc.constantFrom('2026-01-31', '2026-02-01', '2027-03-04'),
    minutes: fc.integer({ min: 1, max: longestDuration }),
    note: fc.string(),
  }),
);

test('the sums of the activities are the sum of all, in whatever order it was logged', () => {
  fc.assert(
    fc.property(entries, (log) => {
      const summary = summariseEffort(log);
      expect(summary.activities.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(summary.minutes);
      expect(summary.activities.reduce((sum, { entries: count }) => sum + count, 0)).toBe(log.length);
      expect(summariseEffort(log.toReversed())).toEqual(summary);
    }),
  );
});
