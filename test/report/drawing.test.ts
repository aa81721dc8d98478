import { expect, test } from 'vitest';
import type { Scene, Shape } from '#core/views/diagrams/scene.ts';
import { popplerPages, rendered } from '../support/report/documents.ts';

test('a drawing prints every character of its text, markup and arrows included', async () => {
  const text = 'A -> B // <k> & "q" === !=';
  const scene: Scene = {
    width: 400,
    height: 40,
    shapes: (['mono', 'sans'] as const).map((font, index) => ({
      kind: 'text',
      at: { x: 10, y: 15 + index * 15 },
      text,
      size: 9,
      anchor: 'start',
      font,
      bold: false,
      tone: 'ink',
      subject: null,
    })),
  };
  const bytes = await rendered({
    language: 'en',
    title: 'drawing',
    marking: { text: 'marking', tone: 'danger' },
    pageNumber: '{page}',
    blocks: [{ kind: 'drawing', scene }],
  });
  const [page = ''] = popplerPages(bytes);
  expect(page.split(text)).toHaveLength(3);
});

test('a drawing that is higher than a page is made smaller, and is whole', async () => {
  const text = (y: number): Shape => ({
    kind: 'text',
    at: { x: 10, y },
    text: `line ${String(y)}`,
    size: 9,
    anchor: 'start',
    font: 'sans',
    bold: false,
    tone: 'ink',
    subject: null,
  });
  const shapes = [20, 700, 1390].map(text);
  const bytes = await rendered({
    language: 'en',
    title: 'drawing',
    marking: { text: 'marking', tone: 'danger' },
    pageNumber: '{page}',
    blocks: [{ kind: 'drawing', scene: { width: 500, height: 1400, shapes } }],
  });
  const pages = popplerPages(bytes);
  expect(pages).toHaveLength(1);
  for (const y of [20, 700, 1390]) expect(pages[0]).toContain(`line ${String(y)}`);
});
