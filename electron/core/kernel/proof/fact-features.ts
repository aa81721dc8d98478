import type { Fact } from './clause.ts';
import { nameOf, type Term } from './term.ts';

/** How far down the places are that are looked at, below the arguments of a fact, and how many beside each other. */
const [depth, width] = [2, 7];

/**
 * Calls back for places of a fact, with the places above it and what stands there. A place is a number with a digit for each step
 * down. Nothing is looked at below applications that commute, as the same may stand there otherwise.
 */
export function visitPlaces(
  fact: Fact | null,
  visit: (place: number, above: readonly number[], term: Term) => void,
): void {
  const go = (terms: readonly Term[], from: number, above: readonly number[]): void => {
    for (const [index, term] of terms.slice(0, width).entries()) {
      const place = from * (width + 1) + index + 1;
      visit(place, above, term);
      if (above.length === depth || term.kind === 'variable') continue;
      if (term.kind === 'apply' && term.symbol.exponential) continue;
      if (term.args.length > 0) go(term.args, place, [...above, place]);
    }
  };
  go(fact?.args ?? [], 0, []);
}

/** Which features facts have; those with equal numbers, in words of 31, are taken for one. */
export type FeatureSet = readonly number[];

const [words, bits] = [4, 31];

/** True if a set has all that another one has. */
export function includes(all: FeatureSet, some: FeatureSet): boolean {
  for (let word = 0; word < words; word += 1) if (((some[word] ?? 0) & ~(all[word] ?? 0)) !== 0) return false;
  return true;
}

/**
 * Features of facts: what stands at which place of a fact of which predicate. An instance of a fact has all of its features, so
 * that facts each of which has an instance among others have no feature that these lack.
 */
export class FactFeatures {
  readonly #numbers = new Map<string, number>();

  of(facts: readonly Fact[]): FeatureSet {
    const found = [0, 0, 0, 0];
    for (const fact of facts) {
      const predicate = `${fact.kind} ${fact.epoch} ${fact.name}`;
      visitPlaces(fact, (place, _, term) => {
        if (term.kind === 'variable') return;
        const feature = this.#numberOf(`${place} ${nameOf(term)} ${predicate}`);
        const word = Math.floor(feature / bits) % words;
        found[word] = (found[word] ?? 0) | (1 << (feature % bits));
      });
    }
    return found;
  }

  #numberOf(feature: string): number {
    const known = this.#numbers.get(feature);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(feature, number);
    return number;
  }
}
