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
} from '#core/views/diagrams/interaction-layout.ts';
import type { Point, Shape, ShapeSubject } from '#core/views/diagrams/scene.ts';
import { textWidth, truncate, wrapMono, wrapText } from '#core/views/diagrams/text-width.ts';
import type { ChannelTrust } from '#core/language/kinds.ts';

/** The words of the view, translated by the caller. */
export interface InteractionWords {
  readonly trust: Readonly<Record<ChannelTrust, string>>;
  /** The meaning of the eye. */
  readonly overheard: string;
  /** The meaning of a dashed line. */
  readonly publicChannel: string;
  /** So many messages that a folded phase hides. */
  readonly folded: (count: number) => string;
}

const label: TextLook = { size: measures.labelSize, anchor: 'start', font: 'sans', bold: true, tone: 'ink' };
const note: TextLook = { size: 8, anchor: 'start', font: 'sans', bold: false, tone: 'muted' };

/** Lines of a label over an arrow at most. */
const labelLines = 2;

/** The least room for words beside an arrow, in points, however near its ends are. */
const leastRoom = 100;

/** The band that opens a phase; `folded` is how many messages it hides, or null. */
export function phaseRow(
  phase: { readonly name: string; readonly label: string },
  width: number,
  folded: number | null,
  words: InteractionWords,
): Row {
  const subject: ShapeSubject = { kind: 'phase', name: phase.name };
  const look: TextLook = { size: 8.5, anchor: 'start', font: 'sans', bold: true, tone: 'accent' };
  const sign = folded === null ? '▾' : '▸';
  const hidden = folded === null ? '' : ` · ${words.folded(folded)}`;
  const title = truncate(`${sign} ${phase.label}${hidden}`, width - 16, 8.5, 'sans', true);
  return {
    height: measures.phaseHeight,
    keepWithNext: folded === null,
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
      text({ x: 8, y: top + 15 }, title, look, subject),
    ],
  };
}

/** A message, or a content that goes by several lanes. */
export interface DrawnExchange {
  readonly message: MessageRecord;
  /** Its number, or the first and the last of several. */
  readonly number: string;
  /** The lanes that it goes by, the sender's first and the receiver's last. */
  readonly lanes: readonly Lane[];
  readonly content: string;
}

/** One message, or what is passed on: its number and label over the arrow, its content under it. */
export function messageRow(
  { message, number, lanes, content }: DrawnExchange,
  place: { readonly width: number; readonly contentLines: number },
  words: InteractionWords,
): Row {
  const ends = lanes.map(({ x }) => x);
  const [from = 0] = ends;
  const to = ends.at(-1) ?? from;
  const left = Math.min(from, to);
  const span = Math.abs(from - to);
  const room = Math.min(place.width - 8, Math.max(span - 12, leastRoom));
  const start = Math.max(4, Math.min(left + 6, place.width - room - 4));
  const eyeRoom = message.overheard ? overheardMarkWidth : 0;
  const titles = wrapText(`${number} ${message.label}`, room - eyeRoom, label, labelLines);
  // A dashed line says that a channel is public.
  const notes = [
    ...(message.trust === 'public' ? [] : [words.trust[message.trust]]),
    ...(lanes.length > 2 ? [lanes.map(({ name }) => name).join(' → ')] : []),
  ].flatMap((each) => wrapText(each, room, note, 2));
  const lines = wrapMono(content, room, measures.contentSize, place.contentLines);
  const subject: ShapeSubject = { kind: 'message', name: message.name };
  const rise = measures.labelRise + (titles.length - 1) * measures.labelLine;
  const below = notes.length * measures.labelLine;
  return {
    height: rise + 4 + below + lines.length * measures.contentLine + measures.rowGap,
    keepWithNext: false,
    shapes: (top) => {
      const y = top + rise;
      return [
        ...caption(titles, { x: start, y: y - 4 }, message.overheard, subject),
        ...arrow(from, to, y, lookOf(message.trust), subject),
        ...lanes
          .slice(1, -1)
          .filter(({ x }) => (x - from) * (x - to) < 0)
          .map((lane) => passing(lane, y, subject)),
        ...notes.flatMap((each, index) =>
          noteShapes(each, { x: start, y: y + 10 + index * measures.labelLine }, subject),
        ),
        ...contentLines(lines, { x: start, y: y + 4 + below }, subject),
      ];
    },
  };
}

function caption(
  titles: readonly string[],
  at: Point,
  overheard: boolean,
  subject: ShapeSubject,
): readonly Shape[] {
  const x = at.x + (overheard ? overheardMarkWidth : 0);
  return titles.flatMap((title, index): readonly Shape[] => {
    const y = at.y - (titles.length - 1 - index) * measures.labelLine;
    const left = index === 0 ? at.x : x;
    const width = x - left + textWidth(title, label.size, 'sans', true);
    return [
      fill({ x: left - 2, y: y - 8 }, width + 4, measures.labelLine, 'surface'),
      ...(overheard && index === 0 ? overheardMark({ x: at.x, y: y - 2.6 }, subject) : []),
      text({ x, y }, title, label, subject),
    ];
  });
}

function noteShapes(word: string, at: Point, subject: ShapeSubject): readonly Shape[] {
  return [
    fill({ x: at.x - 2, y: at.y - 7.5 }, textWidth(word, note.size, 'sans') + 4, 10, 'surface'),
    text(at, word, note, subject),
  ];
}

// Where something passes an entity that does not open it.
function passing({ x }: Lane, y: number, subject: ShapeSubject): Shape {
  const size = 7;
  return {
    kind: 'rectangle',
    at: { x: x - size / 2, y: y - size / 2 },
    width: size,
    height: size,
    radius: size / 2,
    fill: 'surface',
    stroke: 'ink',
    subject,
  };
}

/** What entities do by themselves: a box on each of their lanes. */
export function stepRow(
  what: string,
  lanes: readonly Lane[],
  { width, gap }: { readonly width: number; readonly gap: number },
  elements: readonly string[],
): Row {
  const look: TextLook = { size: 8, anchor: 'middle', font: 'mono', bold: false, tone: 'ink' };
  const lines = wrapMono(what, Math.min(width - 12, gap - 14), look.size, 3);
  const boxWidth = Math.max(...lines.map((each) => textWidth(each, look.size, 'mono'))) + 8;
  const height = lines.length * measures.contentLine + 5;
  const [element] = elements;
  const subject: ShapeSubject | null = element === undefined ? null : { kind: 'element', name: element };
  return {
    height: height + 5,
    keepWithNext: false,
    shapes: (top) =>
      lanes.flatMap((lane): readonly Shape[] => {
        const left = Math.max(2, Math.min(lane.x - boxWidth / 2, width - boxWidth - 2));
        return [
          {
            kind: 'rectangle',
            at: { x: left, y: top + 2 },
            width: boxWidth,
            height,
            radius: 2,
            fill: 'surface',
            stroke: 'muted',
            subject,
          },
          ...lines.map((each, index) =>
            text({ x: left + boxWidth / 2, y: top + 11 + index * measures.contentLine }, each, look, subject),
          ),
        ];
      }),
  };
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
