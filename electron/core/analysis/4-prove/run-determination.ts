import type { Clause } from './clause.ts';
import type { TermNode } from '#core/theories/term-node.ts';
import type { Signature } from './signature.ts';

/**
 * True when some terms of a clause determine the run that its conclusion is about, in one way for all clauses
 * that were admitted: then two different runs never come with the same terms. There are two ways:
 *
 * - the terms hold, at one place, a value that the run made itself;
 * - the run accepted a counter value, and counter, holder and value can all be read off the terms: the holder
 *   accepts no value twice (language.checks.meaning in resources/messages).
 */
export class RunDetermination {
  readonly #signature: Signature;
  #common: ReadonlySet<string> | null = null;

  constructor(signature: Signature) {
    this.#signature = signature;
  }

  /** Takes a clause in; false, and nothing changed, when no way would be left that works for all. */
  admit(clause: Clause, terms: readonly TermNode[]): boolean {
    const ways = this.#ways(clause, terms);
    const before = this.#common;
    const left = before === null ? ways : new Set([...ways].filter((way) => before.has(way)));
    if (left.size === 0) return false;
    this.#common = left;
    return true;
  }

  #ways(clause: Clause, terms: readonly TermNode[]): ReadonlySet<string> {
    const places = new Places(this.#signature);
    terms.forEach((term, index) => {
      places.visit(term, `${index}`);
    });
    const [run] = clause.conclusion.args;
    const ways = new Set<string>();
    if (run === undefined) return ways;
    for (const place of places.madeBy(run)) ways.add(`made ${place}`);
    for (const { predicate, args } of clause.hypotheses) {
      const kind = this.#signature.predicates.kind(predicate);
      if (kind.kind !== 'accepted' || args[0] !== run) continue;
      const read = args.slice(1).map((cell) => places.read(cell));
      if (!read.includes(null)) ways.add(`accepted ${kind.counter} ${read.join(' ')}`);
    }
    return ways;
  }
}

/** Where the parts of some terms stand. Below a symbol with equations nothing has a place of its own. */
class Places {
  readonly #signature: Signature;
  readonly #places = new Map<number, string>();
  readonly #madeBy = new Map<number, string[]>();

  constructor(signature: Signature) {
    this.#signature = signature;
  }

  visit(cell: TermNode, place: string): void {
    // What is made of an agent that stands for many can be several values.
    const one = !this.#signature.standsForMany(cell);
    if (one && !this.#places.has(cell.id)) this.#places.set(cell.id, place);
    if (cell.symbol < 0) return;
    const { kind, name, theory } = this.#signature.bank.describe(cell);
    if (!theory.isFree) return;
    const [run] = cell.args;
    if (kind === 'fresh' && run !== undefined) {
      const made = this.#madeBy.get(run.id) ?? [];
      made.push(`${name}@${place}`);
      this.#madeBy.set(run.id, made);
    }
    cell.args.forEach((part, index) => {
      this.visit(part, `${place}.${index}`);
    });
  }

  /** The places of values that the run made. */
  madeBy(run: TermNode): readonly string[] {
    return this.#madeBy.get(run.id) ?? [];
  }

  /** How a term can be read off the parts, or null. */
  read(cell: TermNode): string | null {
    const place = this.#places.get(cell.id);
    if (place !== undefined) return `@${place}`;
    if (cell.symbol < 0) return null;
    const { kind, name, theory } = this.#signature.bank.describe(cell);
    if (kind === 'constant') return this.#signature.standsForMany(cell) ? null : name;
    if (!theory.isFree || kind === 'run') return null;
    if (kind === 'fresh') {
      const [made] = cell.args[0] === undefined ? [] : this.madeBy(cell.args[0]);
      return made === undefined ? null : `${name} of the maker of ${made}`;
    }
    const read = cell.args.map((part) => this.read(part));
    return read.includes(null) ? null : `${name}(${read.join(' ')})`;
  }
}
