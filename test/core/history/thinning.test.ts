import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ancestorsFirst, rewired, type HistoryGraph } from '#core/history/graph.ts';
import { thinned } from '#core/history/thinning.ts';
import { runs } from '../../support/random.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const now = Date.parse('2026-06-15T12:00:00.000Z');

interface Dated {
  readonly id: string;
  readonly at: number;
  readonly name: string | null;
}

const stateAt = (age: number, index: number, name: string | null = null): Dated => ({
  id: String(index),
  at: now - age,
  name,
});

// Ages of all scales: minutes and years alike, a few in the future.
const age = fc.oneof(
  fc.nat(hour),
  fc.nat(day),
  fc.nat(7 * day),
  fc.nat(90 * day),
  fc.nat(3_000 * day),
  fc.integer({ min: -30 * day, max: 0 }),
);
const history = fc
  .array(fc.tuple(age, fc.boolean(), fc.nat(20)), { maxLength: 300 })
  .map((drawn) =>
    drawn
      .toSorted(([left], [right]) => right - left)
      .map(([at, , name], index) => stateAt(at, index, name === 0 ? `name ${String(index)}` : null)),
  );

test('thinning again takes nothing more away, and what must stay stays', () => {
  fc.assert(
    fc.property(history, fc.array(fc.nat(300)), (states, protectedOnes) => {
      const kept = new Set(protectedOnes.map(String));
      const stays = thinned(states, kept, now);
      const left = states.filter(({ id }) => stays.has(id));
      expect(thinned(left, kept, now)).toEqual(new Set(left.map(({ id }) => id)));
      for (const { id, name, at } of states) {
        const isRecent = Math.abs(now - at) <= hour;
        if (isRecent || name !== null || kept.has(id)) expect(stays.has(id)).toBe(true);
      }
    }),
    { numRuns: runs(300) },
  );
});

test('thinned every day it is as if it were thinned once, but for what lies at the border of two ages', () => {
  const states = Array.from({ length: 4_000 }, (_, index) => stateAt((4_000 - index) * 3 * hour, index));
  let left: readonly Dated[] = [];
  for (const [index, state] of states.entries()) {
    left = [...left, state];
    if (index % 8 !== 0) continue;
    const stays = thinned(left, new Set(), state.at);
    left = left.filter(({ id }) => stays.has(id));
  }
  const once = thinned(states, new Set(), now);
  expect(Math.abs(left.length - once.size)).toBeLessThan(10);
});

test('how many stay is bounded, however many there were', () => {
  const each = 10 * minute;
  const years = 2;
  const states = Array.from({ length: (years * 365 * day) / each }, (_, index) =>
    stateAt(index * each + 2 * hour, index),
  );
  const stays = thinned(states, new Set(), now);
  // Ten minutes for a day, hours for a week, days for three months, weeks for the rest.
  const bound = 24 * 6 + 6 * 24 + 83 + Math.ceil((years * 365 - 90) / 7);
  expect(stays.size).toBeLessThanOrEqual(bound + 8);
  expect(stays.size).toBeGreaterThan(bound - 16);
});

test('of each slot the last one stays', () => {
  // In one hour of the day before yesterday.
  const at = (minutes: number): number => now - Date.parse('2026-06-13T09:00:00.000Z') - minutes * minute;
  const states = [stateAt(at(1), 1), stateAt(at(30), 2), stateAt(at(59), 3), stateAt(at(61), 4)];
  expect([...thinned(states, new Set(), now)]).toEqual(['3', '4']);
});

test('a clock that ran ahead leaves no more states than one that did not', () => {
  const [from, states] = [Date.parse('2026-06-17T09:00:00.000Z'), 60];
  const ahead = Array.from({ length: states }, (_, index) => stateAt(now - from - index * minute, index));
  expect([...thinned(ahead, new Set(), now)]).toEqual([String(states - 1)]);
});

const graphs: fc.Arbitrary<HistoryGraph> = fc
  .array(fc.array(fc.nat(), { maxLength: 2 }), { minLength: 1, maxLength: 40 })
  .map(
    (drawn) =>
      new Map(
        drawn.map((parents, index) => [
          String(index),
          index === 0 ? [] : [...new Set(parents.map((parent) => String(parent % index)))],
        ]),
      ),
  );

function ancestorsOf(graph: HistoryGraph, id: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...(graph.get(id) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(graph.get(next) ?? []));
  }
  return found;
}

test('who came out of whom stays true among those that are kept', () => {
  fc.assert(
    fc.property(graphs, fc.array(fc.nat(40)), (graph, drawn) => {
      const kept = new Set(drawn.map(String).filter((id) => graph.has(id)));
      const alone = rewired(graph, kept);
      expect(new Set(alone.keys())).toEqual(kept);
      for (const id of kept) {
        const before = [...ancestorsOf(graph, id)].filter((each) => kept.has(each));
        expect(ancestorsOf(alone, id)).toEqual(new Set(before));
        // None is told that another one tells already.
        const parents = alone.get(id) ?? [];
        for (const parent of parents) {
          expect(parents.some((other) => ancestorsOf(alone, other).has(parent))).toBe(false);
        }
      }
    }),
    { numRuns: runs(500) },
  );
});

test('ancestors stand first, however long the history is', () => {
  const graph = new Map(
    Array.from({ length: 50_000 }, (_, index) => [String(index), index === 0 ? [] : [String(index - 1)]]),
  );
  expect(ancestorsFirst(new Map([...graph].toReversed()))[0]).toBe('0');
  const ends = new Set(['0', '49999']);
  expect(rewired(graph, ends).get('49999')).toEqual(['0']);
});
