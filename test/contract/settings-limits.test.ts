import { expect, test } from 'vitest';
import { channels } from '#contract/channels.ts';
import { limitRanges, usualLimits } from '#core/analysis/record/active-limits.ts';

const names = ['clauses', 'seconds'] as const;

function isTaken(name: (typeof names)[number], value: number): boolean {
  const limits = { ...usualLimits, [name]: value };
  const settings = { locale: 'en', theme: 'dark', limits, marks: true };
  return channels['settings.update'].input.safeParse(settings).success;
}

test.each(names)('the limit of %s is taken within its range, as a whole number, and not beyond', (name) => {
  const { least, usual, most } = limitRanges[name];
  expect([least, usual, most].map((value) => isTaken(name, value))).toEqual([true, true, true]);
  const wrong = [least - 1, most + 1, least + 0.5, 0, -usual, NaN, Infinity];
  expect(wrong.filter((value) => isTaken(name, value))).toEqual([]);
});
