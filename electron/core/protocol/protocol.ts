import type { Message, Sort } from '#core/protocol/message.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Theory } from '#core/protocol/theory.ts';

/**
 * A protocol as the active analyses see it: roles that any number of runs execute, an algebra, an adversary
 * and queries. The modelling language and the imported ones are translated to it; the prover, the search,
 * the replay and the exports read nothing else.
 *
 * Semantics. A run of a role takes its agents from the adversary's choice, then executes its steps in order.
 * The phase of the whole system only grows; a step of phase p can be taken only in phase p (a run that is
 * behind is lost). A message sent on a public channel is known to the adversary; what is received on one is
 * anything that the adversary can derive at that moment.
 */
export interface Protocol {
  readonly name: string;
  readonly theory: Theory;
  /** Sorts of agents: their values are constants; all but the adversary's own are honest. */
  readonly agentSorts: readonly Sort[];
  /** The sort of constants and fresh values; what is not listed is of sort `any`. */
  readonly sorts: ReadonlyMap<string, Sort>;
  /** Constants that the adversary does not know. */
  readonly secrets: ReadonlySet<string>;
  /** Terms that the adversary has from a phase on; variables stand for every value of the sort in `variables`. */
  readonly exposures: readonly Exposure[];
  readonly roles: readonly Role[];
  readonly phases: number;
  readonly queries: readonly Query[];
  /** The adversary only listens: every receive takes what its matching send sent. */
  readonly passive: boolean;
}

/** Messages that the adversary has from a phase on. */
export interface Exposure {
  readonly message: Message;
  readonly variables: ReadonlyMap<string, Sort>;
  readonly fromPhase: number;
}

/** A role's script. Every name is unique within the role; fresh names and labels within the protocol. */
export interface Role {
  readonly name: string;
  /** Variables bound to agents when a run starts, with their sorts. */
  readonly parameters: readonly Parameter[];
  /**
   * The parameter that is the run's own agent, which is always honest: whatever a dishonest agent does is the
   * adversary's doing. Null where the role has no agent.
   */
  readonly self: string | null;
  /** Sorts of the variables that the steps bind; what is not listed is of sort `any`. */
  readonly sorts: ReadonlyMap<string, Sort>;
  readonly steps: readonly RoleStep[];
  /** The largest number of runs, or null for any number. A proof never relies on it. */
  readonly runs: number | null;
}

export interface Parameter {
  readonly name: string;
  readonly sort: Sort;
}

/**
 * The channel of a message. On all but the public one the receiver knows which message (label) it gets and
 * from whom. `authentic`: the adversary reads. `confidential`: it writes. `secure`: neither. A dishonest
 * sender's or receiver's end belongs to the adversary.
 */
export type Channel =
  | { readonly trust: 'public' }
  | {
      readonly trust: 'authentic' | 'confidential' | 'secure';
      readonly from: Message;
      readonly to: Message;
    };

/**
 * Why a message passes that nobody sees as a message of the protocol: a run hands its `state` on to another role of
 * its agent, or a `leak` to the adversary.
 */
export type Purpose = 'state' | 'leak';

/**
 * One step of a role.
 *
 * - `send`: puts a message on a channel; of a message of the protocol, `purpose` is absent.
 * - `receive`: takes a message that equals the pattern; variables that are not bound yet are bound.
 * - `match`: goes on only if the value equals the pattern; binds likewise.
 * - `differ`: goes on only if the two differ.
 * - `compute`: binds the variable to the destructor's result; where no rewrite applies, it stops when
 *   `checked`, and otherwise binds the application itself.
 * - `event`: something that queries speak of.
 * - `advance`: makes the next value of a counter, a fresh name of the run; anybody can predict it.
 * - `accept`: goes on only if the value is greater than all that the holder accepted for this counter.
 *   `holder` identifies whose memory it is, over all its runs.
 */
export type RoleStep = { readonly phase: number } & (
  | {
      readonly kind: 'send';
      readonly label: string;
      readonly message: Message;
      readonly channel: Channel;
      readonly purpose?: Purpose;
    }
  | {
      readonly kind: 'receive';
      readonly label: string;
      readonly pattern: Message;
      readonly channel: Channel;
      readonly purpose?: Purpose;
    }
  | { readonly kind: 'match'; readonly pattern: Message; readonly value: Message }
  | { readonly kind: 'differ'; readonly left: Message; readonly right: Message }
  | {
      readonly kind: 'compute';
      readonly variable: string;
      readonly symbol: string;
      readonly args: readonly Message[];
      readonly checked: boolean;
    }
  | EventStep
  | { readonly kind: 'advance'; readonly counter: string; readonly value: string }
  | {
      readonly kind: 'accept';
      readonly counter: string;
      readonly holder: readonly Message[];
      readonly value: Message;
    }
);

/**
 * An event. Where a query starts from it, it counts only when every variable in `honest` is bound to an
 * honest agent; where a query needs it, it always counts.
 */
export interface EventStep {
  readonly phase: number;
  readonly kind: 'event';
  readonly event: string;
  readonly args: readonly Message[];
  readonly honest: readonly string[];
}

/** The two ends of a channel; none where it is public. */
export function endsOf(channel: Channel): readonly Message[] {
  return channel.trust === 'public' ? [] : [channel.from, channel.to];
}

/** All messages that a step is written with, in order. */
export function messagesOf(step: RoleStep): readonly Message[] {
  switch (step.kind) {
    case 'send':
      return [step.message, ...endsOf(step.channel)];
    case 'receive':
      return [step.pattern, ...endsOf(step.channel)];
    case 'match':
      return [step.pattern, step.value];
    case 'differ':
      return [step.left, step.right];
    case 'compute':
    case 'event':
      return step.args;
    case 'advance':
      return [];
    case 'accept':
      return [...step.holder, step.value];
  }
}

/** The names under which a role has values of counters. */
export function counterValuesOf(role: Role): readonly string[] {
  return role.steps.flatMap((step) => (step.kind === 'advance' ? [step.value] : []));
}
