import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonAncestors, relation, rewired, withAncestors, type HistoryGraph } from '#core/history/graph.ts';
import { runs } from '../../support/random.ts';

/** Histories in which each state has up to three of the earlier ones as parents. */
const graph: fc.Arbitrary<HistoryGraph> = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 14 })
  .map((drawn) => {
    const states = drawn.map((_parents, index) => `s${String(index).padStart(2, '0')}`);
    return new Map(
      drawn.map((parents, index) => {
        const known = index === 0 ? [] : parents.map((parent) => states[parent % index] ?? '');
        return [states[index] ?? '', [...new Set(known)]];
      }),
    );
  });

// By the definitions alone.
function cameOf(history: HistoryGraph, state: string, ancestor: string): boolean {
  return (history.get(state) ?? []).some(
    (parent) => parent === ancestor || cameOf(history, parent, ancestor),
  );
}

function nearest(history: HistoryGraph, states: readonly string[]): readonly string[] {
  return states.filter((state) => !states.some((other) => cameOf(history, other, state))).toSorted();
}

test('relations and nearest common ancestors are what their definitions say', () => {
  fc.assert(
    fc.property(graph, fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }), (history, counted) => {
      const states = [...history.keys()];
      const counts = (state: string): boolean => counted[states.indexOf(state)] === true;
      for (const one of states) {
        for (const other of states) {
          const behind = cameOf(history, other, one);
          const expected = cameOf(history, one, other) ? 'ahead' : behind ? 'behind' : 'apart';
          expect(relation(history, one, other)).toBe(one === other ? 'same' : expected);
          const common = states.filter((state) =>
            [one, other].every((each) => each === state || cameOf(history, each, state)),
          );
          expect(commonAncestors(history, one, other)).toEqual(nearest(history, common));
          expect(commonAncestors(history, one, other, counts)).toEqual(
            nearest(history, common.filter(counts)),
          );
        }
      }
    }),
    { numRuns: runs(300) },
  );
});

test('a rewired graph has the kept states with their nearest kept ancestors, and keeps what came of what', () => {
  fc.assert(
    fc.property(graph, fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }), (history, drawn) => {
      const kept = [...history.keys()].filter((_state, index) => drawn[index]);
      const thinned = rewired(history, new Set(kept));
      expect([...thinned.keys()]).toEqual(kept);
      for (const state of kept) {
        expect(thinned.get(state)?.toSorted()).toEqual(
          nearest(
            history,
            kept.filter((each) => cameOf(history, state, each)),
          ),
        );
        for (const other of kept) expect(cameOf(thinned, state, other)).toBe(cameOf(history, state, other));
      }
      expect(rewired(thinned, new Set(kept))).toEqual(thinned);
    }),
    { numRuns: runs(300) },
  );
});

test('what two made of both their states alike has two nearest common ancestors', () => {
  const history = new Map([
    ['root', []],
    ['a', ['root']],
    ['b', ['root']],
    ['one', ['a', 'b']],
    ['other', ['b', 'a']],
  ]);
  expect(commonAncestors(history, 'one', 'other')).toEqual(['a', 'b']);
  expect(relation(history, 'one', 'other')).toBe('apart');
});

test('a state comes of 64 others at most, however many are left when those between go', () => {
  const history = new Map<string, readonly string[]>([['merged 0', []]]);
  const beginnings = Array.from({ length: 70 }, (_, index) => `beginning ${String(index)}`);
  for (const [index, beginning] of beginnings.entries()) {
    history.set(beginning, []);
    history.set(`merged ${String(index + 1)}`, [`merged ${String(index)}`, beginning]);
  }
  const left = rewired(history, new Set([...beginnings, 'merged 70']));
  // What has more is taken by nobody.
  expect(left.get('merged 70')).toEqual(beginnings.slice(0, 64));
});

test('an unknown parent is a common ancestor, and a circle ends', () => {
  expect(
    commonAncestors(
      new Map([
        ['a', ['gone']],
        ['b', ['gone']],
      ]),
      'a',
      'b',
    ),
  ).toEqual(['gone']);
  const circle = new Map([
    ['a', ['b']],
    ['b', ['a']],
  ]);
  expect(withAncestors(circle, ['a']).size).toBe(2);
  expect(commonAncestors(circle, 'a', 'b')).toEqual([]);
  expect(rewired(circle, new Set(['a', 'b'])).size).toBe(0);
});

test('ten thousand states, merged every day, are gone through at once', () => {
  const history = new Map<string, readonly string[]>([['0a', []]]);
  for (let day = 1; day <= 3_333; day += 1) {
    const before = `${String(day - 1)}a`;
    history.set(`${String(day)}x`, [before]);
    history.set(`${String(day)}y`, [before]);
    history.set(`${String(day)}a`, [`${String(day)}x`, `${String(day)}y`]);
  }
  history.set('mine', ['3333x']);
  const begun = performance.now();
  expect(commonAncestors(history, 'mine', '3333a')).toEqual(['3333x']);
  expect(relation(history, 'mine', '3333y')).toBe('apart');
  const kept = new Set([...history.keys()].filter((_state, index) => index % 7 === 0));
  expect(rewired(history, kept).size).toBe(kept.size);
  expect(performance.now() - begun).toBeLessThan(5_000);
});
