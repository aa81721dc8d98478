import type { Course, RunEvent } from './course.ts';
import { namesIn, type Text } from './text.ts';

/** One step of a run, with the names that have another value after it, and those whose values came in messages. */
export interface ReceivedSoFar {
  readonly event: RunEvent;
  readonly changed: readonly string[];
  readonly received: ReadonlySet<string>;
}

/**
 * What a run got from others, step by step, while there was an adversary: what came in a message, and what was derived from
 * that. A number is nobody's.
 */
export function receivedAlong(run: Course, text: Text): readonly ReceivedSoFar[] {
  let received = run.begun.received;
  let before = run.begun.holdings;
  return run.events.map((event) => {
    const soFar = known.get(event) ?? afterEvent(event, received, before, run.role, text);
    known.set(event, soFar);
    received = soFar.received;
    before = event.holdings;
    return soFar;
  });
}

// An event comes after the same others wherever it stands, so that it is worked out once.
const known = new WeakMap<RunEvent, ReceivedSoFar>();

function afterEvent(
  event: RunEvent,
  sofar: ReadonlySet<string>,
  before: Course['holdings'],
  role: string,
  text: Text,
): ReceivedSoFar {
  const { step, holdings } = event;
  const received = new Set(sofar);
  const comes =
    step.kind === 'message'
      ? step.receiver === role
      : step.kind === 'derive' && restsOn(received, namesIn(step.content), before, text);
  const changed = holdings.changedSince(before);
  for (const name of changed) {
    // What it brings along to derive something is its own.
    if (comes && (step.kind !== 'derive' || name === step.element)) received.add(name);
    else received.delete(name);
  }
  return { event, changed, received };
}

/** Whether a term with these names is made of something received, with derived names that are not held spelled out. */
export function restsOn(
  received: ReadonlySet<string>,
  names: readonly string[],
  holdings: Course['holdings'],
  text: Text,
  seen: readonly string[] = [],
): boolean {
  return names.some((name) => {
    if (text.isRole(name) || text.isNumber(name) || seen.includes(name)) return false;
    if ([name, `sk(${name})`, `pk(${name})`].some((each) => received.has(each))) return true;
    const definition = text.definition(name);
    if (definition === null || holdings.named(name) !== null) return false;
    return restsOn(received, namesIn(definition), holdings, text, [...seen, name]);
  });
}
