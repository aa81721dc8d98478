import { line, measures, text, type Lane, type Row, type TextLook } from './interaction-layout.ts';
import type { Scene, Shape, ShapeSubject } from './scene.ts';
import { truncate } from './text-width.ts';

/** Stands lanes side by side, each in the middle of an equal part of the width. */
export function placeLanes(lanes: readonly Omit<Lane, 'x'>[], width: number): readonly Lane[] {
  const gap = width / Math.max(1, lanes.length);
  return lanes.map(({ name, label, tone }, index) => ({ name, label, tone, x: gap * (index + 0.5) }));
}

/** Puts rows under one another, and under the headings of their lanes. */
export function stackRows(rows: readonly Row[], lanes: readonly Lane[], width: number): Scene {
  const body: Shape[] = [];
  let top: number = measures.headingHeight;
  for (const row of rows) {
    body.push(...row.shapes(top));
    top += row.height;
  }
  const headings = lanes.flatMap((lane) => laneShapes(lane, width / Math.max(1, lanes.length), top));
  return { width, height: top, shapes: [...headings, ...body] };
}

function laneShapes(lane: Lane, gap: number, bottom: number): readonly Shape[] {
  const subject: ShapeSubject = { kind: 'entity', name: lane.name };
  const boxWidth = Math.min(gap - 10, 150);
  const look: TextLook = {
    size: 8.5,
    anchor: 'middle',
    font: 'sans',
    bold: true,
    tone: lane.tone === 'muted' ? 'ink' : lane.tone,
  };
  const name: TextLook = { size: 6.5, anchor: 'middle', font: 'mono', bold: false, tone: 'muted' };
  const alone = lane.label === lane.name;
  const box: Shape = {
    kind: 'rectangle',
    at: { x: lane.x - boxWidth / 2, y: 4 },
    width: boxWidth,
    height: measures.headingBox,
    radius: 4,
    fill: 'surface',
    stroke: lane.tone,
    subject,
  };
  const title = truncate(lane.label, boxWidth - 8, 8.5, 'sans', true);
  return [
    line({ x: lane.x, y: 4 + measures.headingBox }, { x: lane.x, y: bottom }, lane.tone, 0.6, false, subject),
    box,
    text({ x: lane.x, y: alone ? 20 : 15 }, title, look, subject),
    ...(alone
      ? []
      : [text({ x: lane.x, y: 25 }, truncate(lane.name, boxWidth - 8, 6.5, 'mono'), name, subject)]),
  ];
}
