import type { Asked } from './asked.ts';
import type { Course } from './course.ts';
import { historyOf } from './history.ts';
import { takesPartIn, type Text } from './text.ts';
import type { Step } from '#core/language/model.ts';
import type { Value } from './value.ts';

/**
 * When runs accept what they received. Where the text says so: keys when they are installed, data when it is accepted.
 * Without that by the entity's next step of its own that checks, derives and skips nothing, once everything in which it
 * stands was compared. A run that comes to that step and goes no further may have accepted, or leaves it to a later one that
 * goes on from it.
 */
export class Acceptances {
  readonly #text: Text;

  constructor(text: Text) {
    this.#text = text;
  }

  /**
   * The values of what is asked about that a run has accepted, each as often as it did. `all`: the runs among which it is
   * looked at; where it is none of them, only what it accepts by its own next step counts.
   */
  of(
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
    const isLast = all.includes(run) && !all.some(({ begun }) => begun.from === run);
    return historyOf(run, under, this.#text).flatMap(
      ({ value, received, derived, place }, index, history) => {
        const takesOver = received || (derived && kind !== 'agreement' && kind !== 'injective-agreement');
        // What another value has taken the place of before, nobody accepts any more.
        const until = history[index + 1]?.place ?? Infinity;
        if (!takesOver || !this.#isThrough(name, run, { place, until, isLast })) return [];
        // What it began with, or builds from that, it may have accepted in an earlier phase; what the phase has no use for,
        // nobody accepts in it.
        const isNew = place >= 0 && place < run.phase.steps.length;
        if (!isNew && !this.#isUsed(name, run)) return [];
        return isNew || !this.#hasAccepted({ kind, element }, run.begun.from, value) ? [value] : [];
      },
    );
  }

  #isUsed(name: string, run: Course): boolean {
    return run.phase.steps.some(
      (step) =>
        takesPartIn(step, run.role) &&
        (step.kind === 'message' || step.kind === 'derive'
          ? this.#text.mentions(step.content, name)
          : step.kind !== 'make' &&
            step.kind !== 'advance' &&
            step.kind !== 'erase' &&
            step.elements.includes(name)),
    );
  }

  // Whether an earlier run, of what a run began with, had accepted it already.
  #hasAccepted(asked: Pick<Asked, 'kind' | 'element'>, earlier: Course | null, value: Value): boolean {
    return earlier !== null && this.of(asked, earlier, []).includes(value);
  }

  // Whether a run accepts what came at a place: at the latest when its part of the phase is done.
  #isThrough(name: string, run: Course, { place, until, isLast }: Receipt): boolean {
    if (run.isCompleted && run.events.length > 0 && until === Infinity) return true;
    const again = run.phase.steps.findLastIndex(
      (step) =>
        step.kind === 'message' && step.receiver === run.role && this.#text.carries(step.content, name),
    );
    const after = Math.max(place, again);
    const isCompared = (open: Course['open']): boolean =>
      !open.some(({ term }) => this.#text.mentions(term, name));
    const comesNext = isLast && until === Infinity && nextStep(run) > after && isCompared(run.open);
    return (
      comesNext ||
      run.events.some(
        (event) =>
          event.place > after &&
          event.place <= until &&
          settles(event.step, run.role) &&
          isCompared(event.open),
      )
    );
  }
}

/** Where a value came, and where another took its place. */
interface Receipt {
  readonly place: number;
  readonly until: number;
  /** True where no other run goes on from this one. */
  readonly isLast: boolean;
}

// The place of the step that a run comes to next, if that accepts what came before; -1 if it does not.
function nextStep({ phase, place, role, isOver }: Course): number {
  if (isOver) return -1;
  const next = phase.steps.findIndex((step, index) => index >= place && takesPartIn(step, role));
  const step = phase.steps[next];
  return step !== undefined && settles(step, role) ? next : -1;
}

/** True if an entity accepts by a step of its own: a check or a derivation accepts nothing of what came before it. */
export function settles(step: Step, role: string): boolean {
  return takesPartIn(step, role) && step.kind !== 'check' && step.kind !== 'skip' && step.kind !== 'derive';
}
