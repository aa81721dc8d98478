/** Widths of characters as fractions of the font's size: estimates, a little generous, good for layout. */
const monoAdvance = 0.6;
const sansAdvance = 0.53;
const boldAdvance = 0.565;

/** Estimates the width of a text in points, without a font. */
export function textWidth(text: string, size: number, font: 'sans' | 'mono', bold = false): number {
  const advance = font === 'mono' ? monoAdvance : bold ? boldAdvance : sansAdvance;
  return [...text].length * advance * size;
}

/** Shortens a text that is wider than `width`, with an ellipsis at its end. */
export function truncate(
  text: string,
  width: number,
  size: number,
  font: 'sans' | 'mono',
  bold = false,
): string {
  if (textWidth(text, size, font, bold) <= width) return text;
  const characters = [...text];
  const kept = Math.max(1, Math.floor((characters.length * width) / textWidth(text, size, font, bold)) - 1);
  return `${characters.slice(0, kept).join('').trimEnd()}…`;
}

/**
 * Breaks a text in `mono` into lines no wider than `width`, at spaces and after commas and brackets where there
 * are any. At most `maximum` lines come back; the last one ends in an ellipsis where text was left out.
 */
export function wrapMono(text: string, width: number, size: number, maximum: number): readonly string[] {
  const perLine = Math.max(8, Math.floor(width / (size * monoAdvance)));
  const lines: string[] = [];
  let rest = text.trim();
  while (rest.length > perLine) {
    const cut = breakingPoint(rest, perLine);
    lines.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  lines.push(rest);
  if (lines.length <= maximum) return lines;
  const last = lines[maximum - 1] ?? '';
  return [...lines.slice(0, maximum - 1), `${last.slice(0, perLine - 1)}…`];
}

function breakingPoint(text: string, limit: number): number {
  for (let index = limit; index > limit / 3; index -= 1) {
    const before = text.charAt(index - 1);
    if (before === ' ' || before === ',' || before === '(' || before === '[') return index;
  }
  return limit;
}
