import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderLayers, type LayeredEdge } from '#core/views/diagrams/protection/layer-order.ts';
import { protectionLayers } from '#core/views/diagrams/protection/protection.ts';
import { protectionWords } from '#core/views/words/protection-words.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import type { Point } from '#core/views/diagrams/scene.ts';

/** The pairs of lines that cross, where each row stands in this order. */
function crossings(rows: readonly (readonly string[])[], paths: readonly (readonly string[])[]): number {
  const place = new Map(rows.flatMap((row, at) => row.map((key, x) => [key, { at, x }] as const)));
  const pieces = paths.flatMap((path) =>
    path.slice(1).map((key, index) => [place.get(path[index] ?? ''), place.get(key)] as const),
  );
  let count = 0;
  for (const [index, [from, to]] of pieces.entries()) {
    for (const [otherFrom, otherTo] of pieces.slice(index + 1)) {
      if (from?.at !== otherFrom?.at || from === undefined || otherFrom === undefined) continue;
      if ((from.x - otherFrom.x) * ((to?.x ?? 0) - (otherTo?.x ?? 0)) < 0) count += 1;
    }
  }
  return count;
}

/** Keys in levels, and lines from upper to lower ones. */
const hierarchies = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 6 })
  .chain((sizes) => {
    const rows = sizes.map((size, row) =>
      Array.from({ length: size }, (_, at) => `${String(row)}.${String(at)}`),
    );
    const pairs = rows.flatMap((row, index) =>
      row.flatMap((from) =>
        rows.slice(index + 1).flatMap((lower) => lower.map((to): LayeredEdge => ({ from, to }))),
      ),
    );
    return fc.tuple(fc.constant(rows), fc.subarray(pairs, { maxLength: Math.min(14, pairs.length) }));
  });

test('every key stays in the row of its level, and the order has no more crossings than the order of the model', () => {
  fc.assert(
    fc.property(hierarchies, ([rows, edges]) => {
      const layers = orderLayers(rows, edges);
      const boxes = layers.rows.map((row) => row.flatMap(({ key, isBox }) => (isBox ? [key] : [])));
      expect(boxes.map((row) => row.toSorted())).toEqual(rows.map((row) => row.toSorted()));
      const points = layers.rows.map((row) => row.map(({ key }) => key));
      const asGiven = rows.map((row, index) => [
        ...row,
        ...layers.paths
          .flat()
          .filter((key) => layers.rows[index]?.some((node) => node.key === key && !node.isBox)),
      ]);
      expect(crossings(points, layers.paths)).toBeLessThanOrEqual(crossings(asGiven, layers.paths));
      expect(orderLayers(rows, edges)).toEqual(layers);
    }),
  );
});

test('lines from one box do not cross each other below it', () => {
  const keys = ['Top', 'Left', 'Middle', 'Right'].map((name, index) => ({
    name,
    level: index === 0 ? 1 : 2,
  }));
  const edges = ['Right', 'Left', 'Middle'].map((lower) => ({
    upper: 'Top',
    lower,
    kind: 'transports' as const,
    origins: [],
  }));
  const words = protectionWords(createTranslate('en'));
  const hierarchy = { levels: 2, keys, edges };
  const { shapes } = protectionLayers({ hierarchy, elements: [] }, { width: 515, words });
  const lines = shapes.flatMap((shape): readonly (readonly [Point, Point])[] =>
    shape.kind === 'line' && shape.from.y !== shape.to.y ? [[shape.from, shape.to]] : [],
  );
  const byBeginning = lines.toSorted(([one], [other]) => one.x - other.x);
  expect(byBeginning).toHaveLength(3);
  expect(byBeginning).toEqual(lines.toSorted(([, one], [, other]) => one.x - other.x));
});
