import { Acceptances } from './acceptances.ts';
import { agreedHoldings, claimedPhaseOf, valuesOf, type Asked } from './asked.ts';
import type { Course } from './course.ts';
import { historyOf, keptBy } from './history.ts';
import type { Holdings } from './holdings.ts';
import { withGuesses } from './guesses.ts';
import type { Knowledge } from './knowledge.ts';
import type { Left } from './left.ts';
import type { Run } from './run.ts';
import type { Partners } from './seat.ts';
import { takesPartIn, type Text } from './text.ts';
import type { Value } from './value.ts';

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
  /** What a role had of a name when the adversary came, among these partners. */
  broughtAlong(name: string, role: string, partners: Partners): Value | null;
}

/** Looks at moments of one world for what violates questions. */
export class Judge<Moment extends JudgedMoment> {
  readonly #text: Text;
  readonly #world: JudgedWorld<Moment>;
  readonly #acceptances: Acceptances;

  constructor(text: Text, world: JudgedWorld<Moment>) {
    this.#text = text;
    this.#world = world;
    this.#acceptances = new Acceptances(text);
  }

  /** Those of some questions that a moment violates. */
  violated<Question extends Asked>(questions: readonly Question[], moment: Moment): readonly Question[] {
    const all = [...moment.past, ...moment.runs];
    const known = withGuesses(moment.knowledge);
    return questions.filter((asked) => this.#violates(asked, moment, all, known));
  }

  /** True if some of these runs, all among honest agents, comes to what a question is about. */
  comesTo(asked: Asked, runs: readonly Course[]): boolean {
    const concerned = runs.filter((run) => run.role === asked.entity);
    switch (asked.kind) {
      case 'secrecy':
      case 'forward-secrecy': {
        const name = this.#text.secretName(asked.element ?? '');
        return concerned.some((run) =>
          keptBy(run, name, this.#text).some(({ received }) => !received || run.isCompleted),
        );
      }
      case 'agreement':
      case 'injective-agreement':
      case 'key-freshness':
      case 'key-uniqueness':
        return concerned.some((run) => this.#acceptances.of(asked, run, []).length > 0);
      case 'aliveness':
      case 'weak-agreement':
      case 'key-confirmation':
      case 'entity-agreement':
      case 'injective-entity-agreement':
        return this.#finished(asked, concerned).length > 0;
      default:
        throw new RangeError('every kind of question is judged');
    }
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
          this.#acceptances
            .of(asked, run, all)
            .some((value) => this.#writers(asked, run, value, all).length === 0),
        );
      case 'injective-agreement':
        return concerned.some((run) =>
          this.#acceptances.of(asked, run, all).some((value) => {
            const takes = concerned
              .filter((other) => sameEnds(run, other, asked))
              .flatMap((other) => this.#acceptances.of(asked, other, all))
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
        return concerned.some((run) =>
          this.#acceptances.of(asked, run, all).some((value) => !this.#isNew(value)),
        );
      case 'key-uniqueness': {
        const accepted = concerned.flatMap((run) =>
          this.#acceptances.of(asked, run, all).map((value) => [run.self, value] as const),
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
      keptBy(run, name, this.#text).some(
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

  // Runs of the originator, with this receiver, that wrote the value or shared it; and what it brought along. What was
  // there when the adversary came is right among those alone who share it.
  #writers(
    { element, originator, entity }: Asked,
    run: Run,
    value: Value,
    all: readonly Run[],
  ): readonly Run[] {
    if (originator === null) return [];
    const under = this.#text.secretName(element ?? '');
    const isOwn = this.#world.broughtAlong(under, originator, run.seat.partners) === value;
    const isForOthers = (other: Run): boolean =>
      !isOwn && this.#world.broughtAlong(under, originator, other.seat.partners) === value;
    return all.filter(
      (other) =>
        other.role === originator &&
        other.self === run.partner(originator) &&
        other.partner(entity) === run.self &&
        !isForOthers(other) &&
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
  #finished<Any extends Course>(asked: Asked, runs: readonly Any[]): readonly Any[] {
    return runs.filter(
      (run) =>
        run.isCompleted &&
        run.phase.name === claimedPhaseOf(asked, this.#text) &&
        !this.#agreed(asked, run).includes('-'),
    );
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

  #agreed(asked: Asked, run: Course): string {
    return this.#valuesIn(asked, agreedHoldings(asked, run, this.#text));
  }

  #valuesIn({ on }: Asked, holdings: Holdings): string {
    return valuesOf(on, holdings, this.#text)
      .map((value) => String(value?.id ?? '-'))
      .join(' ');
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
