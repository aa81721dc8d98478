import type { Fact, Inequality, Source } from './clause.ts';
import { variablesOf, type TermNode } from '#core/theories/term-node.ts';
import { Bindings } from '#core/theories/bindings.ts';
import { constantsOf, type Signature } from './signature.ts';
import { anySort, isAdversaryConstant, type Sort } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/** A clause's content, its variables numbered from 0. */
export interface SimpleClause {
  readonly hypotheses: readonly Fact[];
  readonly conclusion: Fact;
  readonly differ: readonly Inequality[];
  readonly variables: number;
  readonly sources: readonly Source[];
  /** The part of the conclusion that this clause is about, where a tuple was taken apart. */
  readonly path: readonly number[];
}

/** The path to the whole of something; there are many, so it is one. */
const whole: readonly number[] = [];

interface Candidate {
  readonly fact: Fact;
  readonly source: Source;
}

/**
 * Brings clauses into the form that resolution works on, each step keeping what can be derived: tuples taken
 * apart, hypotheses that are always met left out, inequalities decided, tautologies dropped (Blanchet,
 * section 5), and terms beyond a depth generalised, which only derives more.
 */
export class Simplification {
  readonly #signature: Signature;
  readonly #bindings: Bindings;
  readonly #attackers: readonly number[];
  readonly #publicSorts: ReadonlySet<number>;
  readonly #publicConstants: ReadonlySet<number>;
  readonly #maximalDepth: number;

  constructor(signature: Signature, maximalDepth: number) {
    this.#signature = signature;
    this.#maximalDepth = maximalDepth;
    this.#bindings = new Bindings(signature.bank, signature.work);
    const { bank, protocol } = signature;
    this.#attackers = Array.from({ length: signature.epochs }, (_, epoch) => signature.attackerIn(epoch));
    this.#publicSorts = new Set(publicSorts(protocol).map((sort) => bank.sort(sort)));
    const known = [...signature.constants.values()].filter(({ name }) => !protocol.secrets.has(name));
    const cells = known.map((constant) => signature.message(constant, new Map()));
    this.#publicConstants = new Set(cells.map(({ id }) => id));
  }

  /** The epoch of an attacker predicate, or -1. */
  epoch(predicate: number): number {
    return this.#attackers.indexOf(predicate);
  }

  /** The clauses that a raw one comes to: none, one, or one for each part of its conclusion. */
  clauses(
    hypotheses: readonly Fact[],
    conclusion: Fact,
    differ: readonly Inequality[],
  ): readonly SimpleClause[] {
    const open = this.#undecided(differ);
    if (open === null) return [];
    const parts = this.#epochParts(conclusion);
    const found: SimpleClause[] = [];
    const candidates = this.#expand(hypotheses);
    for (const { fact, path } of parts) {
      const simple = this.#one(candidates, fact, open, path);
      if (simple !== null) found.push(simple);
    }
    return found;
  }

  #one(
    candidates: readonly Candidate[],
    conclusion: Fact,
    differ: readonly Inequality[],
    path: readonly number[],
  ): SimpleClause | null {
    const epoch = this.epoch(conclusion.predicate);
    const concluded = conclusion.args[0];
    if (epoch >= 0 && concluded !== undefined && this.alwaysKnown(concluded)) {
      if (candidates.length > 0) return null;
    }
    const kept = this.#distinct(candidates);
    // An event that is concluded and noted is no tautology: what else is asked of it may come after it.
    const noted = this.#signature.predicates.isNoted(conclusion.predicate);
    for (const { fact } of noted ? [] : kept) {
      if (isSameFact(fact, conclusion)) return null;
    }
    const needed = this.#needed(kept, conclusion, differ);
    return this.#renumber(needed, conclusion, saying(differ, needed, conclusion), path);
  }

  // Inequalities of terms that can never be equal go; null when one can never hold.
  #undecided(differ: readonly Inequality[]): readonly Inequality[] | null {
    const open: Inequality[] = [];
    for (const { left, right } of differ) {
      if (left === right) return null;
      if (left.ground && right.ground) continue;
      if (this.#bindings.unify({ left, right, next: null }, () => true))
        open.push(this.#reduced(left, right));
    }
    return open;
  }

  // Applications that are alike but for one part differ if and only if that part does.
  #reduced(left: TermNode, right: TermNode): Inequality {
    const { bank, protocol } = this.#signature;
    if (left.symbol < 0 || left.symbol !== right.symbol) return { left, right };
    if (protocol.theory.symbols.get(bank.describe(left).name)?.exponential === true) return { left, right };
    const apart = left.args.flatMap((one, index) => {
      const other = right.args[index];
      return other === undefined || other === one ? [] : [[one, other] as const];
    });
    const [only, ...others] = apart;
    return only === undefined || others.length > 0 ? { left, right } : this.#reduced(...only);
  }

  #epochParts(conclusion: Fact): readonly { readonly fact: Fact; readonly path: readonly number[] }[] {
    if (this.epoch(conclusion.predicate) < 0) return [{ fact: conclusion, path: whole }];
    const parts: { fact: Fact; path: readonly number[] }[] = [];
    const visit = (cell: TermNode, path: readonly number[]): void => {
      if (!this.#signature.bank.isOpen(cell)) parts.push({ fact: { ...conclusion, args: [cell] }, path });
      else
        cell.args.forEach((part, index) => {
          visit(part, [...path, index]);
        });
    };
    conclusion.args.forEach((cell) => {
      visit(cell, whole);
    });
    return parts;
  }

  #expand(hypotheses: readonly Fact[]): readonly Candidate[] {
    const candidates: Candidate[] = [];
    hypotheses.forEach((fact, index) => {
      if (this.epoch(fact.predicate) < 0) {
        candidates.push({ fact, source: { index, path: whole } });
        return;
      }
      const visit = (cell: TermNode, path: readonly number[]): void => {
        if (this.#signature.bank.isOpen(cell))
          cell.args.forEach((part, at) => {
            visit(part, [...path, at]);
          });
        else if (!this.alwaysKnown(cell)) {
          candidates.push({ fact: { predicate: fact.predicate, args: [cell] }, source: { index, path } });
        }
      };
      fact.args.forEach((cell) => {
        visit(cell, whole);
      });
    });
    return candidates;
  }

  /** True when the adversary has every instance of a term, whatever happens. */
  alwaysKnown(cell: TermNode): boolean {
    if (cell.symbol < 0) return this.#publicSorts.has(cell.sort);
    const symbol = this.#signature.bank.symbols[cell.symbol];
    if (symbol?.constant == null) return false;
    return isAdversaryConstant(symbol.constant) || this.#publicConstants.has(cell.id);
  }

  // The same message needed in two epochs is needed in the earlier one.
  #distinct(candidates: readonly Candidate[]): readonly Candidate[] {
    const kept: Candidate[] = [];
    const epochs = new Map<number, number>();
    if (this.#attackers.length > 1) {
      for (const { fact } of candidates) {
        const epoch = this.epoch(fact.predicate);
        const [cell] = fact.args;
        if (epoch < 0 || cell === undefined) continue;
        epochs.set(cell.id, Math.min(epoch, epochs.get(cell.id) ?? epoch));
      }
    }
    for (const candidate of candidates) {
      const { fact } = candidate;
      const [cell] = fact.args;
      const earliest = cell === undefined ? undefined : epochs.get(cell.id);
      const epoch = this.epoch(fact.predicate);
      if (epoch >= 0 && earliest !== undefined && earliest !== epoch) continue;
      if (!kept.some((other) => isSameFact(other.fact, fact))) kept.push(candidate);
    }
    return kept;
  }

  // A variable that occurs nowhere else can be anything that the adversary has.
  #needed(
    candidates: readonly Candidate[],
    conclusion: Fact,
    differ: readonly Inequality[],
  ): readonly Candidate[] {
    const uses = new Map<number, number>();
    const visit = (cell: TermNode): void => {
      if (cell.ground) return;
      if (cell.symbol < 0) uses.set(cell.variable, (uses.get(cell.variable) ?? 0) + 1);
      else cell.args.forEach(visit);
    };
    for (const { fact } of candidates) fact.args.forEach(visit);
    conclusion.args.forEach(visit);
    for (const { left, right } of differ) [left, right].forEach(visit);
    return candidates.filter(({ fact }) => {
      const [cell] = fact.args;
      if (this.epoch(fact.predicate) < 0 || cell === undefined || cell.symbol >= 0) return true;
      return (uses.get(cell.variable) ?? 0) > 1;
    });
  }

  #renumber(
    candidates: readonly Candidate[],
    conclusion: Fact,
    differ: readonly Inequality[],
    path: readonly number[],
  ): SimpleClause {
    const { bank } = this.#signature;
    const numbers = new Map<number, TermNode>();
    const deep = new Map<number, TermNode>();
    const memo = new Map<number, TermNode>();
    let count = 0;
    const rename = (cell: TermNode, depth: number): TermNode => {
      if (depth > this.#maximalDepth && cell.args.length > 0) return generalised(cell);
      if (cell.ground && cell.size <= this.#maximalDepth) return cell;
      if (cell.symbol < 0) {
        const known = numbers.get(cell.variable);
        if (known !== undefined) return known;
        const made = bank.variable(count, cell.sort);
        count += 1;
        numbers.set(cell.variable, made);
        return made;
      }
      const shallow = depth + cell.size <= this.#maximalDepth;
      const known = shallow ? memo.get(cell.id) : undefined;
      if (known !== undefined) return known;
      const made = bank.apply(
        cell.symbol,
        cell.args.map((argument) => rename(argument, depth + 1)),
      );
      if (shallow) memo.set(cell.id, made);
      return made;
    };
    const generalised = (cell: TermNode): TermNode => {
      const known = deep.get(cell.id);
      if (known !== undefined) return known;
      const made = bank.variable(count, cell.sort);
      count += 1;
      deep.set(cell.id, made);
      return made;
    };
    const renameFact = (fact: Fact): Fact => ({
      predicate: fact.predicate,
      args: fact.args.map((cell) => rename(cell, 0)),
    });
    const renamed = renameFact(conclusion);
    return {
      conclusion: renamed,
      hypotheses: candidates.map(({ fact }) => renameFact(fact)),
      differ: differ.map(({ left, right }) => ({ left: rename(left, 0), right: rename(right, 0) })),
      variables: count,
      sources: candidates.map(({ source }) => source),
      path,
    };
  }
}

// An inequality of something that occurs nowhere else can always be met.
function saying(
  differ: readonly Inequality[],
  candidates: readonly Candidate[],
  conclusion: Fact,
): readonly Inequality[] {
  if (differ.length === 0) return differ;
  const used = variablesOf([...conclusion.args, ...candidates.flatMap(({ fact }) => fact.args)]);
  const free = (cell: TermNode): boolean => cell.symbol < 0 && !used.has(cell.variable);
  const seen = new Set<string>();
  return differ.filter(({ left, right }) => {
    const key = `${left.id} ${right.id}`;
    if (seen.has(key) || free(left) || free(right)) return false;
    seen.add(key);
    return true;
  });
}

/** The sorts all of whose values the adversary has: those of agents, those of numbers, and those of nothing but constants. */
export function publicSorts(protocol: Protocol): readonly Sort[] {
  const hidden = new Set<Sort>([anySort]);
  const constants = constantsOf(protocol);
  for (const [name, sort] of protocol.sorts) {
    if (protocol.secrets.has(name) || !constants.has(name)) hidden.add(sort);
  }
  for (const { sort } of protocol.theory.symbols.values()) hidden.add(sort);
  const everybodys = [...protocol.agentSorts, ...protocol.numberSorts];
  const others = [...protocol.sorts.values()].filter((sort) => !hidden.has(sort));
  return [...new Set([...everybodys, ...others])];
}

function isSameFact(one: Fact, other: Fact): boolean {
  if (one.predicate !== other.predicate || one.args.length !== other.args.length) return false;
  return one.args.every((cell, index) => cell === other.args[index]);
}
