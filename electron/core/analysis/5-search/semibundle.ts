import type { Inequality } from '#core/analysis/4-prove/clause.ts';
import type { TermNode } from '#core/theories/term-node.ts';
import type { Order, NodePosition } from './order.ts';
import type { Equation, Strand } from './strand.ts';

/** A run of a semibundle: its strand, up to the node before `reach`. Runs are numbered by their places. */
export interface SemiRun {
  readonly strand: Strand;
  readonly reach: number;
  /** The session that it belongs to, from 0; always 0 where the query asks for none. */
  readonly session: number;
}

/** The adversary must have a message before a place. */
export interface Goal {
  readonly message: TermNode;
  readonly at: NodePosition;
  readonly phase: number;
  /** It is needed for being changed, and need not be the outcome of a change itself. */
  readonly toBeChanged: boolean;
  /** The goals that this one is there for. */
  readonly parents: Ancestry;
}

/** The messages of goals, from the latest on. */
export type Ancestry = {
  readonly message: TermNode;
  readonly at: NodePosition;
  readonly next: Ancestry;
} | null;

/** The message of a goal is to be got out of `source`, once the variable that is waited for has a value. */
export interface Chain {
  readonly goal: Goal;
  readonly source: TermNode;
  readonly waits: TermNode;
}

/**
 * Runs with what is still to be explained: the semibundle of D. Song ("Athena: a new efficient automatic checker
 * for security protocol analysis", 1999) and C. Cremers (Scyther). Where nothing is left to be explained, it stands
 * for executions of the protocol. Immutable; the values of its variables are elsewhere.
 */
export interface Semibundle {
  readonly runs: readonly SemiRun[];
  readonly order: Order;
  readonly goals: readonly Goal[];
  /** Where messages are received on channels that are not open: they must come from somewhere. */
  readonly deliveries: readonly NodePosition[];
  readonly chains: readonly Chain[];
  readonly differ: readonly Inequality[];
  /** Rows of patterns and terms that must not match: destructors that do not apply. */
  readonly stuck: readonly (readonly Equation[])[];
  /** The ends of the query's events. */
  readonly ends: readonly NodePosition[];
  /** How many variables of rules are in use. */
  readonly ruleVariables: number;
}
