import type { Constant, Sort } from '#core/protocol/message.ts';

/**
 * A proof of queries of a protocol, for any number of runs, as whoever found it writes it down: a set of Horn clauses that
 * is closed under everything that can happen, and the clauses that the queries lead to. It claims nothing: the checker
 * makes the rules of the protocol itself, and looks whether the clauses cover them.
 */
export interface Certificate {
  /** The names of the queries that it is about. */
  readonly queries: readonly string[];
  readonly view: View;
  readonly clauses: readonly CertifiedClause[];
  /** What the queries lead to, by the name of each. */
  readonly goals: ReadonlyMap<string, readonly CertifiedClause[]>;
}

/**
 * How the clauses see the protocol: what they take for one, and what they leave out. Whatever the exact rules say is read in
 * this way before it is compared with the clauses. What is not listed is seen as it is.
 */
export interface View {
  /** Phases from this number on less one are taken for one: 1 where phases are not kept apart. */
  readonly epochs: number;
  /** The last phase that matters for the queries: what happens later is left out. */
  readonly lastPhase: number;
  /** The sorts of agents all of whose agents are taken for the dishonest one. */
  readonly dishonest: readonly Sort[];
  /** For roles that another stands for, that one. */
  readonly roles: ReadonlyMap<string, string>;
  /** For values that runs make. */
  readonly fresh: ReadonlyMap<string, FreshView>;
  /** For labels of messages on channels. */
  readonly labels: ReadonlyMap<string, LabelView>;
}

/** How a value that runs make is seen. */
export interface FreshView {
  /** Null where it is taken for the adversary's own value of its sort. */
  readonly name: string | null;
  /**
   * Which of the things are kept that tell the values of different runs apart: places in the list of the run itself, its
   * agents in the order of the role's parameters, and what its variables were bound to by receiving and by `number` steps
   * before the value first occurs, in the order in which they are bound (in one message from left to right).
   */
  readonly kept: readonly number[];
}

/** How messages of a label on a channel are seen. */
export interface LabelView {
  readonly label: string;
  /** The places of a tuple that are seen each by itself, beside all other places; null where it is seen as a whole. */
  readonly parts: readonly number[] | null;
  /** Whether it is seen which run sent a message that is delivered once. */
  readonly sender: boolean;
}

/** A term: a message in which runs and what they make are seen as the view says. */
export type CertifiedTerm =
  | { readonly kind: 'variable'; readonly number: number }
  | { readonly kind: 'constant'; readonly constant: Constant }
  | { readonly kind: 'apply'; readonly symbol: string; readonly args: readonly CertifiedTerm[] }
  | { readonly kind: 'fresh'; readonly name: string; readonly args: readonly CertifiedTerm[] }
  /** The identity of a run of a role; `session` tells runs of one role apart. */
  | { readonly kind: 'run'; readonly role: string; readonly session: CertifiedTerm };

/**
 * - `attacker`: the adversary has the term in the epoch.
 * - `channel`: the terms are on a channel under the label: from, to (neither where it is public, which
 *   matters where the adversary only listens), then the message; or, where it is seen in parts, from, to, the places that are no
 *   parts, and the part of this number. Last, where that is seen, the run that sent it.
 * - `event`: the event happened: the run, then its arguments.
 * - `accepted`: the run has taken a value into a memory of a holder before: the run, the holder, the value. What is
 *   delivered once counts as a memory, `delivery of` its label, of no holder, and the run that sent it as the value.
 */
export type CertifiedFact =
  | { readonly predicate: 'attacker'; readonly epoch: number; readonly args: readonly CertifiedTerm[] }
  | {
      readonly predicate: 'channel';
      readonly label: string;
      readonly part: number | null;
      readonly args: readonly CertifiedTerm[];
    }
  | { readonly predicate: 'event'; readonly event: string; readonly args: readonly CertifiedTerm[] }
  | { readonly predicate: 'accepted'; readonly memory: string; readonly args: readonly CertifiedTerm[] };

/** When all hypotheses hold, so does the conclusion, unless the two sides of some pair in `differ` are equal. */
export interface CertifiedClause {
  /** The sorts of its variables, by number. */
  readonly sorts: readonly Sort[];
  readonly hypotheses: readonly CertifiedFact[];
  readonly conclusion: CertifiedFact;
  readonly differ: readonly (readonly [CertifiedTerm, CertifiedTerm])[];
  /** The place of the hypothesis that other clauses are put in for; null where none is. */
  readonly selected: number | null;
}
