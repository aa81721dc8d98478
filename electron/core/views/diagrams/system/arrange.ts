import { Graph, layout } from '@dagrejs/dagre';
import type { Point } from '#core/views/diagrams/scene.ts';

/** Something to be placed, with its size in points. */
export interface Sized {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** A line between two of them, and the size of what stands at it. */
export interface SizedLine extends Sized {
  readonly ends: readonly [string, string];
}

/** Where everything stands: boxes by their upper left corner, lines by their points and the middle of their label. */
export interface Arrangement {
  readonly boxes: ReadonlyMap<string, Point>;
  readonly lines: ReadonlyMap<string, { readonly points: readonly Point[]; readonly middle: Point }>;
}

const spacing = { nodesep: 26, edgesep: 18, ranksep: 26 } as const;

/**
 * Places boxes in rows so that lines are short and cross little, with room for their labels: dagre, after Gansner, Koutsofios,
 * North and Vo, "A technique for drawing directed graphs" (1993). The same boxes in the same order stand in the same places.
 */
export function arrange(boxes: readonly Sized[], lines: readonly SizedLine[]): Arrangement {
  const graph = new Graph<object, PlacedBox, PlacedLine>({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', ...spacing });
  for (const { name, width, height } of boxes) graph.setNode(name, { width, height });
  for (const { name, ends, width, height } of lines) {
    graph.setEdge(ends[0], ends[1], { width, height, labelpos: 'c' }, name);
  }
  layout(graph);
  return {
    boxes: new Map(
      boxes.map(({ name, width, height }) => {
        const { x = 0, y = 0 } = graph.node(name);
        return [name, { x: x - width / 2, y: y - height / 2 }];
      }),
    ),
    lines: new Map(
      lines.map(({ name, ends }) => {
        const { points = [], x = 0, y = 0 } = graph.edge(ends[0], ends[1], name);
        return [name, { points: points.map((point) => ({ x: point.x, y: point.y })), middle: { x, y } }];
      }),
    ),
  };
}

interface PlacedBox {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
}

interface PlacedLine extends PlacedBox {
  readonly labelpos: 'c';
  readonly points?: readonly Point[];
}
