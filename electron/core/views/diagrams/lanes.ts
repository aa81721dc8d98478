import { line, measures, text, type Lane, type Row, type TextLook } from './interaction-layout.ts';
import type { Scene, Shape, ShapeSubject } from './scene.ts';
import { textWidth, truncate, type FontFamily } from './text-width.ts';

/** Stands lanes side by side, each in the middle of an equal part of the width. */
export function placeLanes(lanes: readonly Omit<Lane, 'x'>[], width: number): readonly Lane[] {
  const gap = width / Math.max(1, lanes.length);
  return lanes.map(({ name, label, tone }, index) => ({ name, label, tone, x: gap * (index + 0.5) }));
}

/** Puts rows under one another, and under the heads of their lanes unless these stand elsewhere. */
export function stackRows(
  rows: readonly Row[],
  lanes: readonly Lane[],
  width: number,
  { heads = true }: { readonly heads?: boolean } = {},
): Scene {
  const body: Shape[] = [];
  const begin = heads ? measures.headingHeight : 0;
  let top: number = begin;
  for (const row of rows) {
    body.push(...row.shapes(top));
    top += row.height;
  }
  const above = heads ? 4 + measures.headingBox : 0;
  const lines = lanes.map((lane) =>
    line({ x: lane.x, y: above }, { x: lane.x, y: top }, lane.tone, 0.6, false, subjectOf(lane)),
  );
  const boxes = heads ? laneHeads(lanes, width).shapes : [];
  return { width, height: top, shapes: [...lines, ...boxes, ...body] };
}

/** The heads of lanes alone. */
export function laneHeads(lanes: readonly Lane[], width: number): Scene {
  const gap = width / Math.max(1, lanes.length);
  return { width, height: measures.headingHeight, shapes: lanes.flatMap((lane) => headShapes(lane, gap)) };
}

function subjectOf({ name }: Lane): ShapeSubject {
  return { kind: 'entity', name };
}

function headShapes(lane: Lane, gap: number): readonly Shape[] {
  const subject = subjectOf(lane);
  const boxWidth = Math.min(gap - 10, 150);
  const look: TextLook = {
    size: 8.5,
    anchor: 'middle',
    font: 'sans',
    bold: true,
    tone: lane.tone === 'muted' ? 'ink' : lane.tone,
  };
  const name: TextLook = { size: 8, anchor: 'middle', font: 'mono', bold: false, tone: 'muted' };
  const alone = lane.label === lane.name;
  const room = boxWidth - 8;
  const titleSize = fittingSize(lane.label, room, look.size, 'sans', true);
  const nameSize = fittingSize(lane.name, room, name.size, 'mono');
  const title = truncate(lane.label, room, titleSize, 'sans', true);
  return [
    {
      kind: 'rectangle',
      at: { x: lane.x - boxWidth / 2, y: 4 },
      width: boxWidth,
      height: measures.headingBox,
      radius: 4,
      fill: 'surface',
      stroke: lane.tone,
      subject,
    },
    text({ x: lane.x, y: alone ? 20 : 15 }, title, { ...look, size: titleSize }, subject),
    ...(alone
      ? []
      : [
          text(
            { x: lane.x, y: 26 },
            truncate(lane.name, room, nameSize, 'mono'),
            { ...name, size: nameSize },
            subject,
          ),
        ]),
  ];
}

/** The least size of a head that is made smaller so that a long name is whole, in points. */
const leastSize = 5.5;

// A name that is cut off is worse than a small one.
function fittingSize(content: string, room: number, size: number, family: FontFamily, bold = false): number {
  const width = textWidth(content, size, family, bold);
  return width <= room ? size : Math.max(leastSize, Math.floor((size * room * 10) / width) / 10);
}
