import { endEvents, pastEvents } from './goal.ts';
import { isStateHandedOn, placeKey, shapeOf, type RoleShape } from './role-shape.ts';
import { restrictRoles } from './restrict-roles.ts';
import { unfolded, type Slice } from './folding.ts';
import type { Message } from '#core/protocol/message.ts';
import type { EventStep, Protocol, Role, RoleStep } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/**
 * A protocol with fewer roles, to be read without phases, that does whatever the given one does as far as these
 * queries can tell: of the roles that are written alike only one is left, and the labels at the same places of
 * them are taken for one label. Roles are alike when renaming variables, made values and labels, and leaving out
 * phases and the events that the queries do not speak of, makes one of them the beginning of the other, but for
 * states that only the other hands on. The number of roles then no longer grows with the number of phases that repeat each other, as when a key is
 * renewed over and over.
 *
 * Why it is sound. Take a trace of the given protocol and let each run of a role be a run of the one that is left
 * for it: step by step it does the same, with the made values renamed. The renaming is one-to-one, since it is
 * so within a role and every value belongs to one run; so messages that differ, runs that differ and the arguments
 * of events that differ still do, and those that are equal still are. What was on a channel under a label can
 * be received under it as before, for labels are only taken together. Without phases no order of roles is
 * prescribed, and whatever the adversary gets in some phase it has from the start. So the trace, renamed, is one of
 * the folded protocol, with the same events in the same order, and what is proved of the folded protocol holds.
 * The folded protocol may do more, since what one phase left can be taken up by several: what violates a query in
 * it need not happen.
 *
 * `secrets` lets roles be alike that differ in which secrets they speak of, if all that is asked is secrecy: the one
 * that is left then speaks of those of all of them. So every secret that was spoken of still is, and more may be.
 * Its steps are no longer those of the role that it stands for, so that no trace can be told by them.
 */
export function foldRoles(protocol: Protocol, queries: readonly Query[], secrets: boolean): Slice {
  const spoken = new Set(queries.flatMap((query) => [...endEvents(query), ...pastEvents(query)]));
  const gathered = secrets && queries.every(({ kind }) => kind === 'secrecy');
  const matters = (step: RoleStep): boolean => step.kind !== 'event' || (!gathered && spoken.has(step.event));
  const [labels, left, renaming] = [new Labels(), new Map<Role, Folded>(), new Renaming()];
  // The longest first: a shorter one is the beginning of it, and never the other way round.
  const roles = protocol.roles
    .map((role) => ({ role, steps: role.steps.filter(matters) }))
    .toSorted((one, other) => other.steps.length - one.steps.length);
  for (const { role, steps } of roles) {
    const shape = shapeOf(role, steps, protocol);
    const events = gathered ? eventsOf(role, spoken, matters) : [];
    const alike = firstAlike(shape, left.values());
    const renamed = alike === null ? null : renamedEvents(events, shape, alike);
    if (alike === null || renamed === null) {
      left.set(role, { name: role.name, steps, shape, events: [], several: false });
      continue;
    }
    alike.folded.several = true;
    alike.folded.events.push(...renamed);
    renaming.take(role, shape, alike.folded);
    steps.forEach((step, index) => {
      const other = alike.folded.steps[alike.places[index] ?? -1];
      if (other !== undefined) labels.join(other, step);
    });
  }
  if (left.size === protocol.roles.length) return unfolded(protocol);
  const folded = restrictRoles(
    protocol,
    protocol.roles.flatMap((role): readonly Role[] => {
      const folded = left.get(role);
      if (folded === undefined) return [];
      const steps = withEvents(role, folded.events, matters).map((step) => labels.rename(step));
      return [{ ...role, steps, runs: folded.several ? null : role.runs }];
    }),
  );
  return { protocol: folded, ...renaming.found, labels: labels.renamed };
}

interface Folded {
  readonly name: string;
  /** Those of its steps that matter. */
  readonly steps: readonly RoleStep[];
  readonly shape: RoleShape;
  /** Of the roles that it stands for, too. */
  readonly events: PlacedEvent[];
  /** True when it stands for others, too. */
  several: boolean;
}

/** An event, and how many of the steps that matter come before it. */
interface PlacedEvent {
  readonly before: number;
  readonly event: EventStep;
}

/** A role that another is alike, and at which of its steps each of the other's stands. */
interface Alike {
  readonly folded: Folded;
  readonly places: readonly number[];
}

function firstAlike(shape: RoleShape, candidates: Iterable<Folded>): Alike | null {
  for (const folded of candidates) {
    const places = placesIn(shape, folded);
    if (places !== null) return { folded, places };
  }
  return null;
}

// The first line is of the agents. What is only handed on holds nothing back: a run that does it does all that one without
// it does.
function placesIn({ lines: [agents, ...lines] }: RoleShape, folded: Folded): readonly number[] | null {
  const [others, ...whole] = folded.shape.lines;
  if (agents !== others) return null;
  const places: number[] = [];
  let next = 0;
  for (const line of lines) {
    while (whole[next] !== line && isStateHandedOn(folded.steps[next])) next += 1;
    if (whole[next] !== line) return null;
    places.push(next);
    next += 1;
  }
  return places;
}

function eventsOf(
  role: Role,
  spoken: ReadonlySet<string>,
  matters: (step: RoleStep) => boolean,
): readonly PlacedEvent[] {
  const events: PlacedEvent[] = [];
  let before = 0;
  for (const step of role.steps) {
    if (matters(step)) before += 1;
    else if (step.kind === 'event' && spoken.has(step.event)) events.push({ before, event: step });
  }
  return events;
}

// The events with the names of another role of the same shape; null when one speaks of what has no name there.
function renamedEvents(
  events: readonly PlacedEvent[],
  own: RoleShape,
  { folded, places }: Alike,
): readonly PlacedEvent[] | null {
  const other = folded.shape;
  const rename = (kind: 'variable' | 'fresh', name: string): string =>
    other.names[own.places.get(placeKey(kind, name)) ?? -1] ?? '';
  const put = (message: Message): Message => {
    switch (message.kind) {
      case 'constant':
        return message;
      case 'variable':
      case 'fresh':
        return { kind: message.kind, name: rename(message.kind, message.name) };
      case 'apply':
        return { ...message, args: message.args.map(put) };
    }
  };
  const isNamed = (message: Message): boolean => {
    switch (message.kind) {
      case 'constant':
        return true;
      case 'variable':
      case 'fresh':
        return rename(message.kind, message.name) !== '';
      case 'apply':
        return message.args.every(isNamed);
    }
  };
  if (!events.every(({ event }) => event.args.every(isNamed))) return null;
  return events.map(({ before, event }): PlacedEvent => {
    const honest = event.honest.map((name) => rename('variable', name));
    // After so many of the other's steps as bring it as far.
    const after = before === 0 ? 0 : (places[before - 1] ?? 0) + 1;
    return { before: after, event: { ...event, args: event.args.map(put), honest } };
  });
}

// The role's own steps, with these events among them.
function withEvents(
  role: Role,
  events: readonly PlacedEvent[],
  matters: (step: RoleStep) => boolean,
): readonly RoleStep[] {
  const steps: RoleStep[] = [];
  let count = 0;
  const put = (): void => {
    for (const { before, event } of events) if (before === count) steps.push(event);
  };
  put();
  for (const step of role.steps) {
    steps.push(step);
    if (!matters(step)) continue;
    count += 1;
    put();
  }
  return steps;
}

/** Which roles are taken for one, and which values that they make. */
class Renaming {
  readonly #roles = new Map<string, string>();
  readonly #fresh = new Map<string, string>();

  take(role: Role, { names, places }: RoleShape, folded: Folded): void {
    this.#roles.set(role.name, folded.name);
    for (const name of names) {
      const place = places.get(placeKey('fresh', name));
      const other = place === undefined ? undefined : folded.shape.names[place];
      if (other !== undefined) this.#fresh.set(name, other);
    }
  }

  get found(): Pick<Slice, 'roles' | 'fresh'> {
    return { roles: this.#roles, fresh: this.#fresh };
  }
}

/** Which labels are taken for one. */
class Labels {
  readonly #parents = new Map<string, string>();

  join(one: RoleStep, other: RoleStep): void {
    if (!('label' in one) || !('label' in other)) return;
    const [first, second] = [this.#root(one.label), this.#root(other.label)];
    if (first !== second) this.#parents.set(second, first);
  }

  /** For labels that another stands for, that one. */
  get renamed(): ReadonlyMap<string, string> {
    return new Map([...this.#parents.keys()].map((label) => [label, this.#root(label)]));
  }

  rename(step: RoleStep): RoleStep {
    return 'label' in step ? { ...step, label: this.#root(step.label) } : step;
  }

  #root(label: string): string {
    let root = label;
    for (let parent = this.#parents.get(root); parent !== undefined; parent = this.#parents.get(root)) {
      root = parent;
    }
    return root;
  }
}
