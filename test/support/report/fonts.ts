import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, type Font } from 'fontkit';
import { fontFolder } from './documents.ts';

const read = (file: string): Font => create(readFileSync(join(fontFolder, file)));

/** The fonts of drawings, as a reader of fonts sees them. */
export const drawingFonts = {
  sans: read('Inter_400Regular.ttf'),
  bold: read('Inter_700Bold.ttf'),
  mono: read('JetBrainsMono_400Regular.ttf'),
};

/** The advance widths of all characters of a font: lists of such that follow each other, by the first one's code point. */
export function advancesOf(font: Font): {
  readonly unitsPerEm: number;
  readonly blocks: Readonly<Record<string, readonly number[]>>;
} {
  const blocks: Record<string, number[]> = {};
  let before = -1;
  let block: number[] = [];
  for (const codePoint of font.characterSet) {
    if (codePoint !== before + 1) blocks[codePoint] = block = [];
    block.push(font.glyphForCodePoint(codePoint).advanceWidth);
    before = codePoint;
  }
  return { unitsPerEm: font.unitsPerEm, blocks };
}

/** The width of a text in points as a PDF sets it, kerning included. */
export function setWidth(text: string, size: number, font: keyof typeof drawingFonts): number {
  const { [font]: chosen } = drawingFonts;
  const { advanceWidth } = chosen.layout(text, { calt: false, liga: false, clig: false });
  return (advanceWidth / chosen.unitsPerEm) * size;
}
