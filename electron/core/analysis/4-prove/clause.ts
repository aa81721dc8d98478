import type { TermNode } from '#core/theories/term-node.ts';

/**
 * A fact of the abstraction: a predicate of some terms. See {@link Predicates} for the predicates.
 */
export interface Fact {
  readonly predicate: number;
  readonly args: readonly TermNode[];
}

/**
 * A Horn clause: when all hypotheses hold under some values of the variables, so does the conclusion, unless
 * the two sides of a pair in `differ` are equal. Variables are numbered from 0 in the order of occurrence.
 */
export interface Clause {
  readonly id: number;
  readonly hypotheses: readonly Fact[];
  readonly conclusion: Fact;
  readonly differ: readonly Inequality[];
  readonly variables: number;
  readonly history: History;
}

/** Two terms that must not be equal. */
export interface Inequality {
  readonly left: TermNode;
  readonly right: TermNode;
}

/**
 * Where a clause comes from: a rule of the protocol or the adversary, or one clause's conclusion put in for
 * another's hypothesis.
 */
export type History =
  | {
      readonly kind: 'rule';
      readonly rule: Rule;
      readonly sources: readonly Source[];
      /** The part of the conclusion that the clause is about, where a tuple was taken apart. */
      readonly path: readonly number[];
    }
  | {
      readonly kind: 'resolution';
      readonly provider: Clause;
      readonly consumer: Clause;
      readonly hypothesis: number;
      /** Sources count the provider's hypotheses first, then the consumer's without the resolved one. */
      readonly sources: readonly Source[];
      readonly path: readonly number[];
    };

/**
 * The hypothesis before simplification that one after it stems from; `path` tells which part of it, where
 * tuples were taken apart.
 */
export interface Source {
  readonly index: number;
  readonly path: readonly number[];
}

/** A clause as the protocol or the adversary gives it, before simplification. */
export interface Rule {
  readonly hypotheses: readonly Fact[];
  readonly conclusion: Fact;
  readonly differ: readonly Inequality[];
  readonly origin: Origin;
}

/**
 * The event that a rule stands for: the adversary's own doing, or a run of a role that has taken its steps up to and
 * including the one of this index. For a run, the first hypotheses are what it received, in order, with the
 * indices of the receiving steps; `run` is its identity and `parameters` its agents.
 */
export type Origin =
  | { readonly kind: 'adversary' }
  | {
      readonly kind: 'run';
      readonly role: string;
      readonly step: number;
      readonly run: TermNode;
      readonly parameters: readonly TermNode[];
      readonly receives: readonly {
        readonly step: number;
        readonly hypothesis: number;
        readonly message: TermNode;
      }[];
    };

/** The meaning of a predicate. */
export type PredicateKind =
  /** The adversary has the message in the phase. */
  | { readonly kind: 'attacker'; readonly phase: number }
  /** The message of the label is on its channel: from, to, message; of a part, the part of this place with all that are none. */
  | { readonly kind: 'channel'; readonly label: string; readonly part: number | null }
  /** The event happened in the run: run, arguments. As a hypothesis it is never resolved. */
  | { readonly kind: 'event'; readonly event: string }
  /** The run accepted a counter's value: run, holder, value. Only a hypothesis, never resolved. */
  | { readonly kind: 'accepted'; readonly counter: string };

/** The predicates of one abstraction, numbered. */
export class Predicates {
  readonly #kinds: PredicateKind[] = [];
  readonly #numbers = new Map<string, number>();

  number(kind: PredicateKind): number {
    const key = JSON.stringify(kind);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#kinds.length);
    this.#kinds.push(kind);
    return this.#kinds.length - 1;
  }

  kind(predicate: number): PredicateKind {
    const kind = this.#kinds[predicate];
    if (kind === undefined) throw new Error('unknown predicate');
    return kind;
  }

  /** True when a hypothesis of the predicate is only noted, and never resolved. */
  isNoted(predicate: number): boolean {
    const { kind } = this.kind(predicate);
    return kind === 'event' || kind === 'accepted';
  }

  get count(): number {
    return this.#kinds.length;
  }
}
