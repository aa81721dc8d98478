import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clashAt,
  instantiate,
  match,
  matchAll,
  mustDiffer,
  same,
  substitute,
  unify,
} from '#core/kernel/proof/equality.ts';
import { sortOf, variablesOf, type Term } from '#core/kernel/proof/term.ts';
import { runs } from '../../../support/random.ts';
import {
  a,
  apply,
  b,
  constant,
  g,
  ground,
  key,
  n,
  open,
  pair,
  power,
  variable,
  work,
} from './random-terms.ts';

/** A ground term in the one way to write it in which exponents of the generator stand in order. */
function written(term: Term): string {
  switch (term.kind) {
    case 'variable':
      return `?${term.number}`;
    case 'constant':
    case 'fresh':
    case 'run':
      return term.kind === 'run' ? 'run' : term.name;
    case 'apply': {
      const [one, other] = term.args.map(written);
      const [base] = term.args;
      if (term.symbol.exponential && base?.kind === 'apply' && base.symbol.exponential) {
        const [start, inner] = base.args;
        if (start?.kind === 'constant' && start.name === 'generator' && inner !== undefined) {
          return `exp(g,${[written(inner), other].sort().join(',')})`;
        }
      }
      return `${term.symbol.name}(${one ?? ''},${other ?? ''})`;
    }
  }
}

/** All values from a few for the variables of terms, each in its sort. */
function assignments(all: readonly Term[], values: readonly Term[]): readonly ReadonlyMap<number, Term>[] {
  let found: readonly ReadonlyMap<number, Term>[] = [new Map()];
  for (const number of variablesOf(all)) {
    const sort = number === 3 ? 'nonce' : 'any';
    const fitting = values.filter((value) => sort === 'any' || sortOf(value) === sort);
    found = found.flatMap((each) => fitting.map((value) => new Map([...each, [number, value]])));
  }
  return found;
}

const few = [g, a, n, power(g, a), power(g, n), apply(key, a)];

describe('equality', () => {
  test('is that of terms with exponents of the generator in order', () => {
    fc.assert(
      fc.property(ground, ground, (one, other) => {
        expect(same(one, other, work)).toBe(written(one) === written(other));
      }),
      { numRuns: runs(400) },
    );
  });

  test('is not that of constants of one name and several sorts', () => {
    const others = ['any', 'nonce', 'agent'].map((sort) => constant('c', sort));
    for (const one of others)
      for (const other of others) {
        expect(same(one, other, work)).toBe(one === other);
        expect(unify([[one, other]], work)).toHaveLength(one === other ? 1 : 0);
        expect(match(one, other, new Map(), work)).toHaveLength(one === other ? 1 : 0);
        expect(mustDiffer([one, other], [], work)).toBe(one !== other);
      }
  });

  test('is not that of values that are told by more, or of constants and what runs make', () => {
    const made = (...args: readonly Term[]): Term => ({ kind: 'fresh', name: 'c', sort: 'any', args });
    const run: Term = { kind: 'run', role: 'c', args: [a] };
    const others = [constant('c'), made(), made(a), made(a, b), run];
    for (const one of others)
      for (const other of others) {
        expect(same(one, other, work)).toBe(one === other);
        expect(unify([[one, other]], work)).toHaveLength(one === other ? 1 : 0);
        expect(match(one, other, new Map(), work)).toHaveLength(one === other ? 1 : 0);
      }
  });

  test('is not that of exponents of something else', () => {
    const other = power(power(a, b), n);
    expect(same(power(power(g, a), b), power(power(g, b), a), work)).toBe(true);
    expect(same(other, power(power(a, n), b), work)).toBe(false);
    const three = power(power(power(g, a), b), n);
    expect(same(three, power(power(power(g, b), a), n), work)).toBe(true);
    expect(same(three, power(power(power(g, a), n), b), work)).toBe(false);
  });
});

describe('unification', () => {
  test('makes the two equal', () => {
    fc.assert(
      fc.property(open, open, (one, other) => {
        for (const solution of unify([[one, other]], work)) {
          expect(same(substitute(one, solution, work), substitute(other, solution, work), work)).toBe(true);
        }
        expect(true).toBe(true);
      }),
      { numRuns: runs(400) },
    );
  });

  test('has every solution among a few values as an instance of what it gives', () => {
    fc.assert(
      fc.property(open, open, (one, other) => {
        const solutions = unify([[one, other]], work);
        for (const values of assignments([one, other], few)) {
          const [left, right] = [instantiate(one, values), instantiate(other, values)];
          if (!same(left, right, work)) continue;
          const numbers = [...values.keys()];
          const isInstance = solutions.some((solution) => {
            const general = numbers.map((number) =>
              substitute(variable(number, number === 3 ? 'nonce' : 'any'), solution, work),
            );
            let bindings: readonly ReadonlyMap<number, Term>[] = [new Map()];
            general.forEach((pattern, index) => {
              const value = values.get(numbers[index] ?? -1) ?? g;
              bindings = bindings.flatMap((each) => match(pattern, value, each, work));
            });
            return bindings.length > 0;
          });
          expect(isInstance).toBe(true);
        }
        expect(solutions.length).toBeLessThan(1000);
      }),
      { numRuns: runs(150) },
    );
  });

  test('gives both ways in which two unknown exponents commute', () => {
    const solutions = unify([[power(power(g, variable(1)), variable(2)), power(power(g, a), b)]], work);
    const values = solutions.map((solution) =>
      [1, 2].map((number) => written(substitute(variable(number), solution, work))).join(' '),
    );
    expect(values.toSorted()).toEqual(['a b', 'b a']);
  });

  test('gives the way in which an unknown base commutes with an exponent', () => {
    const [pattern, whole] = [power(variable(1), b), power(power(g, b), a)];
    const found = [...unify([[pattern, whole]], work), ...unify([[whole, pattern]], work)];
    expect(found.map((solution) => written(substitute(variable(1), solution, work)))).toEqual([
      'exp(generator,a)',
      'exp(generator,a)',
    ]);
    expect(match(pattern, whole, new Map(), work).map((each) => written(each.get(1) ?? g))).toEqual([
      'exp(generator,a)',
    ]);
  });

  test('is not ruled out for terms that are equal in some way', () => {
    expect(clashAt([power(power(g, a), b)], [power(power(g, b), a)], work)).toBe(false);
    fc.assert(
      fc.property(open, open, (one, other) => {
        if (unify([[one, other]], work).length === 0) return;
        expect(clashAt([one], [other], work)).toBe(false);
      }),
      { numRuns: runs(400) },
    );
  });

  test('gives nothing that contains itself', () => {
    expect(unify([[variable(1), apply(pair, variable(1), a)]], work)).toEqual([]);
    expect(
      unify(
        [
          [variable(1), apply(pair, variable(2), a)],
          [variable(2), power(variable(1), b)],
        ],
        work,
      ),
    ).toEqual([]);
  });

  test('keeps sorts', () => {
    expect(unify([[variable(3, 'nonce'), a]], work)).toEqual([]);
    expect(unify([[variable(3, 'nonce'), apply(key, variable(1))]], work)).toHaveLength(1);
    expect(unify([[variable(3, 'nonce'), variable(4, 'key')]], work)).toEqual([]);
    const [solution = new Map<number, Term>()] = unify([[variable(3, 'nonce'), variable(1)]], work);
    expect(sortOf(substitute(variable(1), solution, work))).toBe('nonce');
  });
});

describe('matching', () => {
  test('gives the subject', () => {
    fc.assert(
      fc.property(open, ground, (pattern, subject) => {
        const bindings = match(pattern, subject, new Map(), work);
        for (const binding of bindings) {
          expect(same(instantiate(pattern, binding), subject, work)).toBe(true);
        }
        const byTrying = assignments([pattern], few).filter((values) =>
          same(instantiate(pattern, values), subject, work),
        );
        for (const values of byTrying) {
          const found = bindings.some((binding) =>
            [...values].every(([number, value]) => same(binding.get(number) ?? g, value, work)),
          );
          expect(found).toBe(true);
        }
        expect(bindings.length).toBeLessThan(1000);
      }),
      { numRuns: runs(300) },
    );
  });

  test('keeps sorts, and what is bound', () => {
    const once = power(g, a);
    const alike = [once, variable(1), variable(1)];
    expect(matchAll(alike, [once, b, b], new Map(), work)).toHaveLength(1);
    expect(matchAll(alike, [once, a, b], new Map(), work)).toEqual([]);
    expect(matchAll([once, variable(3, 'nonce')], [once, n], new Map(), work)).toHaveLength(1);
    expect(matchAll([once, variable(3, 'nonce')], [once, a], new Map(), work)).toEqual([]);
  });

  test('takes variables of the subject for values', () => {
    expect(match(a, variable(1), new Map(), work)).toEqual([]);
    expect(
      match(apply(pair, variable(1), variable(1)), apply(pair, variable(1), variable(2)), new Map(), work),
    ).toEqual([]);
  });
});

describe('what must differ', () => {
  test('follows from what differs already, whichever way round, and from nothing else', () => {
    const [x, y] = [variable(1), variable(2)];
    expect(mustDiffer([x, y], [[y, x]], work)).toBe(true);
    expect(mustDiffer([apply(pair, x, a), apply(pair, y, a)], [[x, y]], work)).toBe(true);
    expect(mustDiffer([x, y], [[apply(pair, x, a), apply(pair, y, a)]], work)).toBe(true);
    expect(mustDiffer([x, y], [[apply(pair, x, a), apply(pair, y, b)]], work)).toBe(false);
    expect(mustDiffer([x, a], [], work)).toBe(false);
    expect(mustDiffer([b, a], [], work)).toBe(true);
  });

  test('holds of exponents only where no order makes them equal', () => {
    const product = power(power(g, variable(1)), variable(2));
    expect(mustDiffer([product, power(power(g, a), b)], [[variable(1), a]], work)).toBe(false);
    expect(
      mustDiffer(
        [product, power(power(g, a), b)],
        [
          [variable(1), a],
          [variable(1), b],
        ],
        work,
      ),
    ).toBe(true);
  });
});
