import type { Property } from '#core/analysis/record/question.ts';
import type { Query } from '#core/protocol/query.ts';
import type { EntityScript } from '#core/semantics/script.ts';
import type { Told } from '#core/semantics/told.ts';
import { eventsOf, type AskedEvents } from './asked-query.ts';
import type { Moment } from './form.ts';
import type { RoleEvent } from './of-role.ts';
import type { ValueReader } from './of-script.ts';
import { whereOf, type Part } from './part.ts';
import { anyNumber, applied, partsOf, printed, type Term } from './term.ts';

/** What is asked, with the query for it. */
interface Asking {
  readonly asked: Property;
  readonly events: AskedEvents;
  /** True where what is right was there before the adversary came. */
  readonly isShared: boolean;
  /** True where it is enough to tell once of what tells a run from others. */
  readonly isOnce: boolean;
}

/**
 * Whether the events that queries ask questions of stand in the roles where the scripts tell of them, with the same values;
 * null where it is so. Questions without a query stay open, and need no comparison.
 */
export class EventComparison {
  readonly #parts: readonly Part[];
  readonly #scripts: readonly EntityScript[];
  readonly #values: ValueReader;

  constructor(parts: readonly Part[], scripts: readonly EntityScript[], values: ValueReader) {
    this.#parts = parts;
    this.#scripts = scripts;
    this.#values = values;
  }

  differenceOf(asked: Property, query: Query): string | null {
    const events = eventsOf(asked, query);
    if (events === null) return `${asked.kind}: another query`;
    const isShared = events.sameRun;
    const needs = this.#parts.flatMap(({ role }) =>
      role.events.filter(({ event }) => event === events.needs),
    );
    if (isShared && !this.#areRight(needs, asked)) return `${asked.kind}: something else is right`;
    const isOnce = asked.kind === 'injective-entity-agreement';
    for (const part of this.#parts) {
      const difference = this.#inPart(part, { asked, events, isShared, isOnce });
      if (difference !== null) return `${whereOf(part)}: ${asked.kind}: ${difference}`;
    }
    return null;
  }

  #inPart(part: Part, asking: Asking): string | null {
    const { asked, events, isShared } = asking;
    const { role, tells } = part;
    const told = tells(asked).map((each) => ({
      ...each,
      terms: each.values.map((value) => applied(this.#values.read(value), lastKnown(part.script.moments))),
    }));
    const starts = role.events.filter(({ event }) => event === events.starts);
    const [needs = [], enough = []] = [events.needs, events.enough].map((name) =>
      role.events.filter(({ event }) => event === name),
    );
    const honest = new Set(asked.honest);
    if (
      !starts.every(
        (each) => honest.size === each.honest.length && each.honest.every((name) => honest.has(name)),
      )
    )
      return 'it is asked when others are honest';
    const begins = told.filter(({ as }) => as === 'keeps' || as === 'accepts' || as === 'finishes');
    const reached = told.filter(({ as }) => as === 'writes' || as === 'has' || as === 'acts');
    const start = this.#unmatched(part, asking, begins, starts);
    if (start !== null) return start;
    if (isShared) {
      // Who accepts says what is right where it takes something else, and nobody besides.
      const isSaid = starts.every(({ after }) => needs.some((need) => need.after <= after));
      const isSaidHere = needs.length === 0 || part.entity === asked.entity;
      if (!isSaid || !isSaidHere) return 'something else is right';
      const writes = reached.find(({ begun, terms }) => !begun && !this.#isRight(terms, asked));
      return writes === undefined ? null : 'nothing says that it writes';
    }
    const need = this.#unmatched(part, asking, reached, needs);
    if (need !== null || events.enough === null) return need;
    return this.#unmatched(part, { ...asking, isOnce: false }, reached, enough);
  }

  // Every event that is told is there, and no other.
  #unmatched(
    part: Part,
    asking: Asking,
    told: readonly ToldTerms[],
    events: readonly RoleEvent[],
  ): string | null {
    const left = [...events];
    let missing: ToldTerms | null = null;
    for (const each of told.filter(isNotAgain)) {
      const expected = argumentsOf(each, asking.asked);
      const argsOf = ({ args }: RoleEvent): readonly Term[] =>
        args.slice(0, expected.length).map((arg) => applied(arg, lastKnown(part.role.moments)));
      const index = left.findIndex(
        (event) =>
          isThere(each, event, part, asking) && part.likeness.copy().allMatch(argsOf(event), expected),
      );
      const [found] = index < 0 ? [] : left.splice(index, 1);
      // What that says of names is kept.
      if (found !== undefined) part.likeness.allMatch(argsOf(found), expected);
      else if (!this.#isSpared(each, part, asking)) missing ??= each;
    }
    if (missing !== null) {
      // Of what tells a run from others, it is enough that it is told once.
      if (!(asking.isOnce && missing.as === 'has' && left.length < events.length))
        return `nothing says that it ${missing.as}`;
    }
    return left.every((event) => isOfThePast(event, part)) ? null : 'an event that nothing tells of';
  }

  // What was asked about where it came from, and what is right anyway.
  #isSpared(told: ToldTerms, part: Part, { asked, events, isShared }: Asking): boolean {
    switch (told.as) {
      case 'keeps':
        return (
          doesNothing(part) ||
          this.#wasAsked(part, events.starts, isAskedWhereItCame(told, part) ? null : told.terms)
        );
      case 'accepts':
        return told.begun || (isShared && this.#isRight(told.terms, asked));
      case 'writes':
        return told.begun;
      case 'has':
      case 'acts':
        return doesNothing(part);
      case 'finishes':
        return false;
    }
  }

  // Whether it was asked about in an earlier phase; of given terms, whether that was the same in all runs.
  #wasAsked({ entity, index, likeness }: Part, event: string, terms: readonly Term[] | null): boolean {
    return this.#parts.some(
      (part) =>
        part.entity === entity &&
        part.index < index &&
        part.role.events.some(
          (each) =>
            each.event === event &&
            (terms === null || (each.args.every(isOfNoRun) && likeness.copy().allMatch(each.args, terms))),
        ),
    );
  }

  #areRight(events: readonly RoleEvent[], asked: Property): boolean {
    return events.every(
      ({ args }) =>
        args.length === 3 &&
        isAgent(args[0], asked.originator) &&
        isAgent(args[1], asked.entity) &&
        this.#isRight(args.slice(2), asked),
    );
  }

  #isRight([value]: readonly Term[], asked: Property): boolean {
    const held = this.#heldBefore(asked);
    return held !== null && value !== undefined && printed(held) === printed(value);
  }

  // What the other end has from before the adversary came.
  #heldBefore({ element, originator }: Property): Term | null {
    const held = this.#scripts
      .find(({ role, arrival }) => role === originator && arrival !== null)
      ?.arrival?.holds.find(({ name }) => name === element || name === `sk(${element ?? ''})`);
    return held === undefined ? null : this.#values.read(held.value);
  }
}

// What it keeps once more it keeps already.
function isNotAgain({ as, terms }: ToldTerms, index: number, all: readonly ToldTerms[]): boolean {
  const [value] = terms.map(printed);
  return as !== 'keeps' || !all.slice(0, index).some((before) => before.terms.map(printed)[0] === value);
}

// In a phase in which an entity does nothing it has no role; what it has, it has in the next one as well.
function doesNothing({ role, script }: Part): boolean {
  return role.moments.length === 0 && script.moments.length === 0;
}

// A secret is asked about as well that could have been made with a number from before the run.
function isOfThePast({ args }: RoleEvent, { role }: Part): boolean {
  const isPast = (term: Term): boolean =>
    term.kind === 'number' ||
    (term.kind === 'unknown' && term.sort === anyNumber && role.begun.has(term.name)) ||
    partsOf(term).some(isPast);
  return args.length === 1 && args.some(isPast);
}

// What was received in an earlier phase is asked about once more where the role rests on it.
function isAskedWhereItCame({ begun, received, terms }: ToldTerms, { script, likeness }: Part): boolean {
  const isUnused = (term: Term): boolean =>
    (term.kind === 'unknown' && script.begun.has(term.name) && likeness.ofTheirs(term.name) === null) ||
    partsOf(term).some(isUnused);
  return begun && (!received || terms.some(isUnused));
}

// Whether a term is the same in all runs of its agents.
function isOfNoRun(term: Term): boolean {
  return term.kind !== 'unknown' && term.kind !== 'made' && partsOf(term).every(isOfNoRun);
}

type ToldTerms = Told & { readonly terms: readonly Term[] };

// What stands in an event; whatever else does only tells one run from others.
function argumentsOf({ as, terms }: ToldTerms, { kind, entity, originator }: Property): readonly Term[] {
  const agent = (name: string | null): Term => ({ kind: 'agent', name: name ?? '' });
  if (as === 'acts' && kind === 'aliveness') return [agent(originator)];
  if (originator !== null) return [agent(originator), agent(entity), ...terms];
  // One key may be accepted once by each agent.
  return as === 'accepts' ? [...terms, agent(entity)] : terms;
}

function isAgent(term: Term | undefined, name: string | null): boolean {
  return term?.kind === 'agent' && term.name === name;
}

// Whether an event stands where it is told.
function isThere(told: Told, event: RoleEvent, part: Part, asking: Asking): boolean {
  const { role, script } = part;
  const { as, from, until } = told;
  const [first, last] = [script.actsIn(from), script.actsIn(until)];
  const isBetween = receivesIn(role.moments, event.after) === receivesIn(script.moments, last);
  switch (as) {
    case 'keeps':
      if (!told.received) return isBetween;
      // It may be asked about before, where it is made with a number that nobody moves on.
      return isAtEnd(event, role.moments) || isOfThePast(event, part);
    case 'accepts': {
      // That a clock is read for what comes next keeps nobody.
      const between = role.moments.slice(first, event.after).map(({ act }) => act);
      const isNext = event.after >= first && between.every((act) => act.kind === 'clock' && !act.moves);
      return isNext && (!event.isEarly || script.learnsAfter(from));
    }
    case 'finishes':
      return isAtEnd(event, role.moments);
    case 'writes':
      return event.after >= first && isBetween;
    case 'has':
      if (asking.isOnce) return event.after >= first;
      return event.after >= first && isBetween;
    case 'acts':
      return event.after === 0;
  }
}

function isAtEnd({ after, isEarly }: RoleEvent, moments: readonly Moment[]): boolean {
  return after === moments.length && !isEarly;
}

function receivesIn(moments: readonly Moment[], count: number): number {
  return moments.slice(0, count).filter(({ act }) => act.kind === 'receive').length;
}

function lastKnown(moments: readonly Moment[]): Moment['known'] {
  return moments.at(-1)?.known ?? new Map();
}
