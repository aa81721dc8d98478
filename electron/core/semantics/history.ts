import type { Course } from './course.ts';
import { receivedAlong } from './received.ts';
import type { Text } from './text.ts';
import type { Value } from './value.ts';

/** A value that a run had under a name: since when, and whether it came in a message. */
export interface Had {
  readonly value: Value;
  readonly received: boolean;
  /** True where the run derived it. */
  readonly derived: boolean;
  /** The place of the step that brought it; -1 where the run began with it. */
  readonly place: number;
}

/** The values that a run has had under a name, in order. */
export function historyOf(run: Course, name: string, text: Text): readonly Had[] {
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

/** What a run has had of a secret. What it could build at some moment, and never called by its name, it had as well. */
export function keptBy(run: Course, name: string, text: Text): readonly Had[] {
  const had = historyOf(run, name, text);
  if (had.length > 0 || !run.isCompleted) return had;
  const moments = [run.begun.holdings, ...run.events.map(({ holdings }) => holdings)];
  const values = new Set(moments.flatMap((holdings) => holdings.valueOf(name) ?? []));
  return [...values].map((value) => ({ value, received: true, derived: true, place: run.place }));
}
