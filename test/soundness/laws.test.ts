import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../support/random.ts';
import { rows } from './choices.ts';
import { tryLaw } from './laws/broken-laws.ts';
import type { Tried } from './laws/tried.ts';

// Laws that need no judge: however a text is written, and whatever else is asked, the same is answered; and who can do more
// never does less. The guards are off. Each model is put under one law; SEGL_RANDOM_SEED and SEGL_RANDOM_FACTOR choose them.

const count = runs(200);

describe('laws', { timeout: 60_000 + count * 20_000 }, () => {
  const tried = (): readonly Tried[] => {
    known ??= fc.sample(rows, { numRuns: count }).map((row, number) => tryLaw(row, number));
    return known;
  };
  let known: readonly Tried[] | null = null;

  test('no two answers contradict each other', () => {
    expect(tried().flatMap(({ broken }) => broken)).toEqual([]);
  });

  test('a law that was tried often had answers to compare', () => {
    const laws = new Map<string, { times: number; compared: number }>();
    for (const { law, compared } of tried()) {
      const sofar = laws.get(law) ?? { times: 0, compared: 0 };
      laws.set(law, { times: sofar.times + 1, compared: sofar.compared + compared });
    }
    const often = [...laws].filter(([, { times }]) => times >= 10);
    expect(often.length).toBeGreaterThan(0);
    expect(often.filter(([, { compared }]) => compared === 0)).toEqual([]);
  });

  test('hardly anything is decided in one way of writing alone', () => {
    const sum = (of: (each: Tried) => number): number => tried().reduce((sofar, each) => sofar + of(each), 0);
    expect(sum(({ lost }) => lost)).toBeLessThan(0.02 * sum(({ compared }) => compared));
  });
});
