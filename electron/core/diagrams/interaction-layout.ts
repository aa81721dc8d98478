import type { Point, Shape, ShapeSubject, Tone } from '#core/diagrams/scene.ts';

/** Measures of the interaction view, in points. */
export const measures = {
  headingHeight: 40,
  headingBox: 26,
  phaseHeight: 26,
  labelSize: 7.5,
  contentSize: 6.5,
  contentLine: 8.5,
  labelRise: 13,
  rowGap: 9,
  arrowHead: 5,
  legendHeight: 26,
} as const;

/** A lane of the view: an entity's name, its label, and where its line stands. */
export interface Lane {
  readonly name: string;
  readonly label: string;
  readonly x: number;
}

/** A strip of the drawing: its height, and its shapes when its upper edge stands at `top`. */
export interface Row {
  readonly height: number;
  /** True for a strip that must not be the last one of a page. */
  readonly keepWithNext: boolean;
  readonly shapes: (top: number) => readonly Shape[];
}

/** How a text of a drawing looks. */
export interface TextLook {
  readonly size: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly font: 'sans' | 'mono';
  readonly bold: boolean;
  readonly tone: Tone;
}

/** A text of a drawing. */
export function text(at: Point, content: string, look: TextLook, subject: ShapeSubject | null): Shape {
  return { kind: 'text', at, text: content, ...look, subject };
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

/** An eye, the mark of a message that the adversary can read. `at` is its left end, on its middle height. */
export function eye(at: Point, subject: ShapeSubject | null): readonly Shape[] {
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
export const eyeWidth = 13;
