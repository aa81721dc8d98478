import type { MessageRecord } from '#core/analysis/record/record.ts';
import {
  arrow,
  contentLines,
  overheardMark,
  overheardMarkWidth,
  fill,
  line,
  measures,
  text,
  type Lane,
  type Row,
  type TextLook,
} from './interaction-layout.ts';
import type { Point, Shape, ShapeSubject } from './scene.ts';
import { textWidth, truncate, wrapMono } from './text-width.ts';
import type { ChannelTrust } from '#core/language/kinds.ts';

/** The words of the view, translated by the caller. */
export interface InteractionWords {
  readonly trust: Readonly<Record<ChannelTrust, string>>;
  /** The meaning of the eye. */
  readonly overheard: string;
  /** The meaning of a dashed line. */
  readonly publicChannel: string;
}

const label: TextLook = { size: measures.labelSize, anchor: 'start', font: 'sans', bold: true, tone: 'ink' };
const note: TextLook = { size: 6.5, anchor: 'start', font: 'sans', bold: false, tone: 'muted' };

/** The band that opens a phase. */
export function phaseRow(phase: { readonly name: string; readonly label: string }, width: number): Row {
  const subject: ShapeSubject = { kind: 'phase', name: phase.name };
  const look: TextLook = { size: 8, anchor: 'start', font: 'sans', bold: true, tone: 'accent' };
  return {
    height: measures.phaseHeight,
    keepWithNext: true,
    shapes: (top) => [
      {
        kind: 'rectangle',
        at: { x: 0, y: top + 4 },
        width,
        height: 16,
        radius: 3,
        fill: 'faint',
        stroke: null,
        subject,
      },
      text({ x: 8, y: top + 15 }, truncate(phase.label, width - 16, 8, 'sans', true), look, subject),
    ],
  };
}

/** One message: its number and label over the arrow, its content under it. */
export function messageRow(
  message: MessageRecord,
  ends: { readonly sender: Lane; readonly receiver: Lane },
  place: { readonly number: number; readonly width: number; readonly contentLines: number },
  words: InteractionWords,
): Row {
  const left = Math.min(ends.sender.x, ends.receiver.x);
  const span = Math.abs(ends.sender.x - ends.receiver.x);
  const room = Math.min(place.width - 8, Math.max(span - 12, 205));
  const start = Math.max(4, Math.min(left + 6, place.width - room - 4));
  const lines = wrapMono(message.content, room, measures.contentSize, place.contentLines);
  const subject: ShapeSubject = { kind: 'message', name: message.name };
  return {
    height: measures.labelRise + 4 + lines.length * measures.contentLine + measures.rowGap,
    keepWithNext: false,
    shapes: (top) => {
      const y = top + measures.labelRise;
      return [
        ...caption(message, place.number, { x: start, y: y - 4 }, room, words, subject),
        ...arrow(ends.sender.x, ends.receiver.x, y, lookOf(message.trust), subject),
        ...contentLines(lines, { x: start, y: y + 4 }, subject),
      ];
    },
  };
}

function caption(
  message: MessageRecord,
  number: number,
  at: Point,
  room: number,
  words: InteractionWords,
  subject: ShapeSubject,
): readonly Shape[] {
  const trust = words.trust[message.trust];
  const eyeRoom = message.overheard ? overheardMarkWidth : 0;
  const trustRoom = textWidth(trust, note.size, 'sans') + 6;
  const title = truncate(`${number} ${message.label}`, room - eyeRoom - trustRoom, label.size, 'sans', true);
  const titleWidth = textWidth(title, label.size, 'sans', true);
  const whole = eyeRoom + titleWidth + trustRoom;
  return [
    fill({ x: at.x - 2, y: at.y - 7 }, whole + 2, 9.5, 'surface'),
    ...(message.overheard ? overheardMark({ x: at.x, y: at.y - 2.6 }, subject) : []),
    text({ x: at.x + eyeRoom, y: at.y }, title, label, subject),
    text({ x: at.x + eyeRoom + titleWidth + 4, y: at.y }, trust, note, subject),
  ];
}

// Public channels are dashed; a channel that keeps secrets has a thicker line.
function lookOf(trust: ChannelTrust): {
  readonly tone: 'ink';
  readonly width: number;
  readonly dashed: boolean;
} {
  const width = trust === 'confidential' || trust === 'secure' ? 1.5 : 0.9;
  return { tone: 'ink', width, dashed: trust === 'public' };
}

/** The key to the marks of the view. */
export function legendRow(words: InteractionWords): Row {
  return {
    height: measures.legendHeight,
    keepWithNext: true,
    shapes: (top) => {
      const y = top + 16;
      const second = 4 + overheardMarkWidth + textWidth(words.overheard, note.size, 'sans') + 14;
      return [
        fill(
          { x: 0, y: top + 8 },
          second + 30 + textWidth(words.publicChannel, note.size, 'sans'),
          14,
          'surface',
        ),
        ...overheardMark({ x: 4, y: y - 2.4 }, null),
        text({ x: 4 + overheardMarkWidth, y }, words.overheard, note, null),
        line({ x: second, y: y - 2.4 }, { x: second + 22, y: y - 2.4 }, 'ink', 0.9, true, null),
        text({ x: second + 27, y }, words.publicChannel, note, null),
      ];
    },
  };
}
