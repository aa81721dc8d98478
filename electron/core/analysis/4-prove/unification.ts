import type { Pulse } from './pulse.ts';
import type { Cell, TermBank } from './term-bank.ts';

/** After how many steps of one comparison it is asked whether to stop; hardly any has as many. */
const manySteps = 4096;

/**
 * Bindings of variables, with a trail to take them back. Unification is modulo commuting exponents, so that
 * there can be several unifiers: {@link Bindings.unify} calls back for each.
 */
export class Bindings {
  #steps = 0;
  readonly #bank: TermBank;
  readonly #pulse: Pulse;
  readonly #bound: (Cell | undefined)[] = [];
  readonly #trail: number[] = [];

  /** Every piece of work beats the pulse, and so may be interrupted; the bindings are of no use after that. */
  constructor(bank: TermBank, pulse: Pulse) {
    this.#bank = bank;
    this.#pulse = pulse;
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

  #bind(index: number, cell: Cell): void {
    // Without gaps, reading and writing it stays fast.
    while (this.#bound.length < index) this.#bound.push(undefined);
    this.#bound[index] = cell;
    this.#trail.push(index);
  }

  /** What a term is after following the variable at its top. */
  walk(cell: Cell): Cell {
    let at = cell;
    while (at.symbol < 0) {
      const next = this.#bound[at.variable];
      if (next === undefined) return at;
      at = next;
    }
    return at;
  }

  /** The term with every binding put in. `memo` may be shared between calls under the same bindings. */
  resolve(cell: Cell, memo: Map<number, Cell>): Cell {
    if (cell.ground) return cell;
    const known = memo.get(cell.id);
    if (known !== undefined) return known;
    const at = this.walk(cell);
    let made: Cell;
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
  instance(cell: Cell): Cell {
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
  unify(pairs: Pairs, found: () => boolean): boolean {
    const mark = this.mark();
    const done = this.#solve(pairs, found);
    this.undo(mark);
    return done;
  }

  // Terms share their parts, and are compared part by part: the little that two hold may take for ever.
  #step(): void {
    this.#steps += 1;
    if (this.#steps % manySteps === 0) this.#pulse.look();
  }

  #solve(pairs: Pairs, found: () => boolean): boolean {
    this.#pulse.beat();
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
      if (this.#bank.symbols[left.symbol]?.kind === 'exponential') {
        return this.#solveExponential(left, right, rest, found);
      }
      for (let index = left.args.length - 1; index >= 0; index -= 1) {
        const [leftPart, rightPart] = [left.args[index], right.args[index]];
        if (leftPart === undefined || rightPart === undefined) return false;
        if (leftPart !== rightPart) rest = { left: leftPart, right: rightPart, next: rest };
      }
    }
    return found();
  }

  #solveExponential(left: Cell, right: Cell, rest: Pairs, found: () => boolean): boolean {
    const [leftBase, leftExponent] = left.args;
    const [rightBase, rightExponent] = right.args;
    if (leftBase === undefined || leftExponent === undefined) return false;
    if (rightBase === undefined || rightExponent === undefined) return false;
    const straight = {
      left: leftBase,
      right: rightBase,
      next: { left: leftExponent, right: rightExponent, next: rest },
    };
    const mark = this.mark();
    if (this.#solve(straight, found)) return true;
    this.undo(mark);
    const { generator } = this.#bank;
    const leftInner = this.#bank.apply(left.symbol, [generator, this.#under(rightExponent)]);
    const rightInner = this.#bank.apply(left.symbol, [generator, this.#under(leftExponent)]);
    const crossed = {
      left: leftBase,
      right: leftInner,
      next: { left: rightBase, right: rightInner, next: rest },
    };
    return this.#solve(crossed, found);
  }

  #under(cell: Cell): Cell {
    return this.resolve(cell, new Map());
  }

  #bindVariable(left: Cell, right: Cell): boolean {
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

  #occurs(variable: number, cell: Cell): boolean {
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
  match(pairs: Pairs, found: () => boolean): boolean {
    const mark = this.mark();
    const done = this.#matchAll(pairs, found);
    this.undo(mark);
    return done;
  }

  #matchAll(pairs: Pairs, found: () => boolean): boolean {
    this.#pulse.beat();
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
      if (this.#bank.symbols[left.symbol]?.kind === 'exponential') {
        return this.#matchExponential(left, right, rest, found);
      }
      for (let index = left.args.length - 1; index >= 0; index -= 1) {
        const [leftPart, rightPart] = [left.args[index], right.args[index]];
        if (leftPart === undefined || rightPart === undefined) return false;
        rest = { left: leftPart, right: rightPart, next: rest };
      }
    }
    return found();
  }

  #matchExponential(left: Cell, right: Cell, rest: Pairs, found: () => boolean): boolean {
    const [leftBase, leftExponent] = left.args;
    const [rightBase, rightExponent] = right.args;
    if (leftBase === undefined || leftExponent === undefined) return false;
    if (rightBase === undefined || rightExponent === undefined) return false;
    const mark = this.mark();
    const straight = {
      left: leftBase,
      right: rightBase,
      next: { left: leftExponent, right: rightExponent, next: rest },
    };
    if (this.#matchAll(straight, found)) return true;
    this.undo(mark);
    const [innerBase, innerExponent] = rightBase.symbol === right.symbol ? rightBase.args : [];
    if (innerBase !== this.#bank.generator || innerExponent === undefined) return false;
    const crossed = {
      left: leftBase,
      right: this.#bank.apply(right.symbol, [innerBase, rightExponent]),
      next: { left: leftExponent, right: innerExponent, next: rest },
    };
    return this.#matchAll(crossed, found);
  }
}

/** A linked list of pairs of terms to be made equal. */
export type Pairs = { readonly left: Cell; readonly right: Cell; readonly next: Pairs } | null;

/** The pairs of two rows of terms of the same length. */
export function pairUp(left: readonly Cell[], right: readonly Cell[], next: Pairs): Pairs {
  let pairs = next;
  for (let index = left.length - 1; index >= 0; index -= 1) {
    const [one, other] = [left[index], right[index]];
    if (one !== undefined && other !== undefined) pairs = { left: one, right: other, next: pairs };
  }
  return pairs;
}
