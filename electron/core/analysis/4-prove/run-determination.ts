import type { Clause } from './clause.ts';
import type { Cell } from './term-bank.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Whether some terms of a clause determine the run that its conclusion is about, in one way for all clauses
 * that were admitted: then two different runs never come with the same terms. There are two ways:
 *
 * - the terms hold, at one place, a value that the run made itself;
 * - the run accepted a counter value, and counter, holder and value can all be read off the terms: the holder
 *   accepts no value twice (DESIGN, section 5, rule 5).
 */
export class RunDetermination {
  readonly #vocabulary: Vocabulary;
  #common: ReadonlySet<string> | null = null;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** Takes a clause in; false, and nothing changed, when no way would be left that works for all. */
  admit(clause: Clause, terms: readonly Cell[]): boolean {
    const ways = this.#ways(clause, terms);
    const before = this.#common;
    const left = before === null ? ways : new Set([...ways].filter((way) => before.has(way)));
    if (left.size === 0) return false;
    this.#common = left;
    return true;
  }

  #ways(clause: Clause, terms: readonly Cell[]): ReadonlySet<string> {
    const places = new Places(this.#vocabulary);
    terms.forEach((term, index) => {
      places.visit(term, `${index}`);
    });
    const [run] = clause.conclusion.args;
    const ways = new Set<string>();
    if (run === undefined) return ways;
    for (const place of places.madeBy(run)) ways.add(`made ${place}`);
    for (const { predicate, args } of clause.hypotheses) {
      const kind = this.#vocabulary.predicates.kind(predicate);
      if (kind.kind !== 'accepted' || args[0] !== run) continue;
      const read = args.slice(1).map((cell) => places.read(cell));
      if (!read.includes(null)) ways.add(`accepted ${kind.counter} ${read.join(' ')}`);
    }
    return ways;
  }
}

/** Where the parts of some terms stand. Exponents have no place, since they commute. */
class Places {
  readonly #vocabulary: Vocabulary;
  readonly #places = new Map<number, string>();
  readonly #madeBy = new Map<number, string[]>();

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  visit(cell: Cell, place: string): void {
    // What is made of an agent that stands for many can be several values.
    const one = !this.#vocabulary.standsForMany(cell);
    if (one && !this.#places.has(cell.id)) this.#places.set(cell.id, place);
    if (cell.symbol < 0) return;
    const { kind, name } = this.#vocabulary.bank.describe(cell);
    if (kind === 'exponential') return;
    const [run] = cell.args;
    if ((kind === 'fresh' || kind === 'counter') && run !== undefined) {
      const made = this.#madeBy.get(run.id) ?? [];
      made.push(`${name}@${place}`);
      this.#madeBy.set(run.id, made);
    }
    cell.args.forEach((part, index) => {
      this.visit(part, `${place}.${index}`);
    });
  }

  /** The places of values that the run made. */
  madeBy(run: Cell): readonly string[] {
    return this.#madeBy.get(run.id) ?? [];
  }

  /** How a term can be read off the parts, or null. */
  read(cell: Cell): string | null {
    const place = this.#places.get(cell.id);
    if (place !== undefined) return `@${place}`;
    if (cell.symbol < 0) return null;
    const { kind, name } = this.#vocabulary.bank.describe(cell);
    if (kind === 'constant') return this.#vocabulary.standsForMany(cell) ? null : name;
    if (kind === 'exponential' || kind === 'run') return null;
    if (kind === 'fresh' || kind === 'counter') {
      const [made] = cell.args[0] === undefined ? [] : this.madeBy(cell.args[0]);
      return made === undefined ? null : `${name} of the maker of ${made}`;
    }
    const read = cell.args.map((part) => this.read(part));
    return read.includes(null) ? null : `${name}(${read.join(' ')})`;
  }
}
