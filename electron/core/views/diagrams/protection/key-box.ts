import { text, type TextLook } from '#core/views/diagrams/interaction-layout.ts';
import type { Point, Shape, Tone } from '#core/views/diagrams/scene.ts';
import { textWidth, truncate } from '#core/views/diagrams/text-width.ts';

/** What stands in the box of a key. */
export interface KeyBox {
  readonly name: string;
  readonly label: string;
  /** Lines below the name, such as which key it replaces. */
  readonly notes: readonly string[];
  /** The border: `danger` for what falls with the chosen key, `warning` for what it protects beside others. */
  readonly tone: Tone;
}

const titleSize = 8;
const smallSize = 7.5;
const lineHeight = 9.5;
const padding = 4;

/** The height that a box needs for its texts, where the label takes so many lines. */
export function keyBoxHeight(notes: number): number {
  return (3 + notes) * lineHeight + 2 * padding + 1;
}

/** The box of a key: its label in two lines at most, its name, and its notes. `at` is the upper left corner. */
export function keyBoxShapes(
  { name, label, notes, tone }: KeyBox,
  at: Point,
  width: number,
  height: number,
): readonly Shape[] {
  const subject = { kind: 'element', name } as const;
  const room = width - 2 * padding;
  const title: TextLook = { size: titleSize, anchor: 'middle', font: 'sans', bold: true, tone: 'ink' };
  const code: TextLook = { size: smallSize, anchor: 'middle', font: 'mono', bold: false, tone: 'muted' };
  const note: TextLook = { size: smallSize, anchor: 'middle', font: 'sans', bold: false, tone: 'muted' };
  const lines = [
    ...(label === name ? [] : twoLines(label, room)).map((each) => ({ content: each, look: title })),
    { content: truncate(name, room, smallSize, 'mono'), look: code },
    ...notes.map((each) => ({ content: truncate(each, room, smallSize, 'sans'), look: note })),
  ];
  const first = at.y + (height - lines.length * lineHeight) / 2 + titleSize - 0.5;
  return [
    {
      kind: 'rectangle',
      at,
      width,
      height,
      radius: 4,
      fill: 'surface',
      stroke: tone,
      subject,
    },
    ...lines.map(({ content, look }, index) =>
      text({ x: at.x + width / 2, y: first + index * lineHeight }, content, look, subject),
    ),
  ];
}

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
  return [words.slice(0, count), words.slice(count)]
    .filter((line) => line.length > 0)
    .map((line) => truncate(line.join(' '), room, titleSize, 'sans', true));
}
