import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partsInSight, scrolledTo, type TablePart } from '#renderer/shared/row-window.ts';

function heightOf(parts: readonly TablePart[]): number {
  return parts.reduce((sum, part) => sum + (part.kind === 'row' ? 1 : part.rows), 0);
}

describe('the rows of a long table', () => {
  test('keep its height, in order and each once, wherever it is scrolled', () => {
    fc.assert(
      fc.property(
        fc.nat(3_000),
        fc.nat(200_000),
        fc.nat(2_000),
        fc.integer({ min: -1, max: 3_000 }),
        (count, top, height, kept) => {
          const parts = partsInSight(count, { top, height, rowHeight: 59 }, kept);
          expect(heightOf(parts)).toBe(count);
          let next = 0;
          for (const part of parts) {
            expect(part.kind === 'row' ? part.index : part.from).toBe(next);
            next += part.kind === 'row' ? 1 : part.rows;
          }
        },
      ),
    );
  });

  test('are drawn where they can be seen, and where the focus is', () => {
    const parts = partsInSight(1_000, { top: 20_000, height: 400, rowHeight: 40 }, 3);
    const drawn = parts.flatMap((part) => (part.kind === 'row' ? [part.index] : []));
    for (let index = 500; index < 510; index += 1) expect(drawn).toContain(index);
    expect(drawn).toContain(3);
    expect(drawn.length).toBeLessThan(30);
  });

  test('come into sight with the least scrolling', () => {
    const sight = { top: 400, height: 400, rowHeight: 40 };
    expect(scrolledTo(12, sight, 30)).toBe(400);
    expect(scrolledTo(2, sight, 30)).toBe(80);
    expect(scrolledTo(30, sight, 30)).toBe(30 * 40 + 40 + 30 - 400);
  });
});
