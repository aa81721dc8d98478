import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { exploredText } from '../core/semantics/explored.ts';
import { runs } from '../support/random.ts';
import { Choices, rows } from './choices.ts';
import { RandomModel } from './random-model.ts';

// Random models in Segl's own language: with counters in derived names, clocks, erasures, phases without adversary, low
// entropy, insiders, channels of every kind. What the interpreter finds violated is not said to hold, and nearly everything
// is decided. The guards are off.

/** How often a model's analysis asks whether it is to stop, before it is: so much work for each, whatever the machine does. */
const effort = 1500;

/** How far the interpreter looks in the world of each cast. */
const bounds = { moments: 120, injections: 2 };

// With those that obey laws, in laws.test.ts: 700 at every check, 21,000 at `npm run check:long`.
const count = runs(500);

interface Outcome {
  readonly text: string;
  readonly wrong: readonly string[];
  readonly stuck: readonly string[];
  readonly isViolated: boolean;
  readonly asked: number;
  readonly undecided: number;
}

function outcomeOf(text: string): Outcome | null {
  const { executable } = checkText(text);
  if (executable === null) return null;
  const { violations, completed, ends } = exploredText(text, bounds);
  const found = new Set(violations.map(({ asked }) => asked.key));
  let looked = 0;
  const verdicts = verifyModel(executable.model, executable.run, {
    clauses: 2000,
    cancelled: () => {
      looked += 1;
      return looked > effort;
    },
    progress: () => undefined,
    unguarded: true,
  });
  return {
    text,
    wrong: verdicts.flatMap(({ question, answer }) =>
      answer === 'holds' && found.has(question.key) ? [question.key] : [],
    ),
    stuck: ends.filter((end) => !completed.has(end)),
    isViolated: found.size > 0,
    asked: verdicts.length,
    undecided: verdicts.filter(({ answer }) => answer === 'undecided').length,
  };
}

describe('random models', { timeout: 60_000 + count * 20_000 }, () => {
  const outcomes = (): readonly Outcome[] => {
    known ??= fc
      .sample(rows, { numRuns: count })
      .flatMap((row) => outcomeOf(new RandomModel(new Choices(row)).write()) ?? []);
    return known;
  };
  let known: readonly Outcome[] | null = null;

  test('are executable, nearly all of them, and every honest message is taken', () => {
    expect(outcomes().length).toBeGreaterThan(count * 0.75);
    expect(outcomes().filter(({ stuck }) => stuck.length > 0)).toEqual([]);
  });

  test('nothing is said to hold that the interpreter finds violated', () => {
    expect(outcomes().filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  });

  test('a quarter of them lose something, and four of five questions are decided', () => {
    expect(outcomes().filter(({ isViolated }) => isViolated).length).toBeGreaterThan(outcomes().length / 4);
    const sum = (of: (outcome: Outcome) => number): number =>
      outcomes().reduce((sofar, each) => sofar + of(each), 0);
    expect(sum(({ asked }) => asked)).toBeGreaterThan(0);
    expect(sum(({ undecided }) => undecided)).toBeLessThan(0.2 * sum(({ asked }) => asked));
  });
});
