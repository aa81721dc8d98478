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
  /** Sorts of numbers, which counters count and clocks show: everybody can have all of their values. */
  readonly numberSorts: readonly Sort[];
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
  /** What a dishonest agent has had, and not what is assumed to be lost. */
  readonly insider?: true;
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
  /**
   * How the role differs from the usual one of its entity in its phase: it stops before the end, it starts from something
   * else, or its agent plays several entities. None for the usual one.
   */
  readonly variant?: 'stops' | 'starts-otherwise' | 'coincides';
  /**
   * The role stands for algebra that the theory does not have, as tools without exponents need it: what it takes is a part of
   * what others send, whatever its label, and what it sends is the same as it is written at the other end.
   */
  readonly rewrites?: true;
}

export interface Parameter {
  readonly name: string;
  readonly sort: Sort;
}

/**
 * The channel of a message. On all but the public one the receiver knows which message (label) it gets and
 * from whom. `authentic`: the adversary reads. `confidential`: it writes. `secure`: neither. A dishonest
 * sender's or receiver's end belongs to the adversary. Where it delivers `once`, a message that an honest agent sent
 * arrives at one run and no more.
 */
export type Channel =
  | { readonly trust: 'public' }
  | {
      readonly trust: 'authentic' | 'confidential' | 'secure';
      readonly from: Message;
      readonly to: Message;
      readonly once: boolean;
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
 * - `number`: binds the variable to a number: of the world's choosing, as nothing else in a protocol says which one it is.
 *   `of` names the counter or clock; where it is not `anew`, it may be the one that was given last.
 * - `accept`: goes on only if the value may be added to a memory of the holder, and adds it. `holder` identifies whose
 *   memory it is, over all its runs. By the rule `increasing` the value must be greater than all in the memory and in those
 *   `above` which it must be as well, and than what it has `passed`; by the rule `once` it must not be in the memory.
 * - `clock`: goes on only if the clock shows the value: the present period, or, where nobody has looked at it since, a
 *   later one that was never shown. Where it `moves`, it is a new one, and so is it if it has `passed` the value.
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
  | { readonly kind: 'number'; readonly variable: string; readonly of: string; readonly anew: boolean }
  | {
      readonly kind: 'accept';
      readonly rule: 'increasing' | 'once';
      readonly memory: string;
      readonly above: readonly string[];
      readonly passed: readonly Message[];
      readonly holder: readonly Message[];
      readonly value: Message;
    }
  | {
      readonly kind: 'clock';
      readonly clock: string;
      readonly moves: boolean;
      readonly passed: readonly Message[];
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

/** True if some channel of the protocol delivers what it carries only once. */
export function deliversOnce({ roles }: Protocol): boolean {
  return roles.some(({ steps }) =>
    steps.some(
      (step) =>
        (step.kind === 'send' || step.kind === 'receive') &&
        step.channel.trust !== 'public' &&
        step.channel.once,
    ),
  );
}

/** A protocol with other steps in the place of those of its roles. */
export function mapSteps(protocol: Protocol, change: (step: RoleStep, role: Role) => RoleStep): Protocol {
  const roles = protocol.roles.map((role) => ({
    ...role,
    steps: role.steps.map((step) => change(step, role)),
  }));
  return { ...protocol, roles };
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
    case 'number':
      return [{ kind: 'variable', name: step.variable }];
    case 'accept':
      return [...step.passed, ...step.holder, step.value];
    case 'clock':
      return [...step.passed, step.value];
  }
}

/** A step with every message that it is written with changed. */
export function mapMessages(step: RoleStep, change: (message: Message) => Message): RoleStep {
  const channel = (given: Channel): Channel =>
    given.trust === 'public' ? given : { ...given, from: change(given.from), to: change(given.to) };
  switch (step.kind) {
    case 'send':
      return { ...step, message: change(step.message), channel: channel(step.channel) };
    case 'receive':
      return { ...step, pattern: change(step.pattern), channel: channel(step.channel) };
    case 'match':
      return { ...step, pattern: change(step.pattern), value: change(step.value) };
    case 'differ':
      return { ...step, left: change(step.left), right: change(step.right) };
    case 'compute':
    case 'event':
      return { ...step, args: step.args.map(change) };
    case 'number':
      return step;
    case 'accept':
      return {
        ...step,
        passed: step.passed.map(change),
        holder: step.holder.map(change),
        value: change(step.value),
      };
    case 'clock':
      return { ...step, passed: step.passed.map(change), value: change(step.value) };
  }
}
