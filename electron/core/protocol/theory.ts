import type { Message, Sort } from '#core/protocol/message.ts';

/**
 * A function symbol.
 *
 * - `transparent`: anybody who has the application has its arguments (tuples).
 * - `private`: the adversary cannot build its applications (long-term keys as functions of their owners).
 *   Rewrites are not concerned: what a destructor gives, anybody can compute.
 * - `sort`: the sort of its results when they count as atomic, `any` when they are composed.
 * - `exponential`: arity 2, base and exponent; `x(x(g, a), b)` equals `x(x(g, b), a)` when the innermost base
 *   is the constant {@link generator}. At most one symbol of a theory has it.
 */
export interface FunctionSymbol {
  readonly name: string;
  readonly arity: number;
  readonly transparent: boolean;
  readonly private: boolean;
  readonly exponential: boolean;
  readonly sort: Sort;
  /** Stands around values that are so few that they can be tried out. */
  readonly lowEntropy?: true;
  /** Notes something, and is of use for nothing but having the first argument: whoever has that needs no note. */
  readonly note?: true;
}

/** The constant that exponentiation starts from. */
export const generator = { kind: 'constant', name: 'generator' } as const;

/**
 * A rewrite rule of a destructor: `symbol(args)` rewrites to `result`, whose variables all occur in `args`. Roles use
 * it in `compute` steps, and the adversary may compute it as well.
 */
export interface Rewrite {
  readonly symbol: string;
  readonly args: readonly Message[];
  readonly result: Message;
}

/**
 * An ability of the adversary besides applying public symbols, taking transparent ones apart and computing
 * destructors: whoever has the premises gets the conclusion, from a phase on.
 *
 * - `analysis`: the first premise is an application whose subterm is the conclusion (a weak cipher opened), or whose
 *   parts the conclusion notes something of (what a guessed key opens, under a private symbol).
 * - `synthesis`: the conclusion is an application; variables of it that no premise has may be anything (a MAC
 *   forged without the key), and a premise may share only some variables with it (a ciphertext changed).
 */
export interface Deduction {
  readonly name: string;
  readonly use: 'analysis' | 'synthesis';
  readonly premises: readonly Message[];
  readonly conclusion: Message;
  readonly fromPhase: number;
  /** Variables of the premises, each with what it must differ from. */
  readonly differ?: readonly (readonly [string, Message])[];
  /** The conclusion is found by trying out all that it may be, or is a step on the way there. */
  readonly isGuess?: true;
}

/** The algebra of a protocol: one data table, read by the prover, the search, the replay and the exports. */
export interface Theory {
  readonly symbols: ReadonlyMap<string, FunctionSymbol>;
  readonly rewrites: readonly Rewrite[];
  readonly deductions: readonly Deduction[];
}
