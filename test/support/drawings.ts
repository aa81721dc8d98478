import type { Scene, Shape } from '#core/views/diagrams/scene.ts';
import { textWidth } from '#core/views/diagrams/text-width.ts';

/** The smallest text of a drawing that is still read on paper, in points. */
const leastSize = 7.5;

/** A rectangle's edges. */
interface Extent {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The boxes of a drawing: rectangles with a border that belong to something. */
export function boxesOf({ shapes }: Scene): readonly (Extent & { readonly name: string })[] {
  return shapes.flatMap((shape) =>
    shape.kind === 'rectangle' && shape.stroke !== null && shape.subject !== null
      ? [{ ...extentOf(shape), name: shape.subject.name }]
      : [],
  );
}

/** The pairs of boxes that overlap. */
export function overlapping(scene: Scene): readonly string[] {
  const boxes = boxesOf(scene);
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (other) =>
          one.left < other.right - slack &&
          other.left < one.right - slack &&
          one.top < other.bottom - slack &&
          other.top < one.bottom - slack,
      )
      .map((other) => `${one.name} ${other.name}`),
  );
}

const slack = 0.01;

/** What stands outside the drawing, wholly or in part. */
export function outside(scene: Scene): readonly Shape[] {
  return scene.shapes.filter((shape) => {
    const { left, top, right, bottom } = extentOf(shape);
    return left < -slack || top < -slack || right > scene.width + slack || bottom > scene.height + slack;
  });
}

/** Texts that are too small to be read on paper. */
export function tooSmall({ shapes }: Scene): readonly string[] {
  return shapes.flatMap((shape) => (shape.kind === 'text' && shape.size < leastSize ? [shape.text] : []));
}

function extentOf(shape: Shape): Extent {
  switch (shape.kind) {
    case 'line':
      return around([shape.from, shape.to]);
    case 'polygon':
      return around(shape.points);
    case 'rectangle': {
      const { at, width, height } = shape;
      return { left: at.x, top: at.y, right: at.x + width, bottom: at.y + height };
    }
    case 'text': {
      const { at, text, size, font, bold, anchor } = shape;
      const width = textWidth(text, size, font, bold);
      if (shape.upwards === true) {
        return { left: at.x - size, top: at.y - width, right: at.x, bottom: at.y };
      }
      const left = at.x - { start: 0, middle: width / 2, end: width }[anchor];
      return { left, top: at.y - size, right: left + width, bottom: at.y };
    }
  }
}

function around(points: readonly { readonly x: number; readonly y: number }[]): Extent {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}
