import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../support/random.ts';
import { rows } from './choices.ts';
import { tryLaw } from './laws/broken-laws.ts';
import type { Tried } from './laws/tried.ts';

// Laws that need no judge: however a text is written, and whatever else is asked, the same is answered; and who can do more
// never does less. The guards are off. Each model is put under one law; SEGL_RANDOM_SEED and SEGL_RANDOM_FACTOR choose them.

const count = runs(360);

describe('laws', { timeout: 60_000 + count * 20_000 }, () => {
  const tried = (): readonly Tried[] => {
    known ??= fc.sample(rows, { numRuns: count }).map((row, number) => tryLaw(row, number));
    return known;
  };
  let known: readonly Tried[] | null = null;

  test('no two answers contradict each other', () => {
    expect(tried().flatMap(({ broken }) => broken)).toEqual([]);
  });

  test('each law had answers to compare', () => {
    const compared = new Map<string, number>();
    for (const each of tried()) compared.set(each.law, (compared.get(each.law) ?? 0) + each.compared);
    expect([...compared].filter(([, pairs]) => pairs === 0)).toEqual([]);
  });

  test('hardly anything is decided in one way of writing alone', () => {
    const sum = (of: (each: Tried) => number): number => tried().reduce((sofar, each) => sofar + of(each), 0);
    expect(sum(({ lost }) => lost)).toBeLessThan(0.01 * sum(({ compared }) => compared));
  });
});
