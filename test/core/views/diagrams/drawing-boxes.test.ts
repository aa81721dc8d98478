import { expect, test } from 'vitest';
import type { Scene, Shape } from '#core/views/diagrams/scene.ts';
import { locales } from '#core/messages/catalogue.ts';
import { fullReport } from '#core/report/full/full-report.ts';
import { sampleText, stateOf } from '../../../support/report/documents.ts';
import { filledDossier } from '../../../support/report/filled-dossier.ts';
import { setWidth } from '../../../support/report/fonts.ts';

type TextShape = Extract<Shape, { readonly kind: 'text' }>;

/** A stroke's width: what a letter may stand over without being seen to. */
const slack = 0.8;

function extentOf({ text, at, size, font, bold, anchor }: TextShape): readonly [number, number] {
  const width = setWidth(text, size, font === 'mono' ? 'mono' : bold ? 'bold' : 'sans');
  const left = at.x - { start: 0, middle: width / 2, end: width }[anchor];
  return [left, left + width];
}

/** The texts that stand out of the drawing, or of the smallest box with a border that their anchor stands in. */
function overflowing({ width, shapes }: Scene): readonly string[] {
  const boxes = shapes.flatMap((shape) =>
    shape.kind === 'rectangle' && shape.stroke !== null ? [shape] : [],
  );
  return shapes.flatMap((shape) => {
    if (shape.kind !== 'text') return [];
    const { x, y } = shape.at;
    const [box] = boxes
      .filter(
        ({ at, ...size }) => x >= at.x && x <= at.x + size.width && y >= at.y && y <= at.y + size.height,
      )
      .toSorted((one, other) => one.width - other.width);
    const [left, right] = extentOf(shape);
    const [least, most] = box === undefined ? [0, width] : [box.at.x, box.at.x + box.width];
    return left < least - slack || right > most + slack ? [shape.text] : [];
  });
}

/** The example with labels in capital letters, which are the widest. */
const loud = sampleText.replaceAll(/"[^"\n]*"/gu, (label) => label.toUpperCase());

test.each([
  ['the example', sampleText],
  ['the example in capitals', loud],
])('no text of a drawing overflows its box, nor the drawing: %s', (_, text) => {
  for (const locale of locales) {
    const { blocks } = fullReport(stateOf(text, { dossier: filledDossier }), locale);
    const scenes = blocks.flatMap((block) => (block.kind === 'drawing' ? [block.scene] : []));
    expect(scenes.length).toBeGreaterThan(3);
    expect(scenes.flatMap(overflowing)).toEqual([]);
  }
});
