import { plainComparison } from './comparison.ts';
import { Holdings } from './holdings.ts';
import { WorldMemory, type Memory } from './memory.ts';
import type { Start } from './course.ts';
import { leftBy } from './left.ts';
import { Run, type SentMessage, type Surroundings } from './run.ts';
import { agentOf, type Partners } from './seat.ts';
import type { Text } from './text.ts';
import { formatValue, type Value, type Values } from './value.ts';

/** What every entity has with some partners when the adversary comes. */
export interface Arrival {
  readonly starts: ReadonlyMap<string, Start>;
  /** Everything that a role has held by then. */
  readonly everHeld: ReadonlyMap<string, readonly Value[]>;
  /** False where the phases without adversary cannot be gone through. */
  readonly complete: boolean;
}

/** What a role had of a name when the adversary came, among these partners; null for nothing. */
export function heldAtArrival(
  arrivals: ReadonlyMap<Partners, Arrival>,
  name: string,
  role: string,
  partners: Partners,
): Value | null {
  return arrivals.get(partners)?.starts.get(role)?.holdings.named(name) ?? null;
}

/** The phases without adversary, which everybody goes through faithfully, once with each set of partners. */
export class Beginnings {
  readonly #text: Text;
  readonly #values: Values;
  readonly #typed: boolean;
  /** The entities whose agents tell apart the values of an element that is made before the adversary comes. */
  readonly #sharers: ReadonlyMap<string, readonly string[]>;

  constructor(text: Text, values: Values, typed: boolean) {
    this.#text = text;
    this.#values = values;
    this.#typed = typed;
    this.#sharers = this.#findSharers();
  }

  /** What everybody has after these phases. `memory` is changed by them. */
  arrival(partners: Partners, memory: Memory): Arrival {
    return this.#goThrough(partners, memory, (element, run) => {
      const sharers = this.#sharers.get(element.name) ?? [run.role];
      return this.#values.atom(element, sharers.map((role) => formatValue(run.partner(role))).join(', '));
    });
  }

  /** The value of an element that agents share from before the adversary came, as they are in the roles that share it. */
  shared(name: string, agents: readonly string[]): Value {
    const element = this.#text.element(name);
    const whose = this.#sharers.has(name) ? agents : [...new Set(agents)].toSorted();
    return this.#values.atom(element, whose.join(', '));
  }

  #goThrough(partners: Partners, memory: Memory, freshValue: Surroundings['freshValue']): Arrival {
    const world = {
      text: this.#text,
      values: this.#values,
      typed: this.#typed,
      comparison: plainComparison,
      freshValue,
    };
    let starts = new Map(
      this.#text.model.entities.map(({ name }): [string, Start] => [
        name,
        { holdings: this.#given(name, partners), open: [], received: noNames, from: null },
      ]),
    );
    const everHeld = new Map([...starts].map(([role, { holdings }]) => [role, new Set(holdings.all)]));
    let complete = true;
    for (const phase of this.#text.quiet) {
      const runs = [...starts].map(
        ([role, start]) => new Run(world, 'before', { role, partners, copy: 0 }, phase, start),
      );
      complete &&= exchange(runs, memory);
      for (const run of runs) {
        for (const { holdings } of run.events)
          for (const value of holdings.all) everHeld.get(run.role)?.add(value);
      }
      starts = new Map(
        runs.map((run) => [run.role, { ...leftBy(run, this.#text), received: noNames, from: null }]),
      );
    }
    return { starts, everHeld: new Map([...everHeld].map(([role, held]) => [role, [...held]])), complete };
  }

  // What a role has by the declarations alone.
  #given(role: string, partners: Partners): Holdings {
    const holdings = new Holdings(this.#text, this.#values);
    for (const [name, agent] of partners) holdings.bindName(name, agent);
    for (const element of this.#text.model.elements) {
      const { name, kind, holders, knownTo } = element;
      if (kind === 'constant') holdings.bindName(name, this.#values.constant(name));
      if (kind === 'constant' || this.#text.isNumber(name) || this.#text.definition(name) !== null) continue;
      if (this.#text.isMade(name) || this.#text.isOwn(name, role)) continue;
      const holds = holders.includes(role);
      if (!holds && !knownTo.includes(role)) continue;
      const owners = holders.length > 0 ? holders : knownTo;
      const agents = new Set(owners.map((owner) => formatValue(agentOf(owner, partners))));
      // One for each set of agents, whoever of them plays which role.
      const value = this.#values.atom(element, [...agents].toSorted().join(', '));
      if (kind !== 'key-pair') holdings.bindName(name, value);
      else if (holds) holdings.bindName(`sk(${name})`, value);
      else holdings.bindName(`pk(${name})`, this.#values.power(null, value));
    }
    return holdings;
  }

  // Who shares a value that is made then: its maker, those who hold it by its declaration, and those who obtain it or what is
  // made of it.
  #findSharers(): ReadonlyMap<string, readonly string[]> {
    const roles = this.#text.model.entities.map(({ name }) => name);
    const partners = new Map(roles.map((role) => [role, this.#values.agent([role], `some ${role}`)]));
    const makers = new Map<string, string>();
    const { everHeld } = this.#goThrough(partners, new WorldMemory(this.#values), (element, run) => {
      makers.set(element.name, run.role);
      return this.#values.atom(element, 'all');
    });
    return new Map(
      [...makers].map(([element, maker]) => {
        const declared = this.#text.element(element);
        const value = this.#values.atom(declared, 'all');
        const obtained = roles.filter(
          (role) => everHeld.get(role)?.some((held) => hasWithin(held, value)) === true,
        );
        return [element, [...new Set([maker, ...declared.holders, ...obtained])]];
      }),
    );
  }
}

/** Lets runs of one phase go through it together, every message as it was sent; false where some do not reach the end. */
export function exchange(runs: readonly Run[], memory: Memory): boolean {
  let onTheWay: readonly SentMessage[] = [];
  for (let moved = true; moved;) {
    const quietly = runs.flatMap((run) => run.proceed(memory));
    const all = [...onTheWay, ...quietly];
    onTheWay = all.filter(({ step, value }) => {
      const receiver = runs.find(({ awaited }) => awaited === step);
      return receiver?.receive(value) !== true;
    });
    moved = quietly.length > 0 || onTheWay.length < all.length;
    // A clock is looked at once nothing else is left to do, in the order of the text.
    const [mover] = moved
      ? []
      : runs.filter(({ isAtClock }) => isAtClock).toSorted((one, other) => one.place - other.place);
    if (mover === undefined) continue;
    onTheWay = [...onTheWay, ...mover.proceed(memory, true)];
    moved = true;
  }
  return runs.every((run) => run.isCompleted);
}

function hasWithin(value: Value, part: Value): boolean {
  return value === part || madeOf(value).some((each) => hasWithin(each, part));
}

function madeOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'tuple':
      return value.parts;
    case 'power':
      return value.base === null ? value.exponents : [value.base, ...value.exponents];
    case 'apply':
      return value.key === null
        ? [value.content, value.associated]
        : [value.key, value.content, value.associated];
    case 'atom':
    case 'agent':
    case 'constant':
    case 'number':
    case 'none':
    case 'unknown':
      return [];
  }
}

const noNames: ReadonlySet<string> = new Set();
