import { replay, type Execution } from '#core/kernel/execution.ts';
import { honestTrace } from '#core/kernel/honest-trace.ts';
import type { Value } from '#core/kernel/value.ts';
import { power, publicHalf } from '#core/analysis/3-translate/algebra.ts';
import { quietNumberOf } from '#core/analysis/3-translate/names.ts';
import type { Constant, Sort } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Trace } from '#core/protocol/trace.ts';

/** A kind of name that the model does not have, so that whoever reads it has to be told what it means. */
export type NameKind = 'made-by-run' | 'dishonest' | 'made-up' | 'number' | 'period';

/** The names of an attack's values. */
export interface ValueNames {
  /** An agent, a value that the adversary makes up, a number of a counter, or what the protocol itself names. */
  readonly constant: (constant: Constant) => string;
  /** A value that a run made: the element with the number of the run. */
  readonly made: (name: string, run: number) => string;
  /** The kinds of name that were given so far. */
  readonly given: ReadonlySet<NameKind>;
}

/**
 * Names the values of an attack, and every one its own. An agent is called after its entity, a number after its counter or
 * clock, in the order in which they are told; what the adversary makes up is called after what would stand in its place if
 * nobody attacked, or else after the message that it comes in.
 */
export function valueNames(protocol: Protocol, trace: Trace, execution: Execution): ValueNames {
  const entities = new Map(
    protocol.roles.flatMap(({ parameters }) => parameters.map(({ name, sort }) => [sort, name] as const)),
  );
  return new Names(entities, countersOf(protocol, trace), placesOf(protocol, execution), protocol);
}

class Names implements ValueNames {
  readonly given = new Set<NameKind>();
  readonly #entities: ReadonlyMap<Sort, string>;
  readonly #counters: ReadonlyMap<string, string>;
  readonly #places: ReadonlyMap<string, string>;
  readonly #protocol: Protocol;
  readonly #known = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  constructor(
    entities: ReadonlyMap<Sort, string>,
    counters: ReadonlyMap<string, string>,
    places: ReadonlyMap<string, string>,
    protocol: Protocol,
  ) {
    this.#entities = entities;
    this.#counters = counters;
    this.#places = places;
    this.#protocol = protocol;
  }

  constant({ name, origin }: Constant): string {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const quiet = origin === undefined ? quietNumberOf(name) : null;
    const given =
      origin === undefined
        ? quiet === null
          ? name
          : this.#number(quiet, this.#protocol.sorts.get(name) ?? '')
        : this.#protocol.numberSorts.includes(origin.sort)
          ? this.#number(this.#counters.get(name) ?? this.#places.get(name) ?? '', origin.sort)
          : this.#agentOrMadeUp(name, origin.kind, origin.sort);
    this.#known.set(name, given);
    return given;
  }

  made(name: string, run: number): string {
    this.given.add('made-by-run');
    return `${elementOf(name)}'${run + 1}`;
  }

  #agentOrMadeUp(name: string, kind: 'honest' | 'adversary', sort: Sort): string {
    const entity = this.#entities.get(sort);
    if (kind === 'honest') return this.#numbered(entity ?? sort);
    if (entity !== undefined) {
      this.given.add('dishonest');
      return this.#numbered(`${entity}*`);
    }
    this.given.add('made-up');
    return this.#numbered(`${this.#places.get(name) ?? ''}*`);
  }

  #number(counter: string, sort: Sort): string {
    this.given.add(sort === 'timestamp' ? 'period' : 'number');
    const sign = sort === 'timestamp' ? '@' : '#';
    return `${counter}${sign}${this.#count(`${counter}${sign}`)}`;
  }

  // The first of a name has no number.
  #numbered(name: string): string {
    const count = this.#count(name);
    return count === 1 ? name : `${name}${count}`;
  }

  #count(name: string): number {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return count;
  }
}

/** The element that a run makes the value of: interrupted and turned roles have names of their own for it. */
function elementOf(fresh: string): string {
  return fresh.replace(/[ ,].*$/u, '');
}

// The counter or clock of each number that a run came to.
function countersOf(protocol: Protocol, trace: Trace): ReadonlyMap<string, string> {
  const roles: (Protocol['roles'][number] | undefined)[] = [];
  const taken: number[] = [];
  const found = new Map<string, string>();
  for (const action of trace.actions) {
    if (action.kind === 'start') {
      roles.push(protocol.roles.find(({ name }) => name === action.role));
      taken.push(0);
    }
    if (action.kind !== 'step') continue;
    const place = taken[action.run] ?? 0;
    taken[action.run] = place + 1;
    const step = roles[action.run]?.steps[place];
    if (step?.kind === 'number' && action.received?.kind === 'constant')
      found.set(action.received.name, step.of);
  }
  return found;
}

// What each value that no protocol writes stands in the place of, where it first comes in a message.
function placesOf(protocol: Protocol, { transmissions }: Execution): ReadonlyMap<string, string> {
  const honest = honestMessages(protocol);
  const found = new Map<string, string>();
  const look = (value: Value, usual: Value | undefined, label: string): void => {
    const { constant, args } = value;
    if (constant?.origin !== undefined && !found.has(constant.name)) {
      found.set(constant.name, (usual === undefined ? null : honest.nameOf(usual)) ?? label);
    }
    const alike =
      usual?.kind === value.kind && usual.name === value.name && usual.args.length === args.length;
    args.forEach((part, index) => {
      look(part, alike ? usual.args[index] : undefined, label);
    });
  };
  for (const { kind, purpose, label, message } of transmissions) {
    if (kind === 'receive' && purpose === null) look(message, honest.messages.get(label), label);
  }
  return found;
}

/** The messages of a protocol when nobody attacks, by their labels, and what a value in them is called. */
interface HonestMessages {
  readonly messages: ReadonlyMap<string, Value>;
  readonly nameOf: (value: Value) => string | null;
}

const honestOf = new WeakMap<Protocol, HonestMessages>();

function honestMessages(protocol: Protocol): HonestMessages {
  const known = honestOf.get(protocol);
  if (known !== undefined) return known;
  const trace = honestTrace(protocol);
  const execution = replay(protocol, trace);
  const sent = 'code' in execution ? [] : execution.transmissions.filter(({ purpose }) => purpose === null);
  const counters = countersOf(protocol, trace);
  const nameOf = (value: Value): string | null => {
    switch (value.kind) {
      case 'fresh':
        return elementOf(value.name);
      case 'constant':
        if (value.constant?.origin === undefined) return quietNumberOf(value.name) ?? value.name;
        return counters.get(value.name) ?? null;
      case 'apply': {
        const symbol = protocol.theory.symbols.get(value.name);
        if (symbol?.private === true) return value.name;
        const inner = symbol?.lowEntropy === true ? value.args[0] : halfOf(value);
        const name = inner === undefined ? null : nameOf(inner);
        return name === null || symbol?.lowEntropy === true ? name : `pk(${name})`;
      }
    }
  };
  const made = { messages: new Map(sent.map(({ label, message }) => [label, message])), nameOf };
  honestOf.set(protocol, made);
  return made;
}

// What a public half is the half of; undefined for anything else.
function halfOf({ name, args: [first, second] }: Value): Value | undefined {
  if (name === publicHalf) return first;
  return name === power && first?.kind === 'constant' ? second : undefined;
}
