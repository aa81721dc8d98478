import { expect, test } from 'vitest';
import type { Scene, Shape } from '#core/views/diagrams/scene.ts';
import { neighbour } from '#core/views/selection/neighbour.ts';

function box(name: string, x: number, y: number): Shape {
  const subject = { kind: 'element', name } as const;
  const size = { width: 10, height: 10, radius: 0 } as const;
  return { kind: 'rectangle', at: { x, y }, ...size, fill: null, stroke: null, subject };
}

const scene: Scene = {
  width: 100,
  height: 100,
  shapes: [box('A', 0, 0), box('B', 50, 2), box('C', 3, 40), box('D', 52, 40)],
};

test.each([
  ['A', 'right', 'B'],
  ['A', 'down', 'C'],
  ['D', 'up', 'B'],
  ['D', 'left', 'C'],
  ['A', 'up', 'A'],
  ['C', 'first', 'A'],
  ['A', 'last', 'D'],
] as const)('from %s %s to %s', (from, direction, to) => {
  const chosen = { kind: 'element', name: from } as const;
  expect(neighbour(scene, ['element'], chosen, direction)?.name).toBe(to);
});

test('without a choice one begins with the first; what cannot be chosen is passed over', () => {
  expect(neighbour(scene, ['element'], null, 'down')?.name).toBe('A');
  expect(neighbour(scene, ['message'], null, 'down')).toBeNull();
});
