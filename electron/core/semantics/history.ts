import type { Course } from './course.ts';
import type { Holdings } from './holdings.ts';
import { receivedAlong, restsOn } from './received.ts';
import type { Text } from './text.ts';
import { childrenOf } from './unknowns.ts';
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

/**
 * What a run has had of a secret, each value once, in order. What it could build at some moment, it had as well, whether it
 * ever called it by its name or not, and whatever it erased afterwards. What it once had as its own, it did not receive.
 */
export function keptBy(run: Course, name: string, text: Text): readonly Had[] {
  const had = historyOf(run, name, text);
  if (text.definition(name) === null) return had;
  const all = [...had, ...builtAlong(run, name, text)].toSorted((one, other) => one.place - other.place);
  const own = new Set(all.flatMap(({ value, received }) => (received ? [] : [value])));
  const kept = all.filter(({ value, received }) => !received || !own.has(value));
  return kept.filter(({ value }, index) => kept.findIndex((each) => each.value === value) === index);
}

// What a run could build of a name at some moment while it did not hold it; as if it had received it where it is made of
// anything that not all of its runs have.
function builtAlong(run: Course, name: string, text: Text): readonly Had[] {
  const { begun } = run;
  const moments = [
    {
      holdings: withoutClocks(run, text),
      received: begun.received,
      isFirst: begun.from === null,
      place: -1,
    },
    ...receivedAlong(run, text).map(({ event, received }) => ({
      holdings: event.holdings,
      received,
      isFirst: false,
      place: event.place,
    })),
  ];
  return moments.flatMap(({ holdings, received: soFar, isFirst, place }): readonly Had[] => {
    const value = holdings.named(name) === null ? holdings.valueOf(name) : null;
    if (value === null) return [];
    const received = !isLasting(value, isFirst) || restsOn(soFar, [name], holdings, text);
    return [{ value, received, derived: true, place }];
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
