import { endEvents } from '#core/analysis/4-prove/goal.ts';
import { replay, type Execution } from '#core/kernel/execution.ts';
import { violates } from '#core/kernel/violation.ts';
import { power, publicHalf } from '#core/analysis/3-translate/algebra.ts';
import { withConstantsReplaced } from '#core/analysis/6-decide/trace-edit.ts';
import {
  honestAgent,
  isAdversaryConstant,
  type Constant,
  type Message,
  type Sort,
} from '#core/protocol/message.ts';
import { mapSteps, type Exposure, type Protocol, type Role, type RoleStep } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import { generator } from '#core/protocol/theory.ts';
import { startsOf, type Trace } from '#core/protocol/trace.ts';

/**
 * The preconditions of an attack. Each is found by an experiment: the trace is replayed against a protocol that lacks
 * it, and is no longer accepted or violates nothing.
 */
export interface AttackPreconditions {
  /** A secret of honest agents that is given to the adversary. */
  readonly compromise: boolean;
  /** Of these, no other than a single one, which the deceived entity alone owns. */
  readonly ownSecretOnly: boolean;
  /** A value of low entropy that is tried out. */
  readonly guess: boolean;
  /** A dishonest agent that takes part. */
  readonly insider: boolean;
}

/** Finds out what an attack needs. The trace violates the query. */
export function preconditionsOf(
  protocol: Protocol,
  trace: Trace,
  query: Query,
  execution: Execution,
): AttackPreconditions {
  const works = (changed: Protocol, attack: Trace = trace): boolean => {
    const again = replay(changed, attack);
    return !('code' in again) && violates(again, query);
  };
  const compromise = !works(withLeaks(protocol, () => false));
  const victim = compromise && query.kind === 'correspondence' ? victimOf(protocol, query, execution) : null;
  const own = victim === null ? [] : secretsOf(victim, protocol);
  const renamed = withConstantsReplaced(trace, (constant) => honestInstead(constant, protocol));
  return {
    compromise,
    ownSecretOnly: own.some((secret) => works(withLeaks(protocol, (leak) => leak.secret === secret))),
    guess: !works({ ...protocol, theory: withoutGuesses(protocol) }),
    insider: (hasDishonestAgent(trace) && !works(protocol, renamed)) || !works(withoutShared(protocol)),
  };
}

/** A secret that comes to the adversary: what tells it from others, and the sorts of the agents that own it. */
interface Leak {
  readonly secret: string;
  readonly owners: readonly Sort[];
}

function leakOf(message: Message, owners: readonly Sort[]): Leak {
  return { secret: JSON.stringify(message), owners };
}

// The secrets that are given to the adversary and that one agent alone owns, each once.
function secretsOf(owner: Sort, protocol: Protocol): readonly string[] {
  const found = new Set<string>();
  withLeaks(protocol, ({ secret, owners }) => {
    if (owners.join() === owner) found.add(secret);
    return true;
  });
  return [...found];
}

// The protocol in which only some leaks happen; what else was handed to the adversary goes nowhere.
function withLeaks(protocol: Protocol, keeps: (leak: Leak) => boolean): Protocol {
  const stays = (exposure: Exposure): boolean =>
    exposure.insider === true ||
    !isSecretOfHonest(exposure.message) ||
    keeps(leakOf(exposure.message, [...exposure.variables.values()]));
  const step = (each: RoleStep, role: Role): RoleStep => {
    if (each.kind !== 'send' || each.purpose !== 'leak' || role.self === null) return each;
    if (keeps(leakOf(each.message, ownersOf(each.message, role, protocol)))) return each;
    const itself: Message = { kind: 'variable', name: role.self };
    return { ...each, channel: { trust: 'secure', from: itself, to: itself, once: false } };
  };
  return { ...mapSteps(protocol, step), exposures: protocol.exposures.filter(stays) };
}

// The protocol in which dishonest agents bring nothing that honest ones have without them.
function withoutShared(protocol: Protocol): Protocol {
  const stays = ({ insider, message }: Exposure): boolean => insider !== true || !isSecretOfHonest(message);
  return { ...protocol, exposures: protocol.exposures.filter(stays) };
}

/** True if a secret has nothing of a dishonest agent in it. */
export function isSecretOfHonest(message: Message): boolean {
  if (message.kind !== 'apply' || isPublicHalf(message)) return false;
  return !hasAdversary(message);
}

function hasAdversary(message: Message): boolean {
  if (message.kind === 'constant') return isAdversaryConstant(message);
  return message.kind === 'apply' && message.args.some(hasAdversary);
}

// Of a pair for key agreement it is the generator to the power of the private half.
function isPublicHalf({ symbol, args: [base] }: Extract<Message, { readonly kind: 'apply' }>): boolean {
  return (
    symbol === publicHalf || (symbol === power && base?.kind === 'constant' && base.name === generator.name)
  );
}

// The sorts of the agents that a secret shared from the start is a function of; of nobody when it is none.
function ownersOf(message: Message, role: Role, protocol: Protocol): readonly Sort[] {
  if (message.kind !== 'apply') return [];
  if (protocol.theory.symbols.get(message.symbol)?.private !== true) return [];
  return message.args.flatMap((part) =>
    part.kind === 'variable' ? (role.parameters.find(({ name }) => name === part.name)?.sort ?? []) : [],
  );
}

// The sort of the agent at which the query fails.
function victimOf(protocol: Protocol, query: Query, execution: Execution): Sort | null {
  const ends = new Set(endEvents(query));
  const last = execution.occurrences.findLast(({ event, counts }) => counts && ends.has(event));
  const role = protocol.roles.find(({ name }) => name === last?.role);
  return role?.parameters.find(({ name }) => name === role.self)?.sort ?? null;
}

function withoutGuesses({ theory }: Protocol): Protocol['theory'] {
  return { ...theory, deductions: theory.deductions.filter(({ isGuess }) => isGuess !== true) };
}

function hasDishonestAgent(trace: Trace): boolean {
  return startsOf(trace).some(({ agents }) =>
    [...agents.values()].some((agent) => agent.kind === 'constant' && isAdversaryConstant(agent)),
  );
}

// An honest agent that does nothing else, for a dishonest one.
function honestInstead(constant: Constant, { agentSorts }: Protocol): Constant {
  const { origin } = constant;
  if (origin?.kind !== 'adversary' || origin.number !== null) return constant;
  return agentSorts.includes(origin.sort) ? honestAgent(origin.sort, 1_000) : constant;
}
