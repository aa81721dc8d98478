import type { Point, Shape, ShapeSubject, Tone } from './scene.ts';
import { textWidth } from './text-width.ts';

/** Measures of the interaction view, in points. */
export const measures = {
  headingHeight: 40,
  headingBox: 26,
  phaseHeight: 26,
  /** No letter of a drawing is smaller than 8 points. */
  labelSize: 8.5,
  labelLine: 10.5,
  contentSize: 8,
  contentLine: 10,
  labelRise: 14,
  rowGap: 9,
  arrowHead: 5,
  legendHeight: 26,
} as const;

/** A lane of a view: a name, a label, the colour of its line, and where that stands. */
export interface Lane {
  readonly name: string;
  readonly label: string;
  readonly tone: Tone;
  readonly x: number;
}

/** A strip of the drawing: its height, and its shapes when its upper edge stands at `top`. */
export interface Row {
  readonly height: number;
  /** True for a strip that must not be the last one of a page. */
  readonly keepWithNext: boolean;
  readonly shapes: (top: number) => readonly Shape[];
}

/** The look of a text in a drawing. */
export interface TextLook {
  readonly size: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly font: 'sans' | 'mono';
  readonly bold: boolean;
  readonly tone: Tone;
}

/** A text of a drawing. */
export function text(at: Point, content: string, look: TextLook, subject: ShapeSubject | null): Shape {
  return { kind: 'text', at, text: withoutTurning(content), ...look, subject };
}

// Without the marks that turn what follows them around (Unicode, Annex 9): a label turns nothing beside it.
function withoutTurning(content: string): string {
  return content.replaceAll(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
}

/** A straight line of a drawing. */
export function line(
  from: Point,
  to: Point,
  tone: Tone,
  width: number,
  dashed: boolean,
  subject: ShapeSubject | null,
): Shape {
  return { kind: 'line', from, to, tone, width, dashed, subject };
}

/** A filled rectangle without a border. */
export function fill(at: Point, width: number, height: number, tone: Tone, radius = 0): Shape {
  return { kind: 'rectangle', at, width, height, radius, fill: tone, stroke: null, subject: null };
}

/** A straight arrow of a drawing, from one lane's line to another's. */
export function arrow(
  from: number,
  to: number,
  y: number,
  look: { readonly tone: Tone; readonly width: number; readonly dashed: boolean },
  subject: ShapeSubject | null,
): readonly Shape[] {
  const direction = to >= from ? 1 : -1;
  const tip = from === to ? to + 30 : to;
  const back = tip - direction * measures.arrowHead;
  return [
    line({ x: from, y }, { x: back, y }, look.tone, look.width, look.dashed, subject),
    {
      kind: 'polygon',
      points: [
        { x: tip, y },
        { x: back, y: y - 2.6 },
        { x: back, y: y + 2.6 },
      ],
      fill: look.tone,
      subject,
    },
  ];
}

const contentLook: TextLook = {
  size: measures.contentSize,
  anchor: 'start',
  font: 'mono',
  bold: false,
  tone: 'ink',
};

/** The lines of a content under an arrow, each on a ground that hides what is behind. */
export function contentLines(lines: readonly string[], at: Point, subject: ShapeSubject): readonly Shape[] {
  return lines.flatMap((each, index): readonly Shape[] => {
    const y = at.y + (index + 1) * measures.contentLine - 2;
    const width = textWidth(each, contentLook.size, 'mono');
    return [
      fill({ x: at.x - 2, y: y - 7.8 }, width + 4, measures.contentLine, 'surface'),
      text({ x: at.x, y }, each, contentLook, subject),
    ];
  });
}

/** An eye, the mark of a message that the adversary can read. `at` is its left end, on its middle height. */
export function overheardMark(at: Point, subject: ShapeSubject | null): readonly Shape[] {
  const corner = (dx: number, dy: number): Point => ({ x: at.x + dx, y: at.y + dy });
  const lids = [
    corner(0, 0),
    corner(2, -2),
    corner(5, -2.9),
    corner(8, -2),
    corner(10, 0),
    corner(8, 2),
    corner(5, 2.9),
    corner(2, 2),
  ];
  return [
    { kind: 'polygon', points: lids, fill: 'warning', subject },
    {
      kind: 'rectangle',
      at: corner(3.4, -1.6),
      width: 3.2,
      height: 3.2,
      radius: 1.6,
      fill: 'surface',
      stroke: null,
      subject,
    },
  ];
}

/** The width that an eye takes, with the space after it. */
export const overheardMarkWidth = 13;
