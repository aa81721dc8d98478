import { endEvents } from './goal.ts';
import { eventsOf, ofProtocol } from './of-protocol.ts';
import { readsByRules } from './readability.ts';
import {
  adversaryConstant,
  anySort,
  type Application,
  type Message,
  type Sort,
  variablesOf,
} from '#core/protocol/message.ts';
import {
  messagesOf,
  type Exposure,
  type Protocol,
  type Role,
  type RoleStep,
} from '#core/protocol/protocol.ts';
import type { EventPattern, Query } from '#core/protocol/query.ts';

/**
 * The sorts of agents that the queries need: every agent of another sort may be taken for the dishonest one. An
 * attack stays one when that is done, for
 *
 * - the adversary has everything that such agents have, and so can do whatever they do, but for having events;
 * - what the query compares are no such agents: they would become equal, and an agreement could come out true;
 * - nothing goes on only where two values differ, and no two values that a run accepts of a counter are made of
 *   such agents;
 * - the adversary plays anybody at all.
 *
 * Null where not all of it is so: then every sort is needed.
 */
export function honestSorts(protocol: Protocol, queries: readonly Query[]): ReadonlySet<Sort> | null {
  if (protocol.passive) return null;
  if (tellsApart(protocol)) return null;
  const needed = new Set(irreplaceableSorts(protocol));
  const ends = new Set(queries.flatMap(endEvents));
  for (const event of ends) {
    for (const { role, step } of eventsOf(protocol).get(event) ?? []) {
      const honest = new Set([role.self, ...step.honest]);
      for (const { name, sort } of role.parameters) if (honest.has(name)) needed.add(sort);
    }
  }
  const apart = [...queries.map((query) => comparedSorts(protocol, query)), allAccepted(protocol)];
  for (const sorts of apart) {
    if (sorts === null) return null;
    for (const sort of sorts) needed.add(sort);
  }
  return needed;
}

// Whether something goes on only where two values differ.
const tellsApart = ofProtocol(
  ({ roles, theory }) =>
    roles.some(({ steps }) => steps.some(({ kind }) => kind === 'differ')) ||
    theory.deductions.some(({ differ = [] }) => differ.length > 0),
);

const irreplaceableSorts = ofProtocol((protocol) =>
  protocol.agentSorts.filter((sort) => !isReplaceable(protocol, sort)),
);

const allAccepted = ofProtocol((protocol): ReadonlySet<Sort> | null => {
  const sorts = new Set<Sort>();
  for (const role of protocol.roles) {
    const accepted = acceptedSorts(role, protocol);
    if (accepted === null) return null;
    for (const sort of accepted) sorts.add(sort);
  }
  return sorts;
});

// Whether the adversary has what the agents of a sort have of their own, and the ends of channels that they use.
function isReplaceable(protocol: Protocol, sort: Sort): boolean {
  return protocol.roles
    .filter((role) => isOf(role, sort))
    .every(
      (role) =>
        usesOnlyExposed(role, sort, protocol) && role.steps.every((step) => usesOwnEnd(step, role.self)),
    );
}

function usesOwnEnd(step: RoleStep, self: string | null): boolean {
  if ((step.kind !== 'send' && step.kind !== 'receive') || step.channel.trust === 'public') return true;
  const { trust, from, to } = step.channel;
  const [end, open] = step.kind === 'send' ? [from, 'confidential'] : [to, 'authentic'];
  return trust === open || (end.kind === 'variable' && end.name === self);
}

function isOf({ self, parameters }: Role, sort: Sort): boolean {
  return parameters.some((parameter) => parameter.name === self && parameter.sort === sort);
}

function usesOnlyExposed(role: Role, sort: Sort, protocol: Protocol): boolean {
  // Keys within keys are asked about at every level.
  const known = new Map<Message, boolean>();
  const isExposed = (message: Message): boolean => {
    const before = known.get(message);
    if (before !== undefined) return before;
    const exposed = isExposedNow(message);
    known.set(message, exposed);
    return exposed;
  };
  const isExposedNow = (message: Message): boolean => {
    switch (message.kind) {
      case 'variable':
      case 'fresh':
        return true;
      case 'constant':
        return !protocol.secrets.has(message.name);
      case 'apply': {
        const open = protocol.theory.symbols.get(message.symbol)?.private !== true;
        return (open || isShared(message, role, sort, protocol.exposures)) && message.args.every(isExposed);
      }
    }
  };
  const writes = role.steps.every((step) => {
    const { symbols } = protocol.theory;
    // What no rewrite applies to is built.
    const builds = step.kind === 'compute' && !step.checked && symbols.get(step.symbol)?.private === true;
    return !builds && messagesOf(step).every(isExposed);
  });
  return writes && readsByRules(role, protocol.theory, isExposed);
}

// Whether a secret of the role's own agent is the adversary's when that agent is the dishonest one.
function isShared(
  secret: Application<Message>,
  role: Role,
  sort: Sort,
  exposures: readonly Exposure[],
): boolean {
  const dishonest = adversaryConstant(sort).name;
  return exposures.some(({ message, variables, fromPhase }) => {
    if (message.kind !== 'apply' || message.symbol !== secret.symbol || fromPhase > 0) return false;
    const taken = new Map<string, string>();
    return secret.args.every((argument, index) => {
      const exposed = message.args[index];
      if (argument.kind !== 'variable') return false;
      if (exposed?.kind === 'variable') {
        const before = taken.get(exposed.name) ?? argument.name;
        taken.set(exposed.name, argument.name);
        return before === argument.name && variables.get(exposed.name) === sortOf(argument.name, role);
      }
      return argument.name === role.self && exposed?.kind === 'constant' && exposed.name === dishonest;
    });
  });
}

function sortOf(variable: string, role: Role): Sort {
  const parameter = role.parameters.find(({ name }) => name === variable);
  return parameter?.sort ?? role.sorts.get(variable) ?? anySort;
}

// The sorts of the agents in values that one run must find different, since it accepts each once; null where
// anything may be in them.
function acceptedSorts(role: Role, protocol: Protocol): ReadonlySet<Sort> | null {
  const sorts = new Set<Sort>();
  const accepted = role.steps.filter((step) => step.kind === 'accept');
  for (const { memory, passed, value } of accepted) {
    const alone = accepted.filter((other) => other.memory === memory).length < 2;
    if (alone && passed.length === 0) continue;
    const found = sortsIn(value, role, protocol);
    if (found === null) return null;
    for (const sort of found) sorts.add(sort);
  }
  return sorts;
}

// The sorts of the agents among what a correspondence compares; null where anything may be among it.
function comparedSorts(protocol: Protocol, query: Query): ReadonlySet<Sort> | null {
  const sorts = new Set<Sort>();
  if (query.kind === 'equal') return null;
  if (query.kind !== 'correspondence') return sorts;
  const patterns = [query.end, ...query.needs];
  const times = timesOf(patterns);
  for (const pattern of patterns) {
    for (const { role, step } of eventsOf(protocol).get(pattern.event) ?? []) {
      for (const [index, argument] of step.args.entries()) {
        if (!isCompared(pattern, index, times)) continue;
        const found = sortsIn(argument, role, protocol);
        if (found === null) return null;
        for (const sort of found) sorts.add(sort);
      }
    }
  }
  return sorts;
}

// A variable that stands nowhere else compares nothing.
function isCompared(pattern: EventPattern, index: number, times: ReadonlyMap<string, number>): boolean {
  const argument = pattern.args[index];
  return argument?.kind !== 'variable' || (times.get(argument.name) ?? 0) > 1;
}

// How often each variable stands in patterns.
function timesOf(patterns: readonly EventPattern[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  const visit = (message: Message): void => {
    if (message.kind === 'variable') times.set(message.name, (times.get(message.name) ?? 0) + 1);
    else if (message.kind === 'apply') message.args.forEach(visit);
  };
  for (const { args } of patterns) args.forEach(visit);
  return times;
}

function sortsIn(message: Message, role: Role, protocol: Protocol): ReadonlySet<Sort> | null {
  const sorts = new Set([...variablesOf(message)].map((name) => sortOf(name, role)));
  if (sorts.has(anySort)) return null;
  return new Set([...sorts].filter((sort) => protocol.agentSorts.includes(sort)));
}
