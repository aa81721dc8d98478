import { fill, line, text, type TextLook } from '#core/views/diagrams/interaction-layout.ts';
import type { Scene, Shape } from '#core/views/diagrams/scene.ts';
import { textWidth, truncate } from '#core/views/diagrams/text-width.ts';
import type { Element } from '#core/language/model.ts';
import { protectionUses, type Protection, type ProtectionUse } from '#core/structure/protections.ts';

/** The words of the matrix in one language: a letter for each use, and what it stands for. */
export interface MatrixWords {
  readonly letter: (use: ProtectionUse) => string;
  readonly use: (use: ProtectionUse) => string;
  readonly nothing: string;
}

const row = 17;
const headSize = 8;
const longestHead = 150;
const labelWidth = 130;
const top = 26;

const headLook: TextLook = { size: headSize, anchor: 'start', font: 'mono', bold: false, tone: 'ink' };
const small: TextLook = { size: 7.5, anchor: 'start', font: 'sans', bold: false, tone: 'muted' };
const markLook: TextLook = { size: headSize, anchor: 'middle', font: 'sans', bold: true, tone: 'accent' };

/**
 * What protects what: a row for each key that does something for an element, a column for each element that a key does
 * something for, and in the field a letter for each of that: encrypts, authenticates, derives.
 */
export function protectionMatrix(
  elements: readonly Element[],
  protections: readonly Protection[],
  words: MatrixWords,
): Scene {
  const [above, below] = [protections.map(({ key }) => key), protections.map(({ element }) => element)];
  const [keys, columns] = [new Set(above), new Set(below)];
  const rows = elements.filter(({ name }) => keys.has(name));
  const heads = elements.filter(({ name }) => columns.has(name));
  if (rows.length === 0) {
    return { width: 400, height: 40, shapes: [text({ x: 8, y: 22 }, words.nothing, small, null)] };
  }
  const letters = protectionUses.map((use) => words.letter(use)).join(' ');
  const column = Math.max(20, textWidth(letters, headSize, 'sans', true) + 8);
  const nameWidth = Math.min(longestHead, ...[Math.max(...rows.map(({ name }) => widthOf(name)))]) + 10;
  const left = nameWidth + labelWidth;
  const headHeight = Math.min(longestHead, Math.max(...heads.map(({ name }) => widthOf(name)))) + 8;
  const bodyTop = top + headHeight;
  const right = left + heads.length * column;
  const bottom = bodyTop + rows.length * row;
  const shapes: Shape[] = [...legend(words)];
  heads.forEach(({ name }, index) => {
    const x = left + index * column;
    const at = { x: x + column / 2 + headSize / 3, y: bodyTop - 4 };
    const content = truncate(name, longestHead, headSize, 'mono');
    shapes.push(line({ x, y: bodyTop }, { x, y: bottom }, 'faint', 0.6, false, null));
    shapes.push({ ...textShape(content, at, headLook, name), upwards: true });
  });
  rows.forEach(({ name, label }, index) => {
    const y = bodyTop + index * row;
    const base = y + row / 2 + 3;
    shapes.push(line({ x: 0, y }, { x: right, y }, 'faint', 0.6, false, null));
    shapes.push(textShape(truncate(name, longestHead, headSize, 'mono'), { x: 2, y: base }, headLook, name));
    if (label !== name) {
      const content = truncate(label, labelWidth - 8, small.size, 'sans');
      shapes.push(textShape(content, { x: nameWidth, y: base }, small, name));
    }
  });
  const rowOf = new Map(rows.map(({ name }, index) => [name, index]));
  const columnOf = new Map(heads.map(({ name }, index) => [name, index]));
  for (const [field, uses] of fieldsOf(protections)) {
    const [key = '', element = ''] = field.split(' ');
    const x = left + (columnOf.get(element) ?? 0) * column;
    const y = bodyTop + (rowOf.get(key) ?? 0) * row;
    const marks = protectionUses.filter((use) => uses.has(use)).map((use) => words.letter(use));
    shapes.push(fill({ x: x + 1, y: y + 1 }, column - 2, row - 2, 'faint', 2));
    shapes.push(text({ x: x + column / 2, y: y + row / 2 + 3 }, marks.join(' '), markLook, null));
  }
  shapes.push(line({ x: 0, y: bottom }, { x: right, y: bottom }, 'faint', 0.6, false, null));
  return { width: Math.max(right + 4, legendWidth(words)), height: bottom + 8, shapes };
}

function textShape(
  content: string,
  at: { readonly x: number; readonly y: number },
  look: TextLook,
  name: string,
): Extract<Shape, { readonly kind: 'text' }> {
  return { kind: 'text', at, text: content, ...look, subject: { kind: 'element', name } };
}

function widthOf(name: string): number {
  return textWidth(name, headSize, 'mono');
}

/** The uses of each field, by the names of its key and its element, which have no spaces. */
function fieldsOf(protections: readonly Protection[]): ReadonlyMap<string, ReadonlySet<ProtectionUse>> {
  const fields = new Map<string, Set<ProtectionUse>>();
  for (const { key, element, use } of protections) {
    const id = `${key} ${element}`;
    const known = fields.get(id);
    if (known === undefined) fields.set(id, new Set([use]));
    else known.add(use);
  }
  return fields;
}

function legend(words: MatrixWords): readonly Shape[] {
  let x = 2;
  return protectionUses.flatMap((use) => {
    const at = x;
    x += 30 + textWidth(words.use(use), small.size, 'sans');
    return [
      text({ x: at, y: 10 }, words.letter(use), { ...markLook, anchor: 'start' }, null),
      text({ x: at + 12, y: 10 }, words.use(use), small, null),
    ];
  });
}

function legendWidth(words: MatrixWords): number {
  return protectionUses.reduce((sum, use) => sum + 30 + textWidth(words.use(use), small.size, 'sans'), 2);
}
