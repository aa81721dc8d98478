import { fill, line, text, type TextLook } from '#core/views/diagrams/interaction-layout.ts';
import type { Named } from '#core/views/diagrams/named.ts';
import type { Point, Scene, Shape, Tone } from '#core/views/diagrams/scene.ts';
import { textWidth, truncate } from '#core/views/diagrams/text-width.ts';
import { grouped } from '#core/grouped.ts';
import type { Element, Model, Phase } from '#core/language/model.ts';
import { hierarchyLevels } from '#core/structure/hierarchy-levels.ts';
import type { HierarchyEdge, KeyHierarchy } from '#core/structure/key-hierarchy.ts';
import { namesIn, type Protection } from '#core/structure/protections.ts';
import type { KeyBox } from './key-box.ts';
import { layeredKeys, layerMargin, type LayeredKeys } from './layered-keys.ts';

/**
 * The layouts of the protection view: all keys by their levels, what hangs on one key, what each key carries in each phase,
 * and which key does what for which element.
 */
export const protectionLayouts = ['layers', 'tree', 'phases', 'matrix'] as const;
export type ProtectionLayout = (typeof protectionLayouts)[number];

/** The words of the protection view in one language. */
export interface ProtectionWords {
  /** The name of a level. */
  readonly level: (level: number) => string;
  /** The meanings of a solid and of a dashed line. */
  readonly transports: string;
  readonly derives: string;
  /** What is said of a key that takes over from another. */
  readonly renews: (key: string) => string;
  /** What is said of what a key protects beside keys. */
  readonly protects: (elements: string) => string;
  /** The meanings of the borders of a tree: the chosen key, what falls with it, what others protect, too. */
  readonly chosen: string;
  readonly falls: string;
  readonly guarded: string;
  /** The same in the box of a key. */
  readonly fallen: string;
  readonly remains: string;
  /** The heading of what falls beside keys. */
  readonly others: string;
  /** Where there is nothing to be drawn. */
  readonly nothing: string;
}

/** What a drawing of the protection view is about. */
export interface Protected {
  readonly hierarchy: KeyHierarchy;
  readonly elements: Model['elements'];
}

export interface ProtectionOptions {
  /** The least width of the drawing in points; many lines make it wider. */
  readonly width: number;
  readonly words: ProtectionWords;
}

const legendHeight = 24;
const small: TextLook = { size: 7.5, anchor: 'start', font: 'sans', bold: false, tone: 'muted' };

/**
 * The protection view (the paper's multi-layout key hierarchy): a row for each level, and a line from each key to those
 * that it transports (solid) or that are derived from it (dashed). What only vouches for a key makes no level and is not
 * drawn.
 */
export function protectionLayers({ hierarchy, elements }: Protected, options: ProtectionOptions): Scene {
  const { words, width } = options;
  const boxOf = boxes(elements, words);
  const levels = Array.from({ length: hierarchy.levels }, (_, index) => index + 1);
  const part = layeredKeys(
    {
      layers: levels.map((level) => ({
        label: words.level(level),
        keys: hierarchy.keys.flatMap((key) => (key.level === level ? [boxOf(key.name)] : [])),
      })),
      edges: levelEdges(hierarchy),
    },
    legendHeight,
    width,
  );
  return sceneOf(part, hierarchy.keys.length === 0, options, lineLegend(words));
}

/**
 * What hangs on one key: everything that it transports or that is derived from it, and so on. What `falls` is what a listener
 * obtains who has the key; the rest of what hangs on it is protected by other keys, too.
 */
export function protectionTree(
  { hierarchy, elements }: Protected,
  root: string,
  falls: readonly string[],
  options: ProtectionOptions,
): Scene {
  const { words, width } = options;
  const edges = levelEdges(hierarchy);
  const under = reachable(root, edges);
  const own = edges.filter(({ upper, lower }) => lower !== root && under.has(upper) && under.has(lower));
  const keys = hierarchy.keys.map(({ name }) => name).filter((name) => under.has(name));
  const fallen = new Set(falls);
  const extra = hierarchy.keys.map(({ name }) => name).filter((name) => fallen.has(name) && !under.has(name));
  const depth = hierarchyLevels(keys, own);
  const rows = grouped(keys, (name) => depth.get(name) ?? 1);
  const boxOf = boxes(elements, words);
  const toneOf = (name: string): Tone => (name === root ? 'accent' : fallen.has(name) ? 'danger' : 'warning');
  const judged = (name: string): KeyBox => {
    const plain = boxOf(name);
    const said = name === root ? [] : [fallen.has(name) ? words.fallen : words.remains];
    return { ...plain, tone: toneOf(name), notes: [...plain.notes, ...said] };
  };
  const layers = [...rows]
    .toSorted(([one], [other]) => one - other)
    .map(([, names]) => ({ label: '', keys: names.map(judged) }));
  const part = layeredKeys({ layers, edges: own }, legendHeight + 14, width);
  const isKey = new Set(keys);
  const others = elements.filter(
    ({ name }) => fallen.has(name) && (!isKey.has(name) || extra.includes(name)),
  );
  const below = flow(words.others, others, { x: layerMargin, y: part.bottom + 18 }, part.width);
  const bottom = others.length === 0 ? part.bottom : below.bottom;
  const shapes = others.length === 0 ? part.shapes : [...part.shapes, ...below.shapes];
  const legend = [...lineLegend(words), ...borderLegend(words)];
  return sceneOf({ ...part, shapes, bottom }, keys.length === 0, options, legend);
}

/** Which keys carry what in which phase: a band for each phase, with the keys that are used or carried in it. */
export function protectionPhases(
  { hierarchy, elements }: Protected,
  phases: readonly Phase[],
  protections: readonly Protection[],
  options: ProtectionOptions,
): Scene {
  const { words, width } = options;
  const boxOf = boxes(elements, words);
  const isKey = new Set(hierarchy.keys.map(({ name }) => name));
  const bands = phases.map((phase) => {
    const own = protections.filter(({ origins }) => origins.some((origin) => origin.phase === phase.name));
    const carried = new Map<string, string[]>();
    for (const { key, element } of own) {
      if (isKey.has(element)) continue;
      const known = carried.get(key);
      if (known === undefined) carried.set(key, [element]);
      else if (!known.includes(element)) known.push(element);
    }
    const edges = levelEdges(hierarchy).filter(({ origins }) =>
      origins.some((origin) => origin.phase === phase.name),
    );
    const used = new Set([
      ...phase.steps.flatMap((step) => (step.kind === 'message' ? [...namesIn(step.content)] : [])),
      ...own.flatMap(({ key, element }) => [key, element]),
      ...edges.flatMap(({ upper, lower }) => [upper, lower]),
    ]);
    const keys = hierarchy.keys.filter(({ name }) => used.has(name));
    return { phase, edges, keys, carried };
  });
  let top = legendHeight;
  let widest = width;
  const parts: Shape[] = [];
  const heads: { readonly y: number; readonly phase: Named }[] = [];
  for (const { phase, edges, keys, carried } of bands) {
    heads.push({ y: top, phase });
    if (keys.length === 0) {
      parts.push(text({ x: layerMargin, y: top + 36 }, words.nothing, small, null));
      top += 56;
      continue;
    }
    const levels = [...new Set(keys.map(({ level }) => level))].toSorted((one, other) => one - other);
    const noted = (name: string): KeyBox => {
      const plain = boxOf(name);
      const names = carried.get(name);
      if (names === undefined) return plain;
      return { ...plain, notes: [...plain.notes, ...noteLines(words.protects(names.join(', ')))] };
    };
    const layers = levels.map((level) => ({
      label: words.level(level),
      keys: keys.flatMap((key) => (key.level === level ? [noted(key.name)] : [])),
    }));
    const part = layeredKeys({ layers, edges }, top + 28, width);
    parts.push(...part.shapes);
    widest = Math.max(widest, part.width);
    top = part.bottom + 18;
  }
  const bars = heads.flatMap(({ y, phase }) => bandShapes(phase, y, widest));
  const part = { width: widest, bottom: top, shapes: [...bars, ...parts] };
  return sceneOf(part, phases.length === 0, options, lineLegend(words));
}

/** How wide and how long the note of a box is at most; the rest of it is shortened. */
const note = { width: 130, lines: 4 } as const;

function noteLines(words: string): readonly string[] {
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const joined = [...lines.slice(-1), word].join(' ');
    if (lines.length === note.lines || (lines.length > 0 && textWidth(joined, 7.5, 'sans') <= note.width)) {
      lines.splice(-1, 1, joined);
    } else lines.push(word);
  }
  return lines;
}

function bandShapes({ name, label }: Named, y: number, width: number): readonly Shape[] {
  const look: TextLook = { size: 8.5, anchor: 'start', font: 'sans', bold: true, tone: 'ink' };
  const subject = { kind: 'phase', name } as const;
  return [
    fill({ x: 0, y }, width, 18, 'faint', 3),
    text({ x: 8, y: y + 12 }, truncate(label, width - 16, 8.5, 'sans', true), look, subject),
  ];
}

/** A drawn text for each element, one after the other in lines, below a heading. */
function flow(
  heading: string,
  elements: readonly Element[],
  at: Point,
  width: number,
): { readonly shapes: readonly Shape[]; readonly bottom: number } {
  const look: TextLook = { size: 8, anchor: 'start', font: 'mono', bold: false, tone: 'danger' };
  let { x, y } = { x: at.x, y: at.y + 14 };
  const shapes: Shape[] = [text(at, heading, small, null)];
  for (const { name } of elements) {
    const own = Math.min(width - at.x, textWidth(name, look.size, 'mono'));
    if (x > at.x && x + own > width) {
      x = at.x;
      y += 13;
    }
    const content = truncate(name, width - at.x, look.size, 'mono');
    shapes.push(text({ x, y }, content, look, { kind: 'element', name }));
    x += own + 12;
  }
  return { shapes, bottom: y + 4 };
}

function boxes(elements: Model['elements'], words: ProtectionWords): (name: string) => KeyBox {
  const named = new Map(elements.map((element) => [element.name, element]));
  return (name) => {
    const element = named.get(name);
    const notes = element === undefined || element.replaces === null ? [] : [words.renews(element.replaces)];
    return { name, label: element?.label ?? name, notes, tone: 'muted' };
  };
}

function levelEdges({ edges }: KeyHierarchy): readonly HierarchyEdge[] {
  return edges.filter(({ kind }) => kind !== 'authenticates');
}

function reachable(root: string, edges: LayeredKeys['edges']): ReadonlySet<string> {
  const found = new Set([root]);
  for (const key of found) for (const { upper, lower } of edges) if (upper === key) found.add(lower);
  return found;
}

function sceneOf(
  part: { readonly shapes: readonly Shape[]; readonly width: number; readonly bottom: number },
  empty: boolean,
  { width, words }: ProtectionOptions,
  legend: readonly Shape[],
): Scene {
  if (empty) {
    return { width, height: 40, shapes: [text({ x: 8, y: 22 }, words.nothing, small, null)] };
  }
  return { width: part.width, height: part.bottom + 12, shapes: [...legend, ...part.shapes] };
}

function lineLegend({ transports, derives }: ProtectionWords): readonly Shape[] {
  const second = layerMargin + 50 + textWidth(transports, small.size, 'sans');
  return [
    line({ x: layerMargin, y: 6 }, { x: layerMargin + 22, y: 6 }, 'accent', 0.9, false, null),
    text({ x: layerMargin + 27, y: 8.5 }, transports, small, null),
    line({ x: second, y: 6 }, { x: second + 22, y: 6 }, 'accent', 0.9, true, null),
    text({ x: second + 27, y: 8.5 }, derives, small, null),
  ];
}

function borderLegend({ chosen, falls, guarded }: ProtectionWords): readonly Shape[] {
  const entries = [
    ['accent', chosen],
    ['danger', falls],
    ['warning', guarded],
  ] as const;
  let x = layerMargin;
  return entries.flatMap(([tone, words]): readonly Shape[] => {
    const left = x;
    x += 40 + textWidth(words, small.size, 'sans');
    return [
      {
        kind: 'rectangle',
        at: { x: left, y: 15 },
        width: 16,
        height: 9,
        radius: 2,
        fill: 'surface',
        stroke: tone,
        subject: null,
      },
      text({ x: left + 21, y: 22.5 }, words, small, null),
    ];
  });
}
