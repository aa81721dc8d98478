import { describe, expect, test } from 'vitest';
import { ClauseIndex } from '#core/kernel/proof/clause-index.ts';
import { attacker, channelFact, type Clause, type Fact } from '#core/kernel/proof/clause.ts';
import { chosenOf, Cover, type Opening } from '#core/kernel/proof/cover.ts';
import type { Term } from '#core/kernel/proof/term.ts';
import { Work } from '#core/kernel/proof/work.ts';
import type { FunctionSymbol } from '#core/protocol/theory.ts';
import { a, apply, b, pair, variable } from './random-terms.ts';

// What does not end is stopped.
const cover = new Cover([], new Work(1_000_000, () => false));
const tuple: FunctionSymbol = { ...pair, name: 'tuple2', transparent: true };
const [x, y] = [variable(1), variable(2)];
const has = (term: Term): Fact => attacker(0, term);
const on = (label: string, ...args: readonly Term[]): Fact => channelFact(label, null, args);
const clause = (hypotheses: readonly Fact[], conclusion: Fact, selected: number | null = null): Opening => ({
  hypotheses,
  conclusion,
  differ: [],
  selected,
});

describe('a clause covers another one', () => {
  const covers = (one: Clause, other: Clause): Record<'once' | 'freely', boolean> => ({
    once: cover.subsumes(one, other, 'once'),
    freely: cover.subsumes(one, other, 'freely'),
  });

  test('with each of its hypotheses in a place of its own, where it may not have more of them', () => {
    const one = clause([has(a)], has(b));
    expect(covers(one, one)).toEqual({ once: true, freely: true });
    expect(covers(clause([has(a), has(a)], has(b)), one)).toEqual({ once: false, freely: true });
    expect(covers(clause([has(x), has(x)], has(b)), one)).toEqual({ once: false, freely: true });
  });

  test('with each part of a tuple in a place of its own as well', () => {
    const whole = clause([on('m', x), has(x)], has(b));
    const given = on('m', apply(tuple, a, a));
    expect(covers(whole, clause([given, has(a), has(a)], has(b)))).toEqual({ once: true, freely: true });
    expect(covers(whole, clause([given, has(a)], has(b)))).toEqual({ once: false, freely: true });
  });

  test('only by facts that are told with as many terms', () => {
    const all = covers(clause([on('m', x)], has(b)), clause([on('m', a, b)], has(b)));
    expect(all).toEqual({ once: false, freely: false });
    expect(covers(clause([], on('m', x)), clause([], on('m', a, b)))).toEqual(all);
    expect(covers(clause([], on('m', x, y)), clause([], on('m', a)))).toEqual(all);
  });
});

describe('what follows from hypotheses by a clause that waits for one of them', () => {
  const following = (hypotheses: readonly Fact[], ...open: readonly Opening[]): readonly Fact[] =>
    cover
      .extended(clause(hypotheses, has(b)), new ClauseIndex(open, chosenOf))
      .hypotheses.slice(hypotheses.length);
  const waiting = clause([on('m', x), has(x)], on('n', x), 0);

  test('follows where its other hypotheses hold as well', () => {
    expect(following([on('m', a), has(a)], waiting)).toEqual([on('n', a)]);
    expect(following([on('m', a), has(b)], waiting)).toEqual([]);
    expect(following([has(a)], waiting)).toEqual([]);
  });

  test('does not follow of what stands in its conclusion alone', () => {
    expect(following([on('m', a)], clause([on('m', x)], on('n', y), 0))).toEqual([]);
  });

  test('is no larger than what it follows from, so that it ends', () => {
    const growing = clause([on('m', x)], on('m', apply(pair, x, x)), 0);
    expect(following([on('m', a)], growing)).toEqual([]);
    expect(following([on('m', a)], clause([on('m', x)], on('n', x), 0))).toEqual([on('n', a)]);
  });
});
