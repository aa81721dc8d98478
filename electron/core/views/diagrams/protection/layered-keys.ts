import { line, text, type TextLook } from '#core/views/diagrams/interaction-layout.ts';
import type { Point, Shape } from '#core/views/diagrams/scene.ts';
import { grouped } from '#core/grouped.ts';
import type { HierarchyEdge } from '#core/structure/key-hierarchy.ts';
import { keyBoxHeight, keyBoxShapes, type KeyBox } from './key-box.ts';
import { orderLayers, type LayeredNode } from './layer-order.ts';

/** Keys in layers, from top to bottom, with what leads from one to another. */
export interface LayeredKeys {
  readonly layers: readonly { readonly label: string; readonly keys: readonly KeyBox[] }[];
  readonly edges: readonly Pick<HierarchyEdge, 'upper' | 'lower' | 'kind'>[];
}

/** A part of a drawing: its shapes, how wide they need it to be, and where they end below. */
export interface DrawnPart {
  readonly shapes: readonly Shape[];
  readonly width: number;
  readonly bottom: number;
}

/** The space at the left, where the names of the layers stand. */
export const layerMargin = 52;
const box = { gap: 12, widest: 140, narrowest: 92 } as const;
/** A line that passes between boxes takes this much. */
const passage = 10;
const rowGap = 34;
const groupPadding = 6;
const head = 4.5;

const layerLook: TextLook = { size: 7.5, anchor: 'start', font: 'sans', bold: false, tone: 'muted' };

/**
 * Keys in layers: a row for each, and a line from each key to those that it transports (solid) or that are derived from
 * it (dashed). A layer with more keys than stand beside each other has several rows. Many keys that hang on the same keys
 * alike, and have none under them, stand together in a frame that one line leads to.
 */
export function layeredKeys({ layers, edges }: LayeredKeys, top: number, width: number): DrawnPart {
  const perRow = Math.max(1, Math.floor((width - layerMargin + box.gap) / (box.narrowest + box.gap)));
  const notes = Math.max(0, ...layers.flatMap(({ keys }) => keys.map((key) => key.notes.length)));
  const boxHeight = keyBoxHeight(notes);
  const rows = layers.flatMap(({ label, keys }) => rowsOf(label, keys, edges, perRow));
  const nodes = new Map(rows.flatMap((row) => row.nodes.map((node) => [node.id, node] as const)));
  const nodeOf = new Map([...nodes.values()].flatMap(({ id, keys }) => keys.map(({ name }) => [name, id])));
  const joined = edgesOf(edges, nodeOf);
  const { rows: ordered, paths } = orderLayers(
    rows.map((row) => row.nodes.map(({ id }) => id)),
    joined.map(({ upper, lower }) => ({ from: upper, to: lower })),
  );
  const needed = Math.max(width, ...ordered.map((row) => layerMargin + narrowestOf(row)));
  const places = new Map<string, Place>();
  const labels: Shape[] = [];
  let y = top;
  for (const [index, row] of ordered.entries()) {
    const own = rows[index];
    if (own === undefined) continue;
    const isGroup = own.nodes.some(({ keys }) => keys.length > 1);
    const height = Math.max(
      boxHeight,
      ...own.nodes.map(({ keys }) =>
        keys.length > 1 ? Math.ceil(keys.length / perRow) * (boxHeight + groupPadding) + groupPadding : 0,
      ),
    );
    for (const [key, place] of placeRow(row, { y, height, width: needed, isGroup })) places.set(key, place);
    if (own.label !== null)
      labels.push(text({ x: 0, y: y + boxHeight / 2 + 2.5 }, own.label, layerLook, null));
    y += height + rowGap;
  }
  const ends = new Ends(paths, places);
  const lines = joined.flatMap((edge, index) => edgeShapes(edge, paths[index] ?? [], places, ends));
  const boxes = [...nodes.values()].flatMap((node) => {
    const place = places.get(node.id);
    return place === undefined ? [] : nodeShapes(node, place, boxHeight, perRow);
  });
  return { width: needed, bottom: y - rowGap, shapes: [...labels, ...lines, ...boxes] };
}

/** One box, or several that stand in one frame. */
interface Node {
  readonly id: string;
  readonly keys: readonly KeyBox[];
}

interface RowOfNodes {
  /** The name of the layer, at its first row. */
  readonly label: string | null;
  readonly nodes: readonly Node[];
}

function rowsOf(
  label: string,
  keys: readonly KeyBox[],
  edges: LayeredKeys['edges'],
  perRow: number,
): readonly RowOfNodes[] {
  const over = new Map<string, string[]>();
  const hasUnder = new Set<string>();
  for (const { upper, lower, kind } of edges) {
    over.set(lower, [...(over.get(lower) ?? []), `${kind} ${upper}`]);
    hasUnder.add(upper);
  }
  const alike = grouped(keys, ({ name }) => {
    const hangsOn = over.get(name);
    return hasUnder.has(name) || hangsOn === undefined ? name : hangsOn.toSorted().join(',');
  });
  const groups = [...alike.values()].filter((each) => each.length > perRow);
  const together = new Set(groups.flat());
  const single = keys.filter((key) => !together.has(key));
  const count = Math.ceil(single.length / perRow);
  const rows: readonly (readonly Node[])[] = [
    ...Array.from({ length: count }, (_, row) =>
      single.slice(row * perRow, (row + 1) * perRow).map((key): Node => ({ id: key.name, keys: [key] })),
    ),
    ...groups.map((each): readonly Node[] => [{ id: each[0]?.name ?? '', keys: each }]),
  ];
  return rows.map((nodes, index) => ({ label: index === 0 ? label : null, nodes }));
}

// Lines to keys of one frame are one line.
function edgesOf(edges: LayeredKeys['edges'], nodeOf: ReadonlyMap<string, string>): LayeredKeys['edges'] {
  const found = new Map<string, LayeredKeys['edges'][number]>();
  for (const { upper, lower, kind } of edges) {
    const [from, to] = [nodeOf.get(upper), nodeOf.get(lower)];
    if (from === undefined || to === undefined || from === to) continue;
    found.set(`${kind} ${from} ${to}`, { kind, upper: from, lower: to });
  }
  return [...found.values()];
}

function narrowestOf(row: readonly LayeredNode[]): number {
  return (
    row.reduce((sum, { isBox }) => sum + (isBox ? box.narrowest : passage), 0) + (row.length - 1) * box.gap
  );
}

/** The place of a node, or of a line that passes; `width` 0: a line. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function placeRow(
  row: readonly LayeredNode[],
  { y, height, width, isGroup }: { y: number; height: number; width: number; isGroup: boolean },
): readonly (readonly [string, Place])[] {
  const boxes = row.filter(({ isBox }) => isBox).length;
  const room = width - layerMargin - (row.length - boxes) * passage - (row.length - 1) * box.gap;
  const boxWidth = Math.min(isGroup ? Infinity : box.widest, room / Math.max(1, boxes));
  const widthOf = ({ isBox }: LayeredNode): number => (isBox ? boxWidth : passage);
  const whole = row.reduce((sum, node) => sum + widthOf(node), (row.length - 1) * box.gap);
  let left = layerMargin + (width - layerMargin - whole) / 2;
  return row.map((node) => {
    const own = widthOf(node);
    const place = { x: left + own / 2, y, width: node.isBox ? own : 0, height };
    left += own + box.gap;
    return [node.key, place];
  });
}

function nodeShapes(
  { keys }: Node,
  { x, y, width, height }: Place,
  boxHeight: number,
  perRow: number,
): readonly Shape[] {
  const [first] = keys;
  const left = x - width / 2;
  if (keys.length === 1 && first !== undefined) return keyBoxShapes(first, { x: left, y }, width, boxHeight);
  const frame: Shape = {
    kind: 'rectangle',
    at: { x: left, y },
    width,
    height,
    radius: 6,
    fill: 'faint',
    stroke: 'muted',
    subject: null,
  };
  const columns = Math.min(perRow, keys.length);
  const own = (width - groupPadding) / columns - groupPadding;
  return [
    frame,
    ...keys.flatMap((key, index) => {
      const at = {
        x: left + groupPadding + (index % columns) * (own + groupPadding),
        y: y + groupPadding + Math.floor(index / columns) * (boxHeight + groupPadding),
      };
      return keyBoxShapes(key, at, own, boxHeight);
    }),
  ];
}

function edgeShapes(
  edge: LayeredKeys['edges'][number],
  path: readonly string[],
  places: ReadonlyMap<string, Place>,
  ends: Ends,
): readonly Shape[] {
  const [from, to] = [places.get(edge.upper), places.get(edge.lower)];
  if (from === undefined || to === undefined) return [];
  const dashed = edge.kind === 'derives';
  const points = from.y === to.y ? underneath(from, to) : through(path, places, ends);
  const upwards = from.y > to.y;
  const drawn = upwards ? points.toReversed() : points;
  return [
    ...drawn.slice(1).map((point, index) => line(drawn[index] ?? point, point, 'accent', 0.9, dashed, null)),
    ...arrowHead(drawn),
  ];
}

// From the lower edge of the upper box past every row between to the upper edge of the lower box.
function through(path: readonly string[], places: ReadonlyMap<string, Place>, ends: Ends): readonly Point[] {
  return path.flatMap((key, index): readonly Point[] => {
    const place = places.get(key);
    if (place === undefined) return [];
    const { x, y, width, height } = place;
    if (width === 0)
      return [
        { x, y },
        { x, y: y + height },
      ];
    return [index === 0 ? { x: ends.port(path, 0), y: y + height } : { x: ends.port(path, -1), y }];
  });
}

/** Where lines begin and end at boxes: spread over an edge in the order of where they go next, so that none cross there. */
class Ends {
  readonly #at = new Map<string, readonly (readonly string[])[]>();
  readonly #places: ReadonlyMap<string, Place>;

  constructor(paths: readonly (readonly string[])[], places: ReadonlyMap<string, Place>) {
    this.#places = places;
    for (const end of [0, -1] as const) {
      const next = end === 0 ? 1 : -2;
      for (const [key, lines] of grouped(paths, (path) => path.at(end) ?? '')) {
        const byNext = lines.toSorted((one, other) => this.#x(one.at(next)) - this.#x(other.at(next)));
        this.#at.set(`${String(end)} ${key}`, byNext);
      }
    }
  }

  #x(key = ''): number {
    return this.#places.get(key)?.x ?? 0;
  }

  port(path: readonly string[], end: 0 | -1): number {
    const key = path.at(end) ?? '';
    const { x, width } = this.#places.get(key) ?? { x: 0, width: 0 };
    const lines = this.#at.get(`${String(end)} ${key}`) ?? [];
    return x + (width * (lines.indexOf(path) + 1)) / (lines.length + 1) - width / 2;
  }
}

// Keys that bring each other stand side by side.
function underneath(from: Place, to: Place): readonly Point[] {
  const bottom = from.y + from.height;
  const low = bottom + rowGap / 3;
  const shift = from.x < to.x ? 10 : -10;
  return [
    { x: from.x + shift, y: bottom },
    { x: from.x + shift, y: low },
    { x: to.x - shift, y: low },
    { x: to.x - shift, y: bottom },
  ];
}

function arrowHead(points: readonly Point[]): readonly Shape[] {
  const [before, tip] = points.slice(-2);
  if (before === undefined || tip === undefined) return [];
  const length = Math.hypot(tip.x - before.x, tip.y - before.y);
  if (length === 0) return [];
  const along = { x: (tip.x - before.x) / length, y: (tip.y - before.y) / length };
  const back = { x: tip.x - head * along.x, y: tip.y - head * along.y };
  const half = head / 2;
  return [
    {
      kind: 'polygon',
      points: [
        tip,
        { x: back.x - half * along.y, y: back.y + half * along.x },
        { x: back.x + half * along.y, y: back.y - half * along.x },
      ],
      fill: 'accent',
      subject: null,
    },
  ];
}
