import type { Scene, Shape, ShapeSubject } from './scene.ts';

/** From where to where something stands in a drawing, from above to below, in points. */
export interface VerticalExtent {
  readonly top: number;
  readonly bottom: number;
}

// Letters may hang a little below their line.
function extentOf(shape: Shape): VerticalExtent {
  switch (shape.kind) {
    case 'line':
      return extentOfAll([shape.from.y, shape.to.y]);
    case 'rectangle':
      return { top: shape.at.y, bottom: shape.at.y + shape.height };
    case 'polygon':
      return extentOfAll(shape.points.map(({ y }) => y));
    case 'text': {
      // Read upwards it may be as high as it is long.
      const reach = shape.upwards === true ? shape.text.length * shape.size : shape.size;
      return { top: shape.at.y - reach, bottom: shape.at.y + reach };
    }
  }
}

/** From where to where everything stands that belongs to a part of the model; null where nothing does. */
export function extentOfSubject({ shapes }: Scene, { kind, name }: ShapeSubject): VerticalExtent | null {
  const extents = shapes
    .filter(({ subject }) => subject?.kind === kind && subject.name === name)
    .map(extentOf);
  if (extents.length === 0) return null;
  return {
    top: Math.min(...extents.map(({ top }) => top)),
    bottom: Math.max(...extents.map(({ bottom }) => bottom)),
  };
}

/** The shapes that can be seen between two heights, in their order. */
export function shapesWithin({ shapes }: Scene, { top, bottom }: VerticalExtent): readonly Shape[] {
  return shapes.filter((shape) => {
    const extent = extentOf(shape);
    return extent.bottom >= top && extent.top <= bottom;
  });
}

function extentOfAll(heights: readonly number[]): VerticalExtent {
  return { top: Math.min(...heights), bottom: Math.max(...heights) };
}
