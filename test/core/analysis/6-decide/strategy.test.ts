import { describe, expect, test } from 'vitest';
import { strategy } from '#core/analysis/6-decide/strategy.ts';

const portions = strategy.flatMap((attempt) => (attempt.kind === 'proof' ? [attempt.portion] : []));

describe('the order of attempts', () => {
  test('gives every abstraction a small portion of work before any gets a large one', () => {
    expect(portions).toEqual(portions.toSorted((one, other) => one - other));
    const abstractions = new Set(
      strategy.flatMap((attempt) => (attempt.kind === 'proof' ? [attempt.abstraction] : [])),
    );
    for (const portion of new Set(portions)) {
      const tried = strategy.filter((attempt) => attempt.kind === 'proof' && attempt.portion === portion);
      expect(tried).toHaveLength(abstractions.size);
    }
  });

  test('searches deeper each time, and without a bound on work before proofs without one', () => {
    const efforts = strategy.flatMap((attempt) => (attempt.kind === 'search' ? [attempt.effort.work] : []));
    expect(efforts).toEqual(efforts.toSorted((one, other) => one - other));
    const unbounded = strategy.findIndex(
      (attempt) => attempt.kind === 'search' && attempt.effort.work === Infinity,
    );
    const last = strategy.findIndex((attempt) => attempt.kind === 'proof' && attempt.portion === Infinity);
    expect(unbounded).toBe(last - 1);
  });

  test('asks for no traces where the memory of runs is too slim to tell any', () => {
    const slim = strategy.filter(
      (attempt) => attempt.kind === 'proof' && attempt.abstraction.memory === 'slim',
    );
    expect(slim.length).toBeGreaterThan(0);
    for (const attempt of slim) expect(attempt).toMatchObject({ attacks: 'never' });
  });
});
