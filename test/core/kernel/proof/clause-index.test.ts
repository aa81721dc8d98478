import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClauseIndex } from '#core/kernel/proof/clause-index.ts';
import { attacker, mapClause, renumber, type Clause, type Fact } from '#core/kernel/proof/clause.ts';
import { Cover } from '#core/kernel/proof/cover.ts';
import { matchAll, unify } from '#core/kernel/proof/equality.ts';
import { replaceVariables, type Term } from '#core/kernel/proof/term.ts';
import { runs } from '../../../support/random.ts';
import { ground, open, work } from './random-terms.ts';

const noted = (args: readonly Term[]): Fact => ({ kind: 'noted', name: 'event e', epoch: 0, args });
const facts = fc.oneof(
  fc.tuple(fc.constantFrom(0, 1), open).map(([epoch, term]) => attacker(epoch, term)),
  fc.tuple(open, open).map(noted),
);
const clauses: fc.Arbitrary<Clause> = fc.record({
  hypotheses: fc.array(facts, { maxLength: 3 }),
  conclusion: facts,
  differ: fc.constant([]),
});
// More than are looked through one by one, with some of a kind.
const sets = fc.array(clauses, { minLength: 8, maxLength: 24 });

function isAlike(one: Fact, other: Fact): boolean {
  return one.kind === other.kind && one.epoch === other.epoch && one.name === other.name;
}

/** A clause with values in the places of its variables, and further hypotheses. */
const instances = fc
  .tuple(sets, fc.nat(), fc.array(ground, { minLength: 3, maxLength: 3 }), fc.array(facts, { maxLength: 2 }))
  .map(([all, index, values, more]) => {
    const chosen = all[index % all.length] ?? { hypotheses: [], conclusion: null, differ: [] };
    const put = mapClause(chosen, (term) =>
      replaceVariables(term, (variable) =>
        variable.sort === 'any' ? (values[variable.number % 3] ?? variable) : variable,
      ),
    );
    return { all, special: { ...put, hypotheses: [...put.hypotheses, ...more] } };
  });

describe('clauses are looked up', () => {
  test('by what their conclusion has in common with a fact: none that has is left out', () => {
    let met = 0;
    fc.assert(
      fc.property(sets, facts, (all, fact) => {
        const found = new ClauseIndex(all).meeting(fact);
        for (const clause of all) {
          const { conclusion } = renumber(clause, 10);
          if (conclusion === null || !isAlike(conclusion, fact)) continue;
          const pairs = fact.args.flatMap((term, index) => {
            const other = conclusion.args[index];
            return other === undefined ? [] : [[term, other] as const];
          });
          if (unify(pairs, work).length === 0) continue;
          met += 1;
          expect(found).toContain(clause);
        }
        expect(new Set(found).size).toBe(found.length);
      }),
      { numRuns: runs(300) },
    );
    expect(met).toBeGreaterThan(100);
  });

  test('by what their conclusion has as an instance', () => {
    let met = 0;
    fc.assert(
      fc.property(instances, ({ all, special: { conclusion: fact } }) => {
        if (fact === null) return;
        const found = new ClauseIndex(all).forFact(fact);
        for (const clause of all) {
          const { conclusion } = clause;
          if (conclusion === null || !isAlike(conclusion, fact)) continue;
          if (matchAll(conclusion.args, fact.args, new Map(), work).length === 0) continue;
          met += 1;
          expect(found).toContain(clause);
        }
      }),
      { numRuns: runs(300) },
    );
    expect(met).toBeGreaterThan(100);
  });

  test('by what their hypotheses need: none that says as much as another clause is left out', () => {
    let covered = 0;
    fc.assert(
      fc.property(instances, ({ all, special }) => {
        const index = new ClauseIndex(all);
        const found = {
          once: index.covering(special),
          freely: index.deriving(special.conclusion, special.hypotheses),
        };
        const cover = new Cover(all.slice(0, 4), work);
        for (const manner of ['once', 'freely'] as const) {
          for (const clause of all) {
            if (!cover.subsumes(clause, special, manner)) continue;
            covered += 1;
            expect(found[manner]).toContain(clause);
          }
        }
      }),
      { numRuns: runs(300) },
    );
    expect(covered).toBeGreaterThan(100);
  });
});
