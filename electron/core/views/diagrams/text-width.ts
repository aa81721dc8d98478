import advances from '#resources/fonts/advances.json' with { type: 'json' };

/** The families of the fonts that drawings are written in. Only the first has a bold font. */
export type FontFamily = 'sans' | 'mono';

type FontName = keyof typeof advances;

const fonts: Readonly<Record<FontName, ReadonlyMap<number, number>>> = {
  sans: perEm('sans'),
  bold: perEm('bold'),
  mono: perEm('mono'),
};

/** The advance width of each character that a font has, as a fraction of its size. */
function perEm(font: FontName): ReadonlyMap<number, number> {
  const { unitsPerEm, blocks } = advances[font];
  return new Map(
    Object.entries<readonly number[]>(blocks).flatMap(([first, widths]) =>
      widths.map((width, index) => [Number(first) + index, width / unitsPerEm] as const),
    ),
  );
}

/** The width of a character that the font lacks, in ems: another font draws it, at most as wide as it is high. */
const unknownAdvance = 1;

/** The width of a text in points: the sum of the advance widths of its characters, without kerning. */
export function textWidth(text: string, size: number, family: FontFamily, bold = false): number {
  const known = fonts[bold && family === 'sans' ? 'bold' : family];
  let ems = 0;
  for (const character of text) ems += known.get(character.codePointAt(0) ?? 0) ?? unknownAdvance;
  return ems * size;
}

/** Shortens a text that is wider than `width`, with an ellipsis at its end. One character is kept at least. */
export function truncate(
  text: string,
  width: number,
  size: number,
  family: FontFamily,
  bold = false,
): string {
  if (textWidth(text, size, family, bold) <= width) return text;
  const room = width - textWidth('…', size, family, bold);
  const [first = ''] = text;
  const kept = text.slice(0, Math.max(first.length, fittingLength(text, room, size, family, bold)));
  return `${kept.trimEnd()}…`;
}

/** The length of the longest beginning of a text that is no wider than `width`, in UTF-16 units. */
function fittingLength(text: string, width: number, size: number, family: FontFamily, bold = false): number {
  let length = 0;
  let used = 0;
  for (const character of text) {
    used += textWidth(character, size, family, bold);
    if (used > width) break;
    length += character.length;
  }
  return length;
}

/** The least number of characters in a line, however narrow the room is. */
const leastPerLine = 8;

/** The look of a text that is broken into lines. */
export interface LineLook {
  readonly size: number;
  readonly font: FontFamily;
  readonly bold: boolean;
}

/** Breaks a text in `mono` as {@link wrapText} does. */
export function wrapMono(text: string, width: number, size: number, maximum: number): readonly string[] {
  return wrapText(text, width, { size, font: 'mono', bold: false }, maximum);
}

/**
 * Breaks a text into lines no wider than `width`, at spaces and after commas and brackets where there are any. At most
 * `maximum` lines come back; the last one ends in an ellipsis where text was left out.
 */
export function wrapText(
  text: string,
  width: number,
  { size, font, bold }: LineLook,
  maximum: number,
): readonly string[] {
  const room = Math.max(width, leastPerLine * textWidth('0', size, font, bold));
  const lines: string[] = [];
  let rest = text.trim();
  while (textWidth(rest, size, font, bold) > room && lines.length <= maximum) {
    const cut = breakingPoint(rest, Math.max(1, fittingLength(rest, room, size, font, bold)));
    lines.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  lines.push(rest);
  if (lines.length <= maximum) return lines;
  const last = lines[maximum - 1] ?? '';
  return [...lines.slice(0, maximum - 1), truncate(`${last}…`, room, size, font, bold)];
}

function breakingPoint(text: string, limit: number): number {
  for (let index = limit; index > limit / 3; index -= 1) {
    const before = text.charAt(index - 1);
    if (before === ' ' || before === ',' || before === '(' || before === '[') return index;
  }
  return limit;
}
