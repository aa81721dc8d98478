/**
 * Control characters, line breaks, what is invisible, and what turns the direction of writing around: what steers a
 * terminal, or makes a line look like another (Unicode, Annex 9 and Technical Report 36).
 */
const unseen =
  /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/**
 * A line that does nothing to the terminal that shows it: names of files, labels and texts come from others. What is
 * unseen is written as JSON writes it, so that a line of JSON stays one, and means the same.
 */
export function inert(line: string): string {
  return line.replaceAll(unseen, (character) =>
    Array.from(
      { length: character.length },
      (_each, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
