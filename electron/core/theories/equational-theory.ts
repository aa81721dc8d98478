import type { Constant } from '#core/protocol/message.ts';
import type { TermNode, TermPairs } from './term-node.ts';

/**
 * The equations of some symbols' applications, and what whoever has one has. Everything that the prover and the
 * search know of equality they know from here; the kernel has a theory of its own, so that it can judge them.
 */
export interface EquationalTheory {
  /** True when applications are equal only if their arguments are, place by place. Then the rest of it is not asked. */
  readonly isFree: boolean;
  /** True when an application is no more than its arguments together: whoever has it has them, and conversely. */
  readonly isOpen: boolean;
  /** The arguments under which an application is kept: those of equal applications are the same objects. */
  readonly normalForm: (symbol: number, args: readonly TermNode[]) => readonly TermNode[];
  /** The ways to make two applications of a symbol equal, which together come to every unifier. */
  readonly unification: readonly EquationCase[];
  /** The ways to make the first of two applications the second, whose variables stay what they are. */
  readonly matching: readonly EquationCase[];
  /** The ways for somebody to put an application together. */
  readonly compositions: (application: TermNode, scope: CompositionScope) => readonly Composition[];
}

/**
 * Pairs that, once equal, make two applications equal, before `rest`; undefined where this is no way for these two.
 * `resolve` puts the values of variables in.
 */
export type EquationCase = (
  left: TermNode,
  right: TermNode,
  rest: TermPairs,
  resolve: (cell: TermNode) => TermNode,
) => TermPairs | undefined;

/** A way to put an application together: of `needs`, where the pairs are equal. */
export interface Composition {
  readonly pairs: TermPairs;
  readonly needs: readonly TermNode[];
  /** How many variables of its own it has. */
  readonly variables: number;
}

/** The means to work out a way to compose. */
export interface CompositionScope {
  /** A term after following the variable at its top. */
  readonly walk: (cell: TermNode) => TermNode;
  /** A variable of the composition's own, numbered from 0. */
  readonly variable: (index: number) => TermNode;
}

/** Makes the terms of a theory, each once. */
export interface TermFactory {
  /** A symbol applied, in normal form. */
  apply(symbol: number, args: readonly TermNode[]): TermNode;
  /** A symbol applied to arguments that are those of its normal form. */
  intern(symbol: number, args: readonly TermNode[]): TermNode;
  constant(constant: Constant, sort: number): TermNode;
}
