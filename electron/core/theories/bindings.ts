import type { TermNode, TermPairs } from './term-node.ts';
import type { EquationCase } from './equational-theory.ts';
import type { TermBank } from './term-bank.ts';
import type { WorkCounter } from './work-counter.ts';

/** After how many steps of one comparison it is asked whether to stop; hardly any has as many. */
const manySteps = 4096;

/**
 * Bindings of variables, with a trail to take them back. Unification is modulo the theories of the symbols, so that
 * there can be several unifiers: {@link Bindings.unify} calls back for each.
 */
export class Bindings {
  #steps = 0;
  readonly #bank: TermBank;
  readonly #work: WorkCounter;
  readonly #bound: (TermNode | undefined)[] = [];
  readonly #trail: number[] = [];

  /** Every piece of work is spent, and so may be interrupted; the bindings are of no use after that. */
  constructor(bank: TermBank, work: WorkCounter) {
    this.#bank = bank;
    this.#work = work;
  }

  /** A place on the trail to come back to. */
  mark(): number {
    return this.#trail.length;
  }

  /** Takes back every binding since a mark. */
  undo(mark: number): void {
    while (this.#trail.length > mark) {
      const index = this.#trail.pop();
      if (index !== undefined) this.#bound[index] = undefined;
    }
  }

  #bind(index: number, cell: TermNode): void {
    // Without gaps, reading and writing it stays fast.
    while (this.#bound.length < index) this.#bound.push(undefined);
    this.#bound[index] = cell;
    this.#trail.push(index);
  }

  /** The term after following the variable at its top. */
  walk(cell: TermNode): TermNode {
    let at = cell;
    while (at.symbol < 0) {
      const next = this.#bound[at.variable];
      if (next === undefined) return at;
      at = next;
    }
    return at;
  }

  /** The term with every binding put in. `memo` may be shared between calls under the same bindings. */
  resolve(cell: TermNode, memo: Map<number, TermNode>): TermNode {
    if (cell.ground) return cell;
    const known = memo.get(cell.id);
    if (known !== undefined) return known;
    const at = this.walk(cell);
    let made: TermNode;
    if (at.symbol < 0 || at.ground) made = at;
    else if (at !== cell) made = this.resolve(at, memo);
    else
      made = this.#bank.apply(
        at.symbol,
        at.args.map((argument) => this.resolve(argument, memo)),
      );
    memo.set(cell.id, made);
    return made;
  }

  /**
   * The pattern's term under a {@link Bindings.match}: each variable is replaced once, by what it took, since
   * the target's variables may bear the same numbers.
   */
  instance(cell: TermNode): TermNode {
    if (cell.ground) return cell;
    if (cell.symbol < 0) return this.#bound[cell.variable] ?? cell;
    return this.#bank.apply(
      cell.symbol,
      cell.args.map((argument) => this.instance(argument)),
    );
  }

  /**
   * Calls `found` under each most general unifier of the pairs, in turn, until it answers true; the bindings
   * are taken back afterwards. Tells whether it answered true.
   */
  unify(pairs: TermPairs, found: () => boolean): boolean {
    const mark = this.mark();
    const done = this.#solve(pairs, found);
    this.undo(mark);
    return done;
  }

  // Terms share their parts, and are compared part by part: the little that two hold may take for ever.
  #step(): void {
    this.#steps += 1;
    if (this.#steps % manySteps === 0) this.#work.spendBlock();
  }

  #solve(pairs: TermPairs, found: () => boolean): boolean {
    this.#work.spend();
    this.#steps = 0;
    let rest = pairs;
    while (rest !== null) {
      this.#step();
      const left = this.walk(rest.left);
      const right = this.walk(rest.right);
      rest = rest.next;
      if (left === right) continue;
      if (left.symbol < 0 || right.symbol < 0) {
        if (!this.#bindVariable(left, right)) return false;
        continue;
      }
      if (left.symbol !== right.symbol || (left.ground && right.ground)) return false;
      const theory = this.#bank.symbols[left.symbol]?.theory;
      if (theory?.isFree === false) return this.#solveEither(theory.unification, left, right, rest, found);
      for (let index = left.args.length - 1; index >= 0; index -= 1) {
        const [leftPart, rightPart] = [left.args[index], right.args[index]];
        if (leftPart === undefined || rightPart === undefined) return false;
        if (leftPart !== rightPart) rest = { left: leftPart, right: rightPart, next: rest };
      }
    }
    return found();
  }

  #solveEither(
    ways: readonly EquationCase[],
    left: TermNode,
    right: TermNode,
    rest: TermPairs,
    found: () => boolean,
  ): boolean {
    const mark = this.mark();
    for (const way of ways) {
      const pairs = way(left, right, rest, this.#under);
      if (pairs !== undefined && this.#solve(pairs, found)) return true;
      this.undo(mark);
    }
    return false;
  }

  readonly #under = (cell: TermNode): TermNode => this.resolve(cell, new Map());

  #bindVariable(left: TermNode, right: TermNode): boolean {
    if (left.symbol < 0 && right.symbol < 0) {
      if (left.sort === 0) this.#bind(left.variable, right);
      else if (right.sort === 0 || right.sort === left.sort) this.#bind(right.variable, left);
      else return false;
      return true;
    }
    const [variable, term] = left.symbol < 0 ? [left, right] : [right, left];
    if (variable.sort !== 0 && term.sort !== variable.sort) return false;
    if (!term.ground && this.#occurs(variable.variable, term)) return false;
    this.#bind(variable.variable, term);
    return true;
  }

  #occurs(variable: number, cell: TermNode): boolean {
    if (cell.ground) return false;
    this.#step();
    const at = this.walk(cell);
    if (at.symbol < 0) return at.variable === variable;
    return at.args.some((argument) => this.#occurs(variable, argument));
  }

  /**
   * One-way matching: calls `found` for each way in which the variables of the pattern can be bound so that
   * it equals the target, whose variables count as names even where they bear a pattern variable's number.
   */
  match(pairs: TermPairs, found: () => boolean): boolean {
    const mark = this.mark();
    const done = this.#matchAll(pairs, found);
    this.undo(mark);
    return done;
  }

  #matchAll(pairs: TermPairs, found: () => boolean): boolean {
    this.#work.spend();
    this.#steps = 0;
    let rest = pairs;
    while (rest !== null) {
      this.#step();
      const { left, right } = rest;
      rest = rest.next;
      if (left.symbol < 0) {
        const bound = this.#bound[left.variable];
        if (bound !== undefined) {
          if (bound !== right) return false;
        } else if (left.sort !== 0 && left.sort !== right.sort) return false;
        else this.#bind(left.variable, right);
        continue;
      }
      if (left.ground) {
        if (left !== right) return false;
        continue;
      }
      if (left.symbol !== right.symbol) return false;
      const theory = this.#bank.symbols[left.symbol]?.theory;
      if (theory?.isFree === false) return this.#matchEither(theory.matching, left, right, rest, found);
      for (let index = left.args.length - 1; index >= 0; index -= 1) {
        const [leftPart, rightPart] = [left.args[index], right.args[index]];
        if (leftPart === undefined || rightPart === undefined) return false;
        rest = { left: leftPart, right: rightPart, next: rest };
      }
    }
    return found();
  }

  #matchEither(
    ways: readonly EquationCase[],
    left: TermNode,
    right: TermNode,
    rest: TermPairs,
    found: () => boolean,
  ): boolean {
    const mark = this.mark();
    for (const way of ways) {
      const pairs = way(left, right, rest, this.#under);
      if (pairs !== undefined && this.#matchAll(pairs, found)) return true;
      this.undo(mark);
    }
    return false;
  }
}
