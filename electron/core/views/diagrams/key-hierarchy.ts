import { orderLayers, type LayeredNode } from './hierarchy-layout.ts';
import { line, text, type TextLook } from './interaction-layout.ts';
import type { Named } from './interaction.ts';
import type { Point, Scene, Shape } from './scene.ts';
import { textWidth, truncate } from './text-width.ts';
import type { HierarchyEdge, KeyHierarchy } from '#core/structure/key-hierarchy.ts';

/** Options of the view's layout. */
export interface HierarchyOptions {
  /** The width of the drawing in points. */
  readonly width: number;
  readonly words: {
    /** The name of a level. */
    readonly level: (level: number) => string;
    /** The meanings of a solid and of a dashed line. */
    readonly transports: string;
    readonly derives: string;
  };
}

const margin = 46;
const box = { height: 38, gap: 12, widest: 132 } as const;
/** A line that passes between boxes takes this much. */
const passage = 10;
const rowGap = 34;
const legend = 22;
/** Boxes beside each other at most; a level that has more gets another row. */
const perRow = 4;
const head = 4.5;

/**
 * The protection view (the paper's multi-layout key hierarchy): a row for each level, and a line from each key to those
 * that it transports (solid) or that are derived from it (dashed). What only vouches for a key makes no level and is not
 * drawn.
 */
export function keyHierarchyScene(
  hierarchy: KeyHierarchy,
  labels: readonly Named[],
  { width, words }: HierarchyOptions,
): Scene {
  const edges = hierarchy.edges.filter(({ kind }) => kind !== 'authenticates');
  const levelRows = rowsOf(hierarchy);
  const { rows, paths } = orderLayers(
    levelRows.map(({ keys }) => keys),
    edges.map(({ upper, lower }) => ({ from: upper, to: lower })),
  );
  const places = new Map<string, Place>();
  rows.forEach((row, index) => {
    for (const [key, place] of placeRow(row, index, width)) places.set(key, place);
  });
  const named = new Map(labels.map(({ name, label }) => [name, label]));
  const lines = edges.flatMap((edge, index) => edgeShapes(edge, paths[index] ?? [], places, paths));
  const boxes = [...places].flatMap(([key, place]) =>
    place.width === 0 ? [] : boxShapes(key, named.get(key) ?? key, place),
  );
  const levels = levelRows.flatMap(({ level, first }, index) =>
    first
      ? [text({ x: 0, y: topOf(index) + box.height / 2 + 2.5 }, words.level(level), mutedText, null)]
      : [],
  );
  return {
    width,
    height: topOf(rows.length) - rowGap + 12,
    shapes: [...legendShapes(words), ...levels, ...lines, ...boxes],
  };
}

const mutedText: TextLook = { size: 7, anchor: 'start', font: 'sans', bold: false, tone: 'muted' };

/** The place of a key, or of a line that passes; `width` 0: a line. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

function rowsOf({ keys, levels }: KeyHierarchy): readonly {
  readonly level: number;
  readonly first: boolean;
  readonly keys: readonly string[];
}[] {
  return Array.from({ length: levels }, (_, index) => index + 1).flatMap((level) => {
    const names = keys.filter((key) => key.level === level).map(({ name }) => name);
    const count = Math.ceil(names.length / perRow);
    return Array.from({ length: count }, (_, row) => ({
      level,
      first: row === 0,
      keys: names.slice(row * perRow, (row + 1) * perRow),
    }));
  });
}

function topOf(row: number): number {
  return legend + row * (box.height + rowGap);
}

function placeRow(
  row: readonly LayeredNode[],
  index: number,
  width: number,
): readonly (readonly [string, Place])[] {
  const boxes = row.filter(({ isBox }) => isBox).length;
  const room = width - margin - (row.length - boxes) * passage - (row.length - 1) * box.gap;
  const boxWidth = Math.min(box.widest, room / Math.max(1, boxes));
  const widthOf = ({ isBox }: LayeredNode): number => (isBox ? boxWidth : passage);
  const whole = row.reduce((sum, node) => sum + widthOf(node), (row.length - 1) * box.gap);
  let left = margin + (width - margin - whole) / 2;
  return row.map((node) => {
    const own = widthOf(node);
    const place = { x: left + own / 2, y: topOf(index), width: node.isBox ? own : 0 };
    left += own + box.gap;
    return [node.key, place];
  });
}

function edgeShapes(
  edge: HierarchyEdge,
  path: readonly string[],
  places: ReadonlyMap<string, Place>,
  all: readonly (readonly string[])[],
): readonly Shape[] {
  const [from, to] = [places.get(edge.upper), places.get(edge.lower)];
  if (from === undefined || to === undefined) return [];
  const dashed = edge.kind === 'derives';
  const points = from.y === to.y ? underneath(from, to) : through(path, places, all);
  const upwards = from.y > to.y;
  const drawn = upwards ? points.toReversed() : points;
  return [
    ...drawn.slice(1).map((point, index) => line(drawn[index] ?? point, point, 'accent', 0.9, dashed, null)),
    ...arrowHead(drawn),
  ];
}

// From the lower edge of the upper box past every row between to the upper edge of the lower box.
function through(
  path: readonly string[],
  places: ReadonlyMap<string, Place>,
  all: readonly (readonly string[])[],
): readonly Point[] {
  return path.flatMap((key, index): readonly Point[] => {
    const place = places.get(key);
    if (place === undefined) return [];
    const { x, y, width } = place;
    if (width === 0)
      return [
        { x, y },
        { x, y: y + box.height },
      ];
    return [
      index === 0
        ? { x: portOf(path, all, 0, 1, places), y: y + box.height }
        : { x: portOf(path, all, -1, -2, places), y },
    ];
  });
}

// The lines at an edge of a box are spread over it in the order of where they go next, so that none cross there.
function portOf(
  path: readonly string[],
  all: readonly (readonly string[])[],
  end: 0 | -1,
  next: 1 | -2,
  places: ReadonlyMap<string, Place>,
): number {
  const { x, width } = places.get(path.at(end) ?? '') ?? { x: 0, width: 0 };
  const nextX = (each: readonly string[]): number => places.get(each.at(next) ?? '')?.x ?? x;
  const lines = all
    .filter((each) => each.at(end) === path.at(end))
    .toSorted((one, other) => nextX(one) - nextX(other));
  return x + (width * (lines.indexOf(path) + 1)) / (lines.length + 1) - width / 2;
}

// Keys that bring each other stand side by side.
function underneath(from: Place, to: Place): readonly Point[] {
  const bottom = from.y + box.height;
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

function boxShapes(name: string, label: string, { x, y, width }: Place): readonly Shape[] {
  const room = width - 8;
  const title: TextLook = { size: titleSize, anchor: 'middle', font: 'sans', bold: true, tone: 'ink' };
  const code: TextLook = { size: 6.5, anchor: 'middle', font: 'mono', bold: false, tone: 'muted' };
  const lines = label === name ? [] : twoLines(label, room);
  const first = y + (box.height - lines.length * 9 - 8) / 2 + 7;
  return [
    {
      kind: 'rectangle',
      at: { x: x - width / 2, y },
      width,
      height: box.height,
      radius: 4,
      fill: 'surface',
      stroke: 'muted',
      subject: null,
    },
    ...lines.map((each, index) => text({ x, y: first + index * 9 }, each, title, null)),
    text({ x, y: first + lines.length * 9 }, truncate(name, room, 6.5, 'mono'), code, null),
  ];
}

const titleSize = 7.5;

// As many words as have room, and the rest below.
function twoLines(label: string, room: number): readonly string[] {
  const fits = (words: readonly string[]): boolean =>
    textWidth(words.join(' '), titleSize, 'sans', true) <= room;
  const words = label.split(/\s+/u);
  if (fits(words)) return [words.join(' ')];
  const count = Math.max(
    1,
    words.findLastIndex((_, index) => fits(words.slice(0, index))),
  );
  return [words.slice(0, count), words.slice(count)].map((line) =>
    truncate(line.join(' '), room, titleSize, 'sans', true),
  );
}

function legendShapes({ transports, derives }: HierarchyOptions['words']): readonly Shape[] {
  return [
    line({ x: margin, y: 6 }, { x: margin + 22, y: 6 }, 'accent', 0.9, false, null),
    text({ x: margin + 27, y: 8.5 }, transports, mutedText, null),
    line({ x: margin + 170, y: 6 }, { x: margin + 192, y: 6 }, 'accent', 0.9, true, null),
    text({ x: margin + 197, y: 8.5 }, derives, mutedText, null),
  ];
}
