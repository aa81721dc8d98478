/** The longest name of a person or an organisation, in code points. */
const longestLine = 200;

// Control and format characters (what turns writing around among them), halves of characters, breaks of lines.
const refused = /[\p{C}\p{Zl}\p{Zp}]/u;

/**
 * True where a name can stand on a card: one line of 1 to 200 characters in Unicode's normalisation form C, without a
 * space at either end, two spaces together, or a character that cannot be seen.
 */
export function isCardLine(text: string): boolean {
  const length = [...text].length;
  return (
    length >= 1 &&
    length <= longestLine &&
    !refused.test(text) &&
    text === text.normalize('NFC') &&
    text === text.trim() &&
    !/\s\s/u.test(text)
  );
}

/** A name as somebody typed it, as it can stand on a card if it can: normalised, with single spaces. */
export function cardLineOf(typed: string): string {
  return typed.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
}
