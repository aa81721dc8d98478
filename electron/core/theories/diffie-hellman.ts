import { generator } from '#core/protocol/theory.ts';
import type { TermNode, TermPairs } from './term-node.ts';
import type {
  Composition,
  CompositionScope,
  EquationalTheory,
  EquationCase,
  TermFactory,
} from './equational-theory.ts';

// Base with base and exponent with exponent.
const straight: EquationCase = (left, right, rest) => {
  const [leftBase, leftExponent] = left.args;
  const [rightBase, rightExponent] = right.args;
  if (leftBase === undefined || leftExponent === undefined) return undefined;
  if (rightBase === undefined || rightExponent === undefined) return undefined;
  const exponents: TermPairs = { left: leftExponent, right: rightExponent, next: rest };
  return { left: leftBase, right: rightBase, next: exponents };
};

/**
 * The theory of exponentiation, as far as Diffie and Hellman need it: the generator raised to two exponents is the same
 * in either order. Other bases and further exponents do not commute.
 */
export class DiffieHellman implements EquationalTheory {
  readonly isFree = false;
  readonly isOpen = false;
  readonly #terms: TermFactory;
  #generator: TermNode | null = null;

  constructor(terms: TermFactory) {
    this.#terms = terms;
  }

  /** The constant that exponentiation starts from. */
  get #start(): TermNode {
    this.#generator ??= this.#terms.constant(generator, 0);
    return this.#generator;
  }

  /** x(x(g, a), b) and x(x(g, b), a) are one term: the exponent made first stands inside. */
  readonly normalForm = (symbol: number, args: readonly TermNode[]): readonly TermNode[] => {
    const [base, exponent] = args;
    if (base?.symbol !== symbol || exponent === undefined) return args;
    const [start, inner] = base.args;
    if (start !== this.#start || inner === undefined || inner.id <= exponent.id) return args;
    return [this.#terms.intern(symbol, [start, exponent]), inner];
  };

  readonly #unifyCrossed: EquationCase = (left, right, rest, resolve) => {
    const [leftBase, leftExponent] = left.args;
    const [rightBase, rightExponent] = right.args;
    if (leftBase === undefined || leftExponent === undefined) return undefined;
    if (rightBase === undefined || rightExponent === undefined) return undefined;
    const start = this.#start;
    const leftInner = this.#terms.apply(left.symbol, [start, resolve(rightExponent)]);
    const rightInner = this.#terms.apply(left.symbol, [start, resolve(leftExponent)]);
    const bases: TermPairs = { left: rightBase, right: rightInner, next: rest };
    return { left: leftBase, right: leftInner, next: bases };
  };

  readonly #matchCrossed: EquationCase = (left, right, rest) => {
    const [leftBase, leftExponent] = left.args;
    const [rightBase, rightExponent] = right.args;
    if (leftBase === undefined || leftExponent === undefined) return undefined;
    if (rightBase === undefined || rightExponent === undefined) return undefined;
    const [start, inner] = rightBase.symbol === right.symbol ? rightBase.args : [];
    if (start !== this.#start || inner === undefined) return undefined;
    const other = this.#terms.apply(right.symbol, [start, rightExponent]);
    const exponents: TermPairs = { left: leftExponent, right: inner, next: rest };
    return { left: leftBase, right: other, next: exponents };
  };

  /** Part by part; or crosswise, where both bases are the generator raised once. */
  readonly unification: readonly EquationCase[] = [straight, this.#unifyCrossed];

  readonly matching: readonly EquationCase[] = [straight, this.#matchCrossed];

  /** From base and exponent; and what is raised to two exponents also from the generator raised to the other one. */
  readonly compositions = (application: TermNode, scope: CompositionScope): readonly Composition[] => {
    const plain: Composition = { pairs: null, needs: application.args, variables: 0 };
    const crossed = this.#composeCrossed(application, scope);
    return crossed === null ? [plain] : [plain, crossed];
  };

  #composeCrossed(application: TermNode, { walk, variable }: CompositionScope): Composition | null {
    const [below, exponent] = application.args;
    if (below === undefined || exponent === undefined) return null;
    const base = walk(below);
    const [start, inner] = base.args;
    const raised = this.#terms.apply(application.symbol, [this.#start, exponent]);
    if (base.symbol === application.symbol && inner !== undefined && start !== undefined) {
      return {
        pairs: { left: start, right: this.#start, next: null },
        needs: [raised, inner],
        variables: 0,
      };
    }
    if (base.symbol >= 0 || base.sort !== 0) return null;
    const other = variable(0);
    const power = this.#terms.apply(application.symbol, [this.#start, other]);
    return { pairs: { left: base, right: power, next: null }, needs: [raised, other], variables: 1 };
  }
}
