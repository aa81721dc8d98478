import { expect, test } from 'vitest';
import type { Scene } from '#core/views/diagrams/scene.ts';
import { popplerPages, rendered } from './documents.ts';

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
