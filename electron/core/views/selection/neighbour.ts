import type { Point, Scene, Shape, ShapeSubject } from '#core/views/diagrams/scene.ts';
import { partKey } from './model-part.ts';

/** A way that one goes from one thing of a drawing to another. */
export type Direction = 'up' | 'down' | 'left' | 'right' | 'first' | 'last';

/**
 * The thing that an arrow key leads to from the chosen one: the nearest whose middle lies that way, rather straight on than
 * aside. Where none lies that way one stays; where nothing is chosen one begins with the first.
 */
export function neighbour(
  { shapes }: Scene,
  selectable: readonly ShapeSubject['kind'][],
  chosen: ShapeSubject | null,
  direction: Direction,
): ShapeSubject | null {
  const things = thingsOf(shapes, selectable);
  const now =
    chosen === null ? undefined : things.find(({ subject }) => partKey(subject) === partKey(chosen));
  if (direction === 'last') return things.at(-1)?.subject ?? null;
  if (now === undefined || direction === 'first') return things[0]?.subject ?? null;
  let nearest = { subject: now.subject, cost: Infinity };
  for (const { subject, middle } of things) {
    const cost = costOf({ x: middle.x - now.middle.x, y: middle.y - now.middle.y }, direction);
    if (cost < nearest.cost) nearest = { subject, cost };
  }
  return nearest.subject;
}

/** What lies aside counts as so much further away. */
const aside = 2;

function costOf({ x, y }: Point, direction: 'up' | 'down' | 'left' | 'right'): number {
  const [along, across] = { up: [-y, x], down: [y, x], left: [-x, y], right: [x, y] }[direction];
  return along === undefined || across === undefined || along < 1
    ? Infinity
    : along + aside * Math.abs(across);
}

interface Thing {
  readonly subject: ShapeSubject;
  readonly middle: Point;
}

function thingsOf(shapes: readonly Shape[], selectable: readonly ShapeSubject['kind'][]): readonly Thing[] {
  const bounds = new Map<string, { readonly subject: ShapeSubject; readonly points: Point[] }>();
  for (const shape of shapes) {
    const { subject } = shape;
    if (subject === null || !selectable.includes(subject.kind)) continue;
    const known = bounds.get(partKey(subject));
    if (known === undefined) bounds.set(partKey(subject), { subject, points: [...cornersOf(shape)] });
    else known.points.push(...cornersOf(shape));
  }
  return [...bounds.values()].map(({ subject, points }) => {
    const middle = (of: (point: Point) => number): number => {
      const values = points.map(of);
      return (Math.min(...values) + Math.max(...values)) / 2;
    };
    return { subject, middle: { x: middle(({ x }) => x), y: middle(({ y }) => y) } };
  });
}

function cornersOf(shape: Shape): readonly Point[] {
  switch (shape.kind) {
    case 'line':
      return [shape.from, shape.to];
    case 'rectangle':
      return [shape.at, { x: shape.at.x + shape.width, y: shape.at.y + shape.height }];
    case 'polygon':
      return shape.points;
    case 'text':
      return [shape.at];
  }
}
