import { Acceptances, settles } from './acceptances.ts';
import { agreedHoldings, claimedPhaseOf, valuesOf, type Asked } from './asked.ts';
import type { Course } from './course.ts';
import { historyOf, keptBy } from './history.ts';
import { takesPartIn, type Text } from './text.ts';
import type { Value } from './value.ts';

/**
 * Something that a run does that a question is about.
 *
 * - `keeps`: it has a value that is to stay secret.
 * - `writes`: it has a value by its own doing, or from before.
 * - `accepts`: it accepts a value that it received.
 * - `finishes`: it comes to what is claimed, with these values.
 * - `has`: it has these values at the same time.
 * - `acts`: it takes part.
 */
export interface Told {
  readonly as: 'keeps' | 'writes' | 'accepts' | 'finishes' | 'has' | 'acts';
  readonly values: readonly Value[];
  /** The lines of the script between which it happens: after so many, and at the latest after so many. */
  readonly from: number;
  readonly until: number;
  /** True where the run began with it: an earlier one has told it, but where it received it and did not come so far. */
  readonly begun: boolean;
  readonly received: boolean;
}

/** A run that has come to the end of its script, told by the rules by which answers are judged. */
export class Account {
  readonly #text: Text;
  readonly #course: Course;
  readonly #linesBefore: (place: number) => number;
  readonly #acceptances: Acceptances;

  /** `linesBefore`: how many lines of the script come before the step at a place. */
  constructor(text: Text, course: Course, linesBefore: (place: number) => number) {
    this.#text = text;
    this.#course = course;
    this.#linesBefore = linesBefore;
    this.#acceptances = new Acceptances(text);
  }

  /** What the run does that a question asks about, from whichever end. */
  of(asked: Asked): readonly Told[] {
    const { role } = this.#course;
    const isEnd = role === asked.entity;
    const isOther = role === asked.originator;
    switch (asked.kind) {
      case 'secrecy':
      case 'forward-secrecy':
        return isEnd ? this.#kept(asked) : [];
      case 'agreement':
      case 'injective-agreement':
        return [...(isEnd ? this.#accepted(asked) : []), ...(isOther ? this.#written(asked) : [])];
      case 'key-freshness':
      case 'key-uniqueness':
        return isEnd ? this.#accepted(asked) : [];
      case 'aliveness':
      case 'weak-agreement':
        return [...(isEnd ? this.#finished(asked) : []), ...(isOther ? this.#acts() : [])];
      case 'key-confirmation':
      case 'entity-agreement':
      case 'injective-entity-agreement':
        return [...(isEnd ? this.#finished(asked) : []), ...(isOther ? this.#had(asked) : [])];
      default:
        throw new RangeError('every kind of question is told');
    }
  }

  get #end(): number {
    return this.#linesBefore(this.#course.phase.steps.length);
  }

  #at(place: number): Pick<Told, 'from' | 'until' | 'begun'> {
    return place < 0
      ? { from: 0, until: 0, begun: true }
      : { from: this.#linesBefore(place), until: this.#linesBefore(place + 1), begun: false };
  }

  #kept({ element }: Asked): readonly Told[] {
    const name = this.#text.secretName(element ?? '');
    return keptBy(this.#course, name, this.#text).flatMap(({ value, received, place }): readonly Told[] => {
      const what = { as: 'keeps', values: [value], received, ...this.#at(place) } as const;
      if (!received) return [what];
      return this.#course.isCompleted ? [{ ...what, from: this.#end, until: this.#end }] : [];
    });
  }

  #written({ element }: Asked): readonly Told[] {
    const name = this.#text.secretName(element ?? '');
    return historyOf(this.#course, name, this.#text).flatMap(({ value, received, place }): readonly Told[] =>
      received ? [] : [{ as: 'writes', values: [value], received, ...this.#at(place) }],
    );
  }

  // What a part of the run has not accepted yet, and with the next step has.
  #accepted(asked: Asked): readonly Told[] {
    const { events, role } = this.#course;
    const found: Told[] = [];
    let before: readonly Value[] = [];
    const note = (now: readonly Value[], at: Pick<Told, 'from' | 'until'>): void => {
      for (const value of without(now, before))
        found.push({
          as: 'accepts',
          values: [value],
          received: true,
          begun: this.#hasBegunWith(asked, value),
          ...at,
        });
      before = now;
    };
    for (const [index, { place, step }] of events.entries()) {
      if (!takesPartIn(step, role)) continue;
      const now = this.#acceptances.of(asked, this.#until(index + 1, false), []);
      // The message that a comparison waited for comes first; otherwise the step accepts before anything else.
      const open = events[index - 1]?.open ?? this.#course.begun.open;
      const waited = open.some(({ term }) => this.#text.mentions(term, asked.element ?? ''));
      const at = this.#linesBefore(settles(step, role) && !waited ? place : place + 1);
      note(now, { from: at, until: at });
    }
    if (this.#course.isCompleted)
      note(this.#acceptances.of(asked, this.#course, []), { from: this.#end, until: this.#end });
    return found;
  }

  #hasBegunWith({ element }: Asked, value: Value): boolean {
    return this.#course.begun.holdings.named(this.#text.secretName(element ?? '')) === value;
  }

  #until(count: number, isCompleted: boolean): Course {
    const { seat, role, phase, begun, events } = this.#course;
    const last = events[count - 1];
    return {
      ...{ seat, role, phase, begun, isCompleted, isOver: isCompleted },
      events: events.slice(0, count),
      place: (last?.place ?? -1) + 1,
      holdings: last?.holdings ?? begun.holdings,
      open: last?.open ?? begun.open,
    };
  }

  #finished(asked: Asked): readonly Told[] {
    const { isCompleted, phase } = this.#course;
    const values = valuesOf(asked.on, agreedHoldings(asked, this.#course, this.#text), this.#text);
    if (!isCompleted || phase.name !== claimedPhaseOf(asked, this.#text)) return [];
    if (!values.every((value) => value !== null)) return [];
    return [{ as: 'finishes', values, from: this.#end, until: this.#end, begun: false, received: false }];
  }

  #had(asked: Asked): readonly Told[] {
    const { begun, events, phase } = this.#course;
    if (asked.kind !== 'key-confirmation' && phase.name !== claimedPhaseOf(asked, this.#text)) return [];
    const seen = new Set<string>();
    return [{ place: -1, holdings: begun.holdings }, ...events].flatMap(
      ({ place, holdings }): readonly Told[] => {
        const values = valuesOf(asked.on, holdings, this.#text);
        const key = values.map((value) => String(value?.id ?? '-')).join(' ');
        if (!values.every((value) => value !== null) || seen.has(key)) return [];
        seen.add(key);
        return [{ as: 'has', values, received: false, ...this.#at(place) }];
      },
    );
  }

  #acts(): readonly Told[] {
    return [{ as: 'acts', values: [], from: 0, until: 0, begun: false, received: false }];
  }
}

function without(values: readonly Value[], others: readonly Value[]): readonly Value[] {
  const left = [...others];
  return values.filter((value) => {
    const index = left.indexOf(value);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
