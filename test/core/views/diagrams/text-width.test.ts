import { join } from 'node:path';
import fc from 'fast-check';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import { textWidth, truncate, wrapMono } from '#core/views/diagrams/text-width.ts';
import { fontFolder } from '../../../support/report/documents.ts';
import { advancesOf, drawingFonts, setWidth } from '../../../support/report/fonts.ts';

const looks = [
  { font: 'sans', family: 'sans', bold: false },
  { font: 'bold', family: 'sans', bold: true },
  { font: 'mono', family: 'mono', bold: false },
] as const;

// Letters of Western languages, digits, and signs that labels and terms have; wide and narrow ones.
const label = fc.string({
  unit: fc.constantFrom(...Array.from('ABCGMOQWÆØÅÉÖabcdefgijlmnorstvwæøåéïß0123456789 .,:;-–()[]{}→·_\'"/')),
  maxLength: 60,
});

describe('the widths of characters', () => {
  // Other fonts: "npx vitest run -u test/core/views/diagrams/text-width.test.ts" writes the table anew.
  test('are those of the fonts', async () => {
    const file = join(fontFolder, 'advances.json');
    const table = Object.fromEntries(
      Object.entries(drawingFonts).map(([name, font]) => [name, advancesOf(font)]),
    );
    const written = await format(JSON.stringify(table), { ...(await resolveConfig(file)), filepath: file });
    await expect(written).toMatchFileSnapshot(file);
  });

  test.each(looks)(
    'add up to that of a text, as it is set without kerning: $font',
    ({ font, family, bold }) => {
      fc.assert(
        fc.property(label, (text) => {
          const unkerned = drawingFonts[font].layout(text, { kern: false, calt: false, liga: false });
          const set = (unkerned.advanceWidth / drawingFonts[font].unitsPerEm) * 10;
          expect(textWidth(text, 10, family, bold)).toBeCloseTo(set, 6);
        }),
      );
    },
  );

  test('of a character that the font lacks is that of the widest that another font may have', () => {
    expect(textWidth('電電', 10, 'sans')).toBe(20);
    expect(textWidth('', 10, 'sans')).toBe(0);
  });
});

describe('a text that is cut to a width', () => {
  test.each(looks)('fits, and is as long as fits: $font', ({ font, family, bold }) => {
    fc.assert(
      fc.property(label, fc.integer({ min: 20, max: 200 }), (text, width) => {
        const shown = truncate(text, width, 8, family, bold);
        // Kerning widens few pairs of letters, and these by less than the space around a text.
        expect(setWidth(shown, 8, font)).toBeLessThanOrEqual(width + 3);
        if (shown === text) return;
        expect(shown.endsWith('…')).toBe(true);
        const kept = shown.slice(0, -1);
        expect(text.startsWith(kept)).toBe(true);
        const more = `${text.slice(0, kept.length + (/^\s*\S/u.exec(text.slice(kept.length))?.[0].length ?? 1))}…`;
        expect(textWidth(more, 8, family, bold)).toBeGreaterThan(width);
      }),
    );
  });

  test('keeps a character, and cuts none in two', () => {
    expect(truncate('WWW', 1, 8, 'sans')).toBe('W…');
    expect(truncate('😀😀', 1, 8, 'sans')).toBe('😀…');
  });

  test('is broken into lines that fit, with everything in them or an ellipsis', () => {
    const term = fc.string({
      unit: fc.constantFrom(...Array.from('abcxyz(),[] →電')),
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(
        term,
        fc.integer({ min: 40, max: 300 }),
        fc.integer({ min: 1, max: 4 }),
        (text, width, most) => {
          const lines = wrapMono(text, width, 6.5, most);
          expect(lines.length).toBeLessThanOrEqual(most);
          for (const line of lines) expect(textWidth(line, 6.5, 'mono')).toBeLessThanOrEqual(width + 1e-9);
          const bare = (written: string): string => written.replaceAll(/\s/gu, '');
          const shown = bare(lines.join(''));
          if (shown.endsWith('…')) expect(bare(text).startsWith(shown.slice(0, -1))).toBe(true);
          else expect(shown).toBe(bare(text));
        },
      ),
    );
  });
});
