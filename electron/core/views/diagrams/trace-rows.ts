import {
  arrow,
  contentLines,
  fill,
  measures,
  text,
  type Lane,
  type Row,
  type TextLook,
} from './interaction-layout.ts';
import type { Shape, ShapeSubject, Tone } from './scene.ts';
import { textWidth, truncate, wrapMono } from './text-width.ts';

/** One message of an attack as it is drawn. */
export interface DrawnMessage {
  /** The index of its step, which is its subject's name. */
  readonly step: number;
  /** Its number and name, and what there is to say of it. */
  readonly title: string;
  readonly note: string;
  readonly content: string;
  readonly tone: Tone;
  readonly from: Lane;
  readonly to: Lane;
}

const noteLook: TextLook = { size: 8, anchor: 'start', font: 'sans', bold: false, tone: 'muted' };

/** An arrow with its title above and its content beneath, cut after so many lines. */
export function traceMessageRow(message: DrawnMessage, width: number, most: number): Row {
  const { from, to, tone } = message;
  const subject: ShapeSubject = { kind: 'step', name: String(message.step) };
  const span = Math.abs(from.x - to.x);
  const room = Math.min(width - 8, Math.max(span - 12, 205));
  const start = Math.max(4, Math.min(Math.min(from.x, to.x) + 6, width - room - 4));
  const lines = wrapMono(message.content, room, measures.contentSize, most);
  return {
    height: measures.labelRise + 4 + lines.length * measures.contentLine + measures.rowGap,
    keepWithNext: false,
    shapes: (top) => {
      const y = top + measures.labelRise;
      return [
        ...caption(message, start, y - 4, room, subject),
        ...arrow(from.x, to.x, y, { tone, width: tone === 'ink' ? 0.9 : 1.3, dashed: false }, subject),
        ...contentLines(lines, { x: start, y: y + 4 }, subject),
      ];
    },
  };
}

function caption(
  { title, note, tone }: DrawnMessage,
  x: number,
  y: number,
  room: number,
  subject: ShapeSubject,
): readonly Shape[] {
  const look: TextLook = { size: measures.labelSize, anchor: 'start', font: 'sans', bold: true, tone };
  const noteWidth = textWidth(note, noteLook.size, 'sans');
  const shown = truncate(title, Math.max(40, room - noteWidth - 6), look.size, 'sans', true);
  const titleWidth = textWidth(shown, look.size, 'sans', true);
  return [
    fill({ x: x - 2, y: y - 8 }, titleWidth + noteWidth + 8, 10.5, 'surface'),
    text({ x, y }, shown, look, subject),
    text({ x: x + titleWidth + 4, y }, note, noteLook, subject),
  ];
}

/** Something that comes to pass on one lane, in a box that sits on its line. */
export function traceEventRow(what: string, lane: Lane, width: number, tone: Tone): Row {
  const size = 8;
  const shown = truncate(what, width - 24, size, 'sans', true);
  const boxWidth = textWidth(shown, size, 'sans', true) + 12;
  const left = Math.max(2, Math.min(lane.x - boxWidth / 2, width - boxWidth - 2));
  const look: TextLook = { size, anchor: 'middle', font: 'sans', bold: true, tone };
  return {
    height: 22,
    keepWithNext: false,
    shapes: (top) => [
      {
        kind: 'rectangle',
        at: { x: left, y: top + 4 },
        width: boxWidth,
        height: 14,
        radius: 7,
        fill: 'surface',
        stroke: tone,
        subject: null,
      },
      text({ x: left + boxWidth / 2, y: top + 13.6 }, shown, look, null),
    ],
  };
}

/** The wrong beliefs of each run, under its heading. */
export function beliefRow(
  beliefs: readonly { readonly lane: Lane; readonly what: string }[],
  gap: number,
): Row {
  const look: TextLook = { size: 8, anchor: 'middle', font: 'sans', bold: false, tone: 'warning' };
  return {
    height: 14,
    keepWithNext: true,
    shapes: (top) =>
      beliefs.flatMap(({ lane, what }): readonly Shape[] => {
        const shown = truncate(what, gap - 6, look.size, 'sans');
        const width = textWidth(shown, look.size, 'sans') + 4;
        return [
          fill({ x: lane.x - width / 2, y: top }, width, 10, 'surface'),
          text({ x: lane.x, y: top + 7.5 }, shown, look, null),
        ];
      }),
  };
}
