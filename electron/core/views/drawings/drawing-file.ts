import type { Scene } from '#core/views/diagrams/scene.ts';
import { paperPalette, portableFamilies, sceneToSvg } from '#core/views/diagrams/svg.ts';

/** The height of the mark above and the space around a drawing, in points. */
const markHeight = 24;
const margin = 12;

/** A drawing as a file of its own, in SVG: on white, and marked with its classification. */
export function drawingFile(scene: Scene, classification: string): string {
  const width = scene.width + 2 * margin;
  const height = scene.height + markHeight + 2 * margin;
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const mark = sceneToSvg(markOf(width, classification), paperPalette, portableFamilies);
  const drawing = sceneToSvg(scene, paperPalette, portableFamilies).replace(
    '<svg ',
    `<svg x="${margin}" y="${markHeight + margin}" `,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size}>`,
    `<rect width="${width}" height="${height}" fill="${paperPalette.surface}"/>`,
    `${mark}${drawing}</svg>\n`,
  ].join('\n');
}

function markOf(width: number, classification: string): Scene {
  const ground = {
    kind: 'rectangle',
    at: { x: 0, y: 0 },
    width,
    height: markHeight,
    radius: 0,
    fill: 'danger',
    stroke: null,
    subject: null,
  } as const;
  const words = {
    kind: 'text',
    at: { x: width / 2, y: markHeight / 2 + 4 },
    text: classification,
    size: 11,
    font: 'sans',
    bold: true,
    anchor: 'middle',
    tone: 'surface',
    subject: null,
  } as const;
  return { width, height: markHeight, shapes: [ground, words] };
}
