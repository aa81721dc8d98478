import {
  fill,
  line,
  overheardMark,
  overheardMarkWidth,
  text,
  type TextLook,
} from '#core/views/diagrams/interaction-layout.ts';
import type { Point, Scene, Shape, ShapeSubject, Tone } from '#core/views/diagrams/scene.ts';
import { textWidth, truncate } from '#core/views/diagrams/text-width.ts';
import { grouped } from '#core/grouped.ts';
import type { ChannelTrust } from '#core/language/kinds.ts';
import { arrange, type Sized } from './arrange.ts';
import type {
  ChannelUse,
  StoredElement,
  SystemChannel,
  SystemContent,
  SystemEntity,
} from './system-content.ts';

/** The words of the system view in one language. */
export interface SystemWords {
  readonly trust: Readonly<Record<ChannelTrust, string>>;
  readonly messages: (count: number) => string;
  readonly phases: (count: number) => string;
  readonly longTerm: string;
  readonly session: string;
  /** What is left out of a box that would become too high. */
  readonly more: (count: number) => string;
  /** What is said of an entity that the adversary has taken over, from a phase on or ('') from the start. */
  readonly compromised: (phase: string) => string;
  /** The meanings of an eye, of a red and an amber line, and of a green one. */
  readonly reads: string;
  readonly writes: string;
  readonly oneWay: string;
  readonly free: string;
  readonly leaked: string;
  readonly nothing: string;
}

/** Where boxes were put by hand: their upper left corners by the names of their entities, in points. */
export type Positions = Readonly<Record<string, Point>>;

/** Boxes cannot be put further away than this, in points. */
export const furthest = 10_000;

const boxWidth = 172;
const padding = 7;
const lineHeight = 11;
const mostLines = 6;
const legendHeight = 26;
const margin = 8;

const titleLook: TextLook = { size: 9, anchor: 'start', font: 'sans', bold: true, tone: 'ink' };
const nameLook: TextLook = { size: 7.5, anchor: 'start', font: 'mono', bold: false, tone: 'muted' };
const headingLook: TextLook = { size: 7.5, anchor: 'start', font: 'sans', bold: false, tone: 'muted' };
const elementLook: TextLook = { size: 8, anchor: 'start', font: 'mono', bold: false, tone: 'ink' };
const labelLook: TextLook = { size: 8, anchor: 'start', font: 'sans', bold: false, tone: 'ink' };
const widestLabel = 190;
/** Phases that are told of a channel one by one; of more, those that are alike are told together. */
const mostUses = 4;

/**
 * The system view (the paper's Figure 5): a box for each entity with what it holds, a line for each channel with its trust and
 * what goes over it in each phase, and an eye where the adversary reads along. Boxes that were put somewhere by hand stand
 * there; the rest are arranged.
 */
export function systemScene(
  { entities, channels }: SystemContent,
  positions: Positions,
  words: SystemWords,
): Scene {
  if (entities.length === 0) {
    return { width: 300, height: 40, shapes: [text({ x: 8, y: 22 }, words.nothing, headingLook, null)] };
  }
  const boxes = entities.map((entity) => ({ entity, ...boxOf(entity, words) }));
  const labels = channels.map((channel) => ({ channel, ...labelOf(channel, words) }));
  const arranged = arrange(
    boxes.map(({ entity, height }) => ({ name: entity.name, width: boxWidth, height })),
    labels.map(({ channel, width, height }) => ({ name: channel.name, ends: channel.ends, width, height })),
  );
  const placed = placedBoxes(
    boxes.map(({ entity, height }) => ({ name: entity.name, width: boxWidth, height })),
    arranged.boxes,
    positions,
  );
  const taken: Rectangle[] = [...placed.values()].map(({ at, width, height }) => ({ ...at, width, height }));
  const routes = labels.map((label) => {
    const { ends, name } = label.channel;
    const isMoved = ends.some((end) => !isAt(placed.get(end)?.at, arranged.boxes.get(end)));
    const route =
      (isMoved ? undefined : arranged.lines.get(name)) ?? straight(placed.get(ends[0]), placed.get(ends[1]));
    const middle = freeMiddle(route.middle, label, taken);
    taken.push(around(middle, label));
    return { ...label, points: route.points, middle };
  });
  const legend = legendShapes(words);
  const edges = extent([
    ...[...placed.values()].map(({ at, width, height }) => ({ ...at, width, height })),
    ...routes.map(({ middle, ...label }) => around(middle, label)),
    ...routes.flatMap(({ points }) => points.map(({ x, y }) => ({ x, y, width: 0, height: 0 }))),
  ]);
  // Nothing that was put somewhere moves because something else did: only what stands out at the left or above shifts it all.
  const shift = {
    x: margin - Math.min(0, edges.left),
    y: legendHeight + margin - Math.min(0, edges.top),
  };
  const shapes = [
    ...routes.flatMap((route) => lineShapes(route.channel, route.points, shift)),
    ...[...placed.values()].flatMap(({ name, at }) => {
      const box = boxes.find(({ entity }) => entity.name === name);
      return box === undefined ? [] : box.shapes({ x: at.x + shift.x, y: at.y + shift.y });
    }),
    ...routes.flatMap(({ middle, width, height, shapes: draw }) =>
      draw({ x: middle.x - width / 2 + shift.x, y: middle.y - height / 2 + shift.y }),
    ),
  ];
  return {
    width: Math.max(edges.right + shift.x + margin, legend.width),
    height: edges.bottom + shift.y + margin,
    shapes: [...legend.shapes, ...shapes],
  };
}

/** Where the boxes of a system stand, by the names of their entities, as {@link systemScene} puts them. */
export function systemPositions(
  { entities, channels }: SystemContent,
  positions: Positions,
  words: SystemWords,
): Positions {
  const boxes = entities.map((entity): Sized => ({
    name: entity.name,
    width: boxWidth,
    height: boxOf(entity, words).height,
  }));
  const arranged = arrange(
    boxes,
    channels.map((channel) => ({ name: channel.name, ends: channel.ends, ...labelOf(channel, words) })),
  );
  const placed = placedBoxes(boxes, arranged.boxes, positions);
  return Object.fromEntries([...placed].map(([name, { at }]) => [name, at]));
}

// What was put somewhere stands there. What was not makes way for it, downwards.
function placedBoxes(
  boxes: readonly Sized[],
  arranged: ReadonlyMap<string, Point>,
  positions: Positions,
): ReadonlyMap<string, Box> {
  const put = boxes.flatMap((box): readonly Box[] => {
    const at = positionOf(positions, box.name);
    return at === undefined ? [] : [{ ...box, at }];
  });
  const taken = put.map(({ at, width, height }): Rectangle => ({ ...at, width, height }));
  const placed = new Map(put.map((box) => [box.name, box]));
  for (const box of boxes) {
    if (placed.has(box.name)) continue;
    let at = arranged.get(box.name) ?? { x: 0, y: 0 };
    const inTheWay = (): Rectangle | undefined =>
      taken.find((each) => overlaps({ ...at, width: box.width, height: box.height }, each));
    for (let other = inTheWay(); other !== undefined; other = inTheWay()) {
      at = { x: at.x, y: other.y + other.height + margin };
    }
    if (put.length > 0) taken.push({ ...at, width: box.width, height: box.height });
    placed.set(box.name, { ...box, at });
  }
  return placed;
}

function isAt(one: Point | undefined, other: Point | undefined): boolean {
  return one?.x === other?.x && one?.y === other?.y;
}

// A name may be that of something every object has.
function positionOf(positions: Positions, name: string): Point | undefined {
  return Object.hasOwn(positions, name) ? positions[name] : undefined;
}

interface Drawn {
  readonly height: number;
  readonly shapes: (at: Point) => readonly Shape[];
}

function boxOf(entity: SystemEntity, words: SystemWords): Drawn {
  const { name, label, longTerm, session, compromisedFrom } = entity;
  const subject: ShapeSubject = { kind: 'entity', name };
  const room = boxWidth - 2 * padding;
  const lines: { readonly y: number; readonly shapes: (at: Point) => readonly Shape[] }[] = [];
  let y = padding + 9;
  const put = (content: string, look: TextLook, advance: number): void => {
    const own = y;
    const shown = truncate(content, room, look.size, look.font, look.bold);
    lines.push({
      y: own,
      shapes: (at) => [text({ x: at.x + padding, y: at.y + own }, shown, look, subject)],
    });
    y += advance;
  };
  if (label !== name) put(label, titleLook, lineHeight);
  put(name, label === name ? titleLook : nameLook, lineHeight);
  if (compromisedFrom !== null)
    put(words.compromised(compromisedFrom), { ...headingLook, tone: 'danger', bold: true }, lineHeight);
  for (const [heading, elements] of [
    [words.longTerm, longTerm],
    [words.session, session],
  ] as const) {
    if (elements.length === 0) continue;
    y += 3;
    put(heading, headingLook, lineHeight);
    for (const row of rowsOf(elements, room, words)) {
      const own = y;
      lines.push({ y: own, shapes: (at) => rowShapes(row, { x: at.x + padding, y: at.y + own }) });
      y += lineHeight;
    }
  }
  const height = y - lineHeight + padding + 3;
  return {
    height,
    shapes: (at) => [
      {
        kind: 'rectangle',
        at,
        width: boxWidth,
        height,
        radius: 5,
        fill: 'surface',
        stroke: compromisedFrom === null ? 'ink' : 'danger',
        subject,
      },
      ...lines.flatMap(({ shapes }) => shapes(at)),
    ],
  };
}

interface RowItem {
  readonly content: string;
  readonly look: TextLook;
  readonly subject: ShapeSubject | null;
  readonly x: number;
}

function rowsOf(
  elements: readonly StoredElement[],
  room: number,
  words: SystemWords,
): readonly (readonly RowItem[])[] {
  const rows: RowItem[][] = [[]];
  let x = 0;
  for (const [index, { name, leaked }] of elements.entries()) {
    const content = truncate(leaked ? `${name} ⚠` : name, room, elementLook.size, 'mono');
    const width = textWidth(content, elementLook.size, 'mono');
    if (x > 0 && x + width > room) {
      if (rows.length === mostLines) {
        const rest = { content: words.more(elements.length - index), look: headingLook, subject: null, x: 0 };
        return [...rows, [rest]];
      }
      rows.push([]);
      x = 0;
    }
    const look = leaked ? { ...elementLook, tone: 'danger' as const } : elementLook;
    rows.at(-1)?.push({ content, look, subject: { kind: 'element', name }, x });
    x += width + 8;
  }
  return rows;
}

function rowShapes(row: readonly RowItem[], at: Point): readonly Shape[] {
  return row.map(({ content, look, subject, x }) => text({ x: at.x + x, y: at.y }, content, look, subject));
}

function labelOf({ name, uses }: SystemChannel, words: SystemWords): Drawn & { readonly width: number } {
  const subject: ShapeSubject = { kind: 'channel', name };
  const rows = fewUses(uses, words).map((use) => {
    const said = `${words.trust[use.trust]} · ${words.messages(use.messages.length)}`;
    const room = widestLabel - overheardMarkWidth - textWidth(` · ${said}`, labelLook.size, 'sans');
    const phase = truncate(use.label, Math.max(30, room), labelLook.size, 'sans');
    return { use, content: truncate(`${phase} · ${said}`, widestLabel, labelLook.size, 'sans') };
  });
  const width =
    8 +
    overheardMarkWidth +
    Math.max(...rows.map(({ content }) => textWidth(content, labelLook.size, 'sans')));
  const height = rows.length * lineHeight + 5;
  return {
    width,
    height,
    shapes: (at) => [
      { ...fill(at, width, height, 'surface', 3), subject },
      ...rows.flatMap(({ use, content }, index) => {
        const y = at.y + index * lineHeight + 10;
        const mark = use.reads ? overheardMark({ x: at.x + 3, y: y - 3 }, subject) : [];
        return [
          ...mark,
          text(
            { x: at.x + 4 + overheardMarkWidth, y },
            content,
            { ...labelLook, tone: toneOf(use) },
            subject,
          ),
        ];
      }),
    ],
  };
}

// Of many phases that are alike, how many there are.
function fewUses(uses: readonly ChannelUse[], words: SystemWords): readonly ChannelUse[] {
  if (uses.length <= mostUses) return uses;
  const alike = grouped(uses, ({ trust, reads, writes }) => `${trust} ${String(reads)} ${String(writes)}`);
  return [...alike.values()].flatMap((all): readonly ChannelUse[] => {
    const [first] = all;
    if (first === undefined || all.length === 1) return all;
    return [{ ...first, label: words.phases(all.length), messages: all.flatMap(({ messages }) => messages) }];
  });
}

function toneOf({ reads, writes }: ChannelUse): Tone {
  if (reads && writes) return 'danger';
  return reads || writes ? 'warning' : 'good';
}

function lineShapes(channel: SystemChannel, points: readonly Point[], shift: Point): readonly Shape[] {
  const subject: ShapeSubject = { kind: 'channel', name: channel.name };
  const tones = channel.uses.map(toneOf);
  const tone = (['danger', 'warning'] as const).find((each) => tones.includes(each)) ?? 'good';
  const moved = points.map(({ x, y }) => ({ x: x + shift.x, y: y + shift.y }));
  return moved.slice(1).map((to, index) => line(moved[index] ?? to, to, tone, 1.4, tone === 'good', subject));
}

interface Box extends Sized {
  readonly at: Point;
}

function straight(
  one: Box | undefined,
  other: Box | undefined,
): { readonly points: readonly Point[]; readonly middle: Point } {
  if (one === undefined || other === undefined) return { points: [], middle: { x: 0, y: 0 } };
  const [from, to] = [middleOf(one), middleOf(other)];
  const ends = [borderTowards(one, to), borderTowards(other, from)] as const;
  return { points: ends, middle: { x: (ends[0].x + ends[1].x) / 2, y: (ends[0].y + ends[1].y) / 2 } };
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function around({ x, y }: Point, { width, height }: Omit<Sized, 'name'>): Rectangle {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

// The nearest place above or below where a label hides nothing; where all are taken, its own.
function freeMiddle(middle: Point, size: Omit<Sized, 'name'>, taken: readonly Rectangle[]): Point {
  const isFree = (at: Point): boolean => taken.every((each) => !overlaps(around(at, size), each));
  for (let away = 0; away <= furthestLabel; away += labelStep) {
    const found = [away, -away].map((dy) => ({ x: middle.x, y: middle.y + dy })).find(isFree);
    if (found !== undefined) return found;
  }
  return middle;
}

const labelStep = 6;
const furthestLabel = 600;

function overlaps(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function middleOf({ at, width, height }: Box): Point {
  return { x: at.x + width / 2, y: at.y + height / 2 };
}

// Where the line from the middle of a box to a point leaves the box.
function borderTowards(box: Box, to: Point): Point {
  const from = middleOf(box);
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const share = Math.min(
    dx === 0 ? Infinity : box.width / 2 / Math.abs(dx),
    dy === 0 ? Infinity : box.height / 2 / Math.abs(dy),
    1,
  );
  return { x: from.x + dx * share, y: from.y + dy * share };
}

function extent(rectangles: readonly Rectangle[]): {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
} {
  return {
    left: Math.min(...rectangles.map(({ x }) => x)),
    top: Math.min(...rectangles.map(({ y }) => y)),
    right: Math.max(...rectangles.map(({ x, width }) => x + width)),
    bottom: Math.max(...rectangles.map(({ y, height }) => y + height)),
  };
}

function legendShapes(words: SystemWords): { readonly shapes: readonly Shape[]; readonly width: number } {
  const entries = [
    ['danger', words.writes],
    ['warning', words.oneWay],
    ['good', words.free],
  ] as const;
  const shapes: Shape[] = [...overheardMark({ x: margin, y: 8 }, null)];
  let x = margin + overheardMarkWidth;
  const say = (content: string): void => {
    shapes.push(text({ x, y: 11 }, content, headingLook, null));
    x += textWidth(content, headingLook.size, 'sans') + 14;
  };
  say(words.reads);
  for (const [tone, meaning] of entries) {
    shapes.push(line({ x, y: 8 }, { x: x + 16, y: 8 }, tone, 1.4, tone === 'good', null));
    x += 20;
    say(meaning);
  }
  return { shapes, width: x };
}
