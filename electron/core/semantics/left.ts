import type { Phase } from '#core/language/model.ts';
import type { Course, Start } from './course.ts';
import { loosened } from './holdings.ts';
import { receivedAlong } from './received.ts';
import type { Seat } from './seat.ts';
import type { Begun } from './script.ts';
import { written, type Text } from './text.ts';

/** What an agent still has of a phase that is over. */
export interface Left {
  readonly seat: Seat;
  /** The place of the phase among those with an adversary; -1 for what there was when the adversary came. */
  readonly phase: number;
  readonly completed: boolean;
  readonly start: Start;
}

/**
 * What agents have once a phase is over: what they had of earlier phases and what the runs of this one leave, wherever
 * they stopped. What the text erases in the phase is gone from all of it, as far as it was there before the erasure.
 */
export function leftAfter(
  phase: Phase,
  place: number,
  runs: readonly Course[],
  earlier: readonly Left[],
  text: Text,
): readonly Left[] {
  return [
    ...earlier.map((left) => ({ ...left, start: withoutErased(left.start, phase, left.seat.role, 0) })),
    ...runs.map((run) => ({
      seat: run.seat,
      phase: place,
      completed: run.isCompleted,
      start: leftBy(run, text),
    })),
  ];
}

/** What one run leaves when its phase is over. */
export function leftBy(run: Course, text: Text): Start {
  const received = receivedAlong(run, text).at(-1)?.received ?? run.begun.received;
  return leftAt(run.place, run, {
    ...run.begun,
    holdings: run.holdings,
    open: run.open,
    received,
    from: run,
  });
}

/** What a run leaves if it comes to a place of its phase and no further, where it then has this. */
export function leftAt(place: number, { phase, role }: Pick<Course, 'phase' | 'role'>, has: Start): Start {
  // What no later message of the phase has told otherwise is still what it was.
  const holdings = has.holdings.copy();
  const numbers = holdings.leftOpen;
  for (const name of numbers) {
    const number = holdings.aside(name);
    if (number !== null) holdings.bindName(name, number);
  }
  const open = has.open.map((each) => loosened(each, numbers));
  return withoutErased({ ...has, holdings, open }, phase, role, place);
}

// It is the agent that forgets: also what no run of it took as far as the last step that erases a name. What a run got
// after that step, it keeps. `reached`: the place that it has come to in the phase.
function withoutErased(start: Start, phase: Phase, role: string, reached: number): Start {
  const holdings = start.holdings.copy();
  for (const [place, step] of phase.steps.entries()) {
    if (place < reached || step.kind !== 'erase' || !step.entities.includes(role)) continue;
    for (const name of step.elements) holdings.forget(name);
  }
  return { ...start, holdings };
}

/** Everything in a start, as a script tells it. */
export function heldIn({ holdings, open }: Start): readonly Begun[] {
  return [
    ...holdings.names.flatMap((name) => {
      const value = holdings.named(name);
      return value === null ? [] : [{ as: 'held' as const, name, value }];
    }),
    ...holdings.parts.map(([name, value]) => ({ as: 'kept' as const, name, value })),
    ...open.map(({ term, value }) => ({ as: 'open' as const, name: written(term), value })),
  ];
}
