import type { Execution, EventOccurrence } from './execution.ts';
import { matches, type Binding } from './pattern.ts';
import type { Value } from './value.ts';
import type { Sort } from '#core/protocol/message.ts';
import type { EventPattern, Query } from '#core/protocol/query.ts';

/** Tells whether an execution violates a query, by the query's own definition. */
export function violates(execution: Execution, query: Query): boolean {
  const counted = execution.occurrences.filter(({ counts }) => counts);
  const of = (event: string): readonly EventOccurrence[] => counted.filter((each) => each.event === event);
  switch (query.kind) {
    case 'secrecy':
      return of(query.event).some(
        ({ args: [secret] }) => secret !== undefined && execution.adversary.derives(secret),
      );
    case 'unreachable':
      return of(query.event).length > 0;
    case 'unique':
      return twice(of(query.event));
    case 'equal':
      return differing(execution, of(query.left), of(query.right));
    case 'fresh':
      return of(query.event).some(
        ({ args: [value] }) => value !== undefined && !hasNew(value, execution.numberSorts),
      );
    case 'correspondence':
      return disagrees(execution, query, of(query.end.event));
  }
}

function twice(occurrences: readonly EventOccurrence[]): boolean {
  return occurrences.some((one, index) =>
    occurrences.slice(index + 1).some((other) => sameArguments(one, other)),
  );
}

function sameArguments(one: EventOccurrence, other: EventOccurrence): boolean {
  return (
    one.args.length === other.args.length && one.args.every((value, index) => value === other.args[index])
  );
}

// Runs of the same number: the n-th run of the one role and the n-th of the other.
function differing(
  execution: Execution,
  left: readonly EventOccurrence[],
  right: readonly EventOccurrence[],
): boolean {
  const ordinal = (run: number): number =>
    execution.roles.slice(0, run).filter((name) => name === execution.roles[run]).length;
  const differ = left.some((one) =>
    right.some((other) => ordinal(one.run) === ordinal(other.run) && one.args[0] !== other.args[0]),
  );
  return differ && sessionsKeptApart(execution, ordinal);
}

// What the adversary does not deliver goes from the n-th run of one role to the n-th run of another.
function sessionsKeptApart(execution: Execution, ordinal: (run: number) => number): boolean {
  const { transmissions } = execution;
  return transmissions.every(
    ({ kind, open, run, label, message }) =>
      open ||
      kind === 'send' ||
      transmissions.some(
        (sent) =>
          sent.kind === 'send' &&
          sent.label === label &&
          sent.message === message &&
          ordinal(sent.run) === ordinal(run),
      ),
  );
}

// A number is as new as the one who counts makes it; that it is not taken twice is another question.
function hasNew(value: Value, numberSorts: readonly Sort[]): boolean {
  return (
    value.kind === 'fresh' ||
    numberSorts.includes(value.sort) ||
    value.args.some((part) => hasNew(part, numberSorts))
  );
}

function disagrees(
  execution: Execution,
  query: Extract<Query, { kind: 'correspondence' }>,
  ends: readonly EventOccurrence[],
): boolean {
  const needs = query.enough === undefined ? query.needs : [query.enough];
  const partners: (readonly number[])[] = [];
  for (const end of ends) {
    const starts = matching(execution, query.end, end, new Map());
    if (starts.length === 0) continue;
    const runs = new Set<number>();
    for (const start of starts) {
      for (const run of partnersOf(execution, needs, end, start)) runs.add(run);
    }
    if (runs.size === 0) return true;
    partners.push([...runs]);
  }
  return query.injective && !assignable(partners);
}

// The runs of the first need in every way to meet all needs before the end; [-1] when nothing is needed.
function partnersOf(
  execution: Execution,
  needs: readonly EventPattern[],
  end: EventOccurrence,
  binding: Binding,
): readonly number[] {
  const found: number[] = [];
  const earlier = execution.occurrences.filter(({ at }) => at < end.at);
  const meet = (index: number, bound: Binding, first: number): boolean => {
    const need = needs[index];
    if (need === undefined) {
      found.push(first);
      return true;
    }
    let met = false;
    for (const occurrence of earlier) {
      if (occurrence.event !== need.event) continue;
      for (const more of matching(execution, need, occurrence, bound)) {
        if (meet(index + 1, more, index === 0 ? occurrence.run : first)) met = true;
        if (met && index > 0) return true;
      }
    }
    return met;
  };
  meet(0, binding, -1);
  return found;
}

function matching(
  execution: Execution,
  pattern: EventPattern,
  occurrence: EventOccurrence,
  binding: Binding,
): readonly Binding[] {
  if (pattern.args.length !== occurrence.args.length) return [];
  const run = execution.table.constant({ kind: 'constant', name: `run:${occurrence.run}` });
  const place: { kind: 'variable'; name: string } = { kind: 'variable', name: `run ${pattern.run}` };
  let bindings = matches(place, run, binding, new Map(), execution.table);
  pattern.args.forEach((argument, index) => {
    const value = occurrence.args[index];
    bindings = bindings.flatMap((each) =>
      value === undefined ? [] : matches(argument, value, each, new Map(), execution.table),
    );
  });
  return bindings;
}

// Whether every end can have a partner of its own: a matching in a bipartite graph (Kuhn's augmenting paths).
function assignable(partners: readonly (readonly number[])[]): boolean {
  const taken = new Map<number, number>();
  const place = (end: number, visited: Set<number>): boolean =>
    (partners[end] ?? []).some((run) => {
      if (visited.has(run)) return false;
      visited.add(run);
      const holder = taken.get(run);
      if (holder !== undefined && !place(holder, visited)) return false;
      taken.set(run, end);
      return true;
    });
  return partners.every((_, end) => place(end, new Set()));
}
