import type { Step } from '#core/language/model.ts';
import type { Course } from './course.ts';
import type { Holdings } from './holdings.ts';
import type { Knowledge } from './knowledge.ts';
import { receivedAlong, restsOn } from './received.ts';
import { withGuesses } from './guesses.ts';
import type { Run } from './run.ts';
import { takesPartIn, type Text } from './text.ts';
import { childrenOf } from './unknowns.ts';
import type { Value } from './value.ts';
import type { Left } from './left.ts';

/** What is asked, as far as it matters here: a question of the record has all of this. */
export interface Asked {
  readonly kind: string;
  readonly element: string | null;
  readonly entity: string;
  readonly originator: string | null;
  readonly on: readonly string[];
  readonly phase: string | null;
  /** The roles whose agents must be honest for the question to be asked of a run. */
  readonly honest: readonly string[];
}

/** What is looked at of a moment: see `Moment`. */
export interface JudgedMoment {
  /** The place of the present phase among those with an adversary. */
  readonly phase: number;
  /** The runs of the present phase, and those of earlier ones. */
  readonly runs: readonly Run[];
  readonly past: readonly Run[];
  readonly knowledge: Knowledge;
}

/** What is asked of the world that moments are of. */
export interface JudgedWorld<Moment extends JudgedMoment> {
  isHonest(agent: Value): boolean;
  /** What agents have once the phase of a moment is over. */
  leftAfter(moment: Moment): readonly Left[];
}

/** Looks at moments of one world for what violates questions. */
export class Judge<Moment extends JudgedMoment> {
  readonly #text: Text;
  readonly #world: JudgedWorld<Moment>;

  constructor(text: Text, world: JudgedWorld<Moment>) {
    this.#text = text;
    this.#world = world;
  }

  /** Those of some questions that a moment violates. */
  violated<Question extends Asked>(questions: readonly Question[], moment: Moment): readonly Question[] {
    const all = [...moment.past, ...moment.runs];
    const known = withGuesses(moment.knowledge);
    return questions.filter((asked) => this.#violates(asked, moment, all, known));
  }

  #violates(asked: Asked, moment: Moment, all: readonly Run[], known: Knowledge): boolean {
    const concerned = all.filter(
      (run) =>
        run.role === asked.entity && asked.honest.every((role) => this.#world.isHonest(run.partner(role))),
    );
    switch (asked.kind) {
      case 'secrecy':
        return this.#loses(asked, concerned, known);
      case 'forward-secrecy':
        if (moment.phase + 1 < this.#text.open.length) return false;
        return this.#loses(asked, concerned, withGuesses(this.#afterAll(moment)));
      case 'agreement':
        return concerned.some((run) =>
          this.#accepted(asked, run, all).some((value) => this.#writers(asked, run, value, all).length === 0),
        );
      case 'injective-agreement':
        return concerned.some((run) =>
          this.#accepted(asked, run, all).some((value) => {
            const takes = concerned
              .filter((other) => sameEnds(run, other, asked))
              .flatMap((other) => this.#accepted(asked, other, all))
              .filter((other) => other === value).length;
            const wrote = this.#writers(asked, run, value, all).filter(
              (other) => !this.#bringsAlong(asked, other, value),
            );
            return takes > wrote.length;
          }),
        );
      case 'aliveness':
      case 'weak-agreement':
        return this.#finished(asked, concerned).some(
          (run) => !all.some((other) => takesPart(asked, run, other)),
        );
      case 'key-confirmation':
      case 'entity-agreement':
        return this.#finished(asked, concerned).some((run) => this.#partners(asked, run, all).length === 0);
      case 'injective-entity-agreement': {
        const finished = this.#finished(asked, concerned);
        return finished.some((run) => {
          const alike = finished.filter(
            (other) => sameEnds(run, other, asked) && this.#agreed(asked, run) === this.#agreed(asked, other),
          );
          return alike.length > this.#partners(asked, run, all).length;
        });
      }
      case 'key-freshness':
        return concerned.some((run) => this.#accepted(asked, run, all).some((value) => !this.#isNew(value)));
      case 'key-uniqueness': {
        const accepted = concerned.flatMap((run) =>
          this.#accepted(asked, run, all).map((value) => [run.self, value] as const),
        );
        return accepted.some(([agent, value], index) =>
          accepted.some(([other, same], place) => place > index && same === value && other === agent),
        );
      }
      default:
        throw new RangeError('every kind of question is judged');
    }
  }

  // What an entity made or shares is secret at once; what it received, when it has finished its part of the phase.
  #loses({ element }: Asked, runs: readonly Run[], known: Knowledge): boolean {
    const name = this.#text.secretName(element ?? '');
    return runs.some((run) =>
      [...historyOf(run, name, this.#text), ...builtAlong(run, name, this.#text)].some(
        ({ value, received }) => (!received || run.isCompleted) && known.derives(value),
      ),
    );
  }

  // Every long-term key that somebody still has.
  #afterAll(moment: Moment): Knowledge {
    const known = moment.knowledge.copy();
    const lasting = this.#text.model.elements.filter(
      ({ kind, lifetime }) => (kind === 'symmetric-key' || kind === 'key-pair') && lifetime === 'long-term',
    );
    for (const { start } of this.#world.leftAfter(moment)) {
      for (const { name } of lasting) {
        const value = start.holdings.named(this.#text.secretName(name));
        if (value !== null) known.add(value);
      }
    }
    return known;
  }

  // Where the text says so: keys when they are installed, data when it is accepted. Without that by the entity's next step
  // of its own that checks, derives and skips nothing, once everything in which it stands was compared. A run that comes to
  // that step and goes no further may have accepted, or leaves it to a later one that goes on from it.
  #accepted(
    { kind, element }: Pick<Asked, 'kind' | 'element'>,
    run: Course,
    all: readonly Course[],
  ): readonly Value[] {
    const name = element ?? '';
    const under = this.#text.secretName(name);
    const takesOver = (step: Step): boolean =>
      (step.kind === 'install' || step.kind === 'accept') &&
      step.entities.includes(run.role) &&
      step.elements.includes(name);
    const isSaid = this.#text.model.phases.some(({ steps }) => steps.some(takesOver));
    if (isSaid) {
      return run.events
        .filter(({ step }) => takesOver(step))
        .flatMap(({ holdings }) => holdings.named(under) ?? []);
    }
    return historyOf(run, under, this.#text).flatMap(({ value, received, derived, place }) => {
      const takesOver = received || (derived && kind !== 'agreement' && kind !== 'injective-agreement');
      const isLast = all.includes(run) && !all.some(({ begun }) => begun.from === run);
      if (!takesOver || !this.#isThrough(name, run, place, isLast)) return [];
      // What it began with, or builds from that, it may have accepted in an earlier phase; what the phase has no use for,
      // nobody accepts in it.
      const isNew = place >= 0 && place < run.phase.steps.length;
      if (!isNew && !this.#isUsed(name, run)) return [];
      return isNew || !this.#hasAccepted({ kind, element }, run.begun.from, value) ? [value] : [];
    });
  }

  #isUsed(name: string, run: Course): boolean {
    return run.phase.steps.some(
      (step) =>
        takesPartIn(step, run.role) &&
        (step.kind === 'message' || step.kind === 'derive'
          ? this.#text.mentions(step.content, name)
          : step.kind !== 'make' && step.kind !== 'advance' && step.elements.includes(name)),
    );
  }

  // Whether an earlier run, of what a run began with, had accepted it already.
  #hasAccepted(asked: Pick<Asked, 'kind' | 'element'>, earlier: Course | null, value: Value): boolean {
    return earlier !== null && this.#accepted(asked, earlier, []).includes(value);
  }

  // Whether a run accepts what came at a place: at the latest when its part of the phase is done.
  #isThrough(name: string, run: Course, place: number, isLast: boolean): boolean {
    if (run.isCompleted && run.events.length > 0) return true;
    const again = run.phase.steps.findLastIndex(
      (step) =>
        step.kind === 'message' && step.receiver === run.role && this.#text.carries(step.content, name),
    );
    const after = Math.max(place, again);
    const isCompared = (open: Course['open']): boolean =>
      !open.some(({ term }) => this.#text.mentions(term, name));
    const isNext = isLast && nextStep(run) > after && isCompared(run.open);
    return (
      isNext ||
      run.events.some(
        (event) => event.place > after && settles(event.step, run.role) && isCompared(event.open),
      )
    );
  }

  // Runs of the originator, with this receiver, that wrote the value or shared it; and what it brought along.
  #writers(
    { element, originator, entity }: Asked,
    run: Run,
    value: Value,
    all: readonly Run[],
  ): readonly Run[] {
    if (originator === null) return [];
    const under = this.#text.secretName(element ?? '');
    return all.filter(
      (other) =>
        other.role === originator &&
        other.self === run.partner(originator) &&
        other.partner(entity) === run.self &&
        historyOf(other, under, this.#text).some((had) => had.value === value && !had.received),
    );
  }

  // Whether a run has a value from an earlier one, which wrote it, and does not write it once more.
  #bringsAlong({ element }: Asked, { begun, events, role }: Run, value: Value): boolean {
    const name = element ?? '';
    if (begun.from === null || begun.holdings.named(this.#text.secretName(name)) !== value) return false;
    return !events.some(
      ({ step }) =>
        (step.kind === 'derive' && step.entities.includes(role) && step.element === name) ||
        ((step.kind === 'make' || step.kind === 'advance') &&
          step.entity === role &&
          step.elements.includes(name)),
    );
  }

  // Runs that come to what is claimed. One that has nothing to agree on claims nothing.
  #finished(asked: Asked, runs: readonly Run[]): readonly Run[] {
    return runs.filter(
      (run) =>
        run.isCompleted &&
        run.phase.name === this.#claimedPhase(asked) &&
        !this.#agreed(asked, run).includes('-'),
    );
  }

  #claimedPhase({ phase, entity }: Asked): string | undefined {
    if (phase !== null) return phase;
    return this.#text.model.phases.findLast(({ steps }) =>
      steps.some((step) => step.kind === 'message' && step.receiver === entity),
    )?.name;
  }

  // Runs of the other end with this one that had the same values at some moment.
  #partners(asked: Asked, run: Run, all: readonly Run[]): readonly Run[] {
    const { originator } = asked;
    if (originator === null) return [];
    const agreed = this.#agreed(asked, run);
    const anyPhase = asked.kind === 'key-confirmation';
    return all.filter(
      (other) =>
        other.role === originator &&
        other.self === run.partner(originator) &&
        other.partner(asked.entity) === run.self &&
        (anyPhase || other.phase.name === run.phase.name) &&
        [other.begun.holdings, ...other.events.map(({ holdings }) => holdings)].some(
          (holdings) => this.#valuesIn(asked, holdings) === agreed,
        ),
    );
  }

  #agreed(asked: Asked, run: Run): string {
    const last = run.events.findLast(({ holdings }) => !this.#valuesIn(asked, holdings).includes('-'));
    return this.#valuesIn(asked, last?.holdings ?? run.begun.holdings);
  }

  #valuesIn({ on }: Asked, holdings: Holdings): string {
    return on.map((name) => String(holdings.valueOf(this.#text.secretName(name))?.id ?? '-')).join(' ');
  }

  #isNew(value: Value): boolean {
    switch (value.kind) {
      case 'number':
        return true;
      case 'atom':
        return value.origin === 'run';
      case 'tuple':
        return value.parts.some((part) => this.#isNew(part));
      case 'power':
        return value.exponents.some((part) => this.#isNew(part));
      case 'apply':
        return [value.key, value.content, value.associated].some(
          (part) => part !== null && this.#isNew(part),
        );
      case 'agent':
      case 'constant':
      case 'none':
      case 'unknown':
        return false;
    }
  }
}

/** A value that a run had under a name: since when, and whether it came in a message. */
interface Had {
  readonly value: Value;
  readonly received: boolean;
  /** True where the run derived it. */
  readonly derived: boolean;
  /** The place of the step that brought it; -1 where the run began with it. */
  readonly place: number;
}

function historyOf(run: Course, name: string, text: Text): readonly Had[] {
  const had: Had[] = [];
  let held = run.begun.holdings.named(name);
  if (held !== null)
    had.push({ value: held, received: run.begun.received.has(name), derived: false, place: -1 });
  for (const { event, received } of receivedAlong(run, text)) {
    const { step, holdings, place } = event;
    const now = holdings.named(name);
    if (now !== null && now !== held)
      had.push({ value: now, received: received.has(name), derived: step.kind === 'derive', place });
    held = now;
  }
  // What it can build and never called by its name, it has in the end.
  const built = had.length === 0 && run.isCompleted ? run.holdings.valueOf(name) : null;
  return built === null ? had : [{ value: built, received: true, derived: true, place: run.place }];
}

// What a run could build of a name at some moment while it did not hold it; as if it had received it where it is made of
// anything that not all of its runs have.
function builtAlong(run: Course, name: string, text: Text): readonly Pick<Had, 'value' | 'received'>[] {
  if (text.definition(name) === null) return [];
  const { begun } = run;
  const moments = [
    { holdings: withoutClocks(run, text), received: begun.received, isFirst: begun.from === null },
    ...receivedAlong(run, text).map(({ event, received }) => ({
      holdings: event.holdings,
      received,
      isFirst: false,
    })),
  ];
  return moments.flatMap(({ holdings, received, isFirst }) => {
    const value = holdings.named(name) === null ? holdings.valueOf(name) : null;
    if (value === null) return [];
    return [{ value, received: !isLasting(value, isFirst) || restsOn(received, [name], holdings, text) }];
  });
}

// What a clock showed in an earlier phase is not what it shows now.
function withoutClocks({ begun, role }: Course, text: Text): Holdings {
  const holdings = begun.holdings.copy();
  for (const { kind, name, holders } of text.model.elements)
    if (kind === 'timestamp' && holders.includes(role)) holdings.forget(name);
  return holdings;
}

// True where a value was there before the adversary came, or is made of such alone; `numbers` that are held then as well.
function isLasting(value: Value, numbers: boolean): boolean {
  if (value.kind === 'atom') return value.origin === 'before';
  if (value.kind === 'number') return numbers;
  return value.kind !== 'unknown' && childrenOf(value).every((part) => isLasting(part, numbers));
}

function sameEnds(run: Run, other: Run, { originator }: Asked): boolean {
  return (
    other.self === run.self && (originator === null || other.partner(originator) === run.partner(originator))
  );
}

function takesPart({ kind, originator, entity }: Asked, run: Run, other: Run): boolean {
  return (
    originator !== null &&
    other.role === originator &&
    other.self === run.partner(originator) &&
    other.events.some(({ step }) => takesPartIn(step, other.role)) &&
    (kind === 'aliveness' || other.partner(entity) === run.self)
  );
}

// The place of the step that a run comes to next, if that accepts what came before; -1 if it does not.
function nextStep({ phase, place, role, isOver }: Course): number {
  if (isOver) return -1;
  const next = phase.steps.findIndex((step, index) => index >= place && takesPartIn(step, role));
  const step = phase.steps[next];
  return step !== undefined && settles(step, role) ? next : -1;
}

// A check or a derivation accepts nothing of what came before it.
function settles(step: Step, role: string): boolean {
  return takesPartIn(step, role) && step.kind !== 'check' && step.kind !== 'skip' && step.kind !== 'derive';
}
