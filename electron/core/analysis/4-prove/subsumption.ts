import type { Clause, Fact } from './clause.ts';
import { pairTerms } from '#core/theories/term-node.ts';
import type { Bindings } from '#core/theories/bindings.ts';

type Content = Pick<Clause, 'hypotheses' | 'conclusion' | 'differ'>;

/** The features of a clause: one that subsumes another has no more than it in any respect. */
export interface ClauseFeatures {
  readonly hypotheses: number;
  /** One bit for each predicate and top symbol among the hypotheses, folded into 31. */
  readonly bits: number;
  readonly size: number;
}

/** How many pairs of hypotheses are tried: past it a clause is kept that could perhaps go. */
const maximalAttempts = 400;

/** The features of a clause. Bits of hypotheses on variables are left out: they match anything. */
export function featuresOf(clause: Clause): ClauseFeatures {
  let bits = 0;
  let size = 0;
  for (const fact of clause.hypotheses) {
    const symbol = fact.args[0]?.symbol ?? -1;
    if (fact.args.length > 1) bits |= 1 << ((fact.predicate * 7) % 31);
    else if (symbol >= 0) bits |= 1 << ((fact.predicate * 7 + symbol * 3 + 1) % 31);
    for (const cell of fact.args) size += cell.size;
  }
  return { hypotheses: clause.hypotheses.length, bits, size };
}

/**
 * Tells whether one clause makes another superfluous: under some values of its variables its conclusion is
 * the other's and its hypotheses are among the other's. That the adversary has something in an earlier epoch is
 * another hypothesis than that it has it in a later one: otherwise a clause would make away with what comes
 * of resolving it with the rule that the adversary keeps what it has.
 */
export function subsumes(general: Content, special: Content, bindings: Bindings): boolean {
  if (general.conclusion.predicate !== special.conclusion.predicate) return false;
  if (general.hypotheses.length > special.hypotheses.length) return false;
  const pairs = pairTerms(general.conclusion.args, special.conclusion.args, null);
  if (general.hypotheses.length === 0) {
    return bindings.match(pairs, () => differCovered(general, special, bindings));
  }
  // Hypotheses with a symbol at the top decide most, so they are matched before variables.
  const ordered = [...general.hypotheses].sort((one, other) => rank(other) - rank(one));
  let attempts = 0;
  // Each hypothesis covers one: two that cover the same would make away with what comes of resolving one.
  const used = new Set<Fact>();
  const cover = (index: number): boolean => {
    const fact = ordered[index];
    if (fact === undefined) return differCovered(general, special, bindings);
    for (const candidate of special.hypotheses) {
      if (candidate.predicate !== fact.predicate || used.has(candidate)) continue;
      attempts += 1;
      if (attempts > maximalAttempts) return false;
      const before = bindings.mark();
      const choices: number[] = [];
      const covered = bindings.match(pairTerms(fact.args, candidate.args, null), () => {
        choices.push(bindings.mark() - before);
        used.add(candidate);
        const rest = cover(index + 1);
        used.delete(candidate);
        return rest;
      });
      if (covered) return true;
      // Nothing was bound by this choice, so no other can lead further.
      if (choices.includes(0)) return false;
    }
    return false;
  };
  return bindings.match(pairs, () => cover(0));
}

function rank(fact: Fact): number {
  return fact.args.reduce((sum, cell) => sum + cell.size, fact.args.length);
}

// Every inequality of the general clause must be demanded by the special one as well.
function differCovered(general: Content, special: Content, bindings: Bindings): boolean {
  return general.differ.every(({ left, right }) => {
    const one = bindings.instance(left);
    const other = bindings.instance(right);
    if (one !== other && one.ground && other.ground) return true;
    return special.differ.some(
      (pair) => (pair.left === one && pair.right === other) || (pair.left === other && pair.right === one),
    );
  });
}
