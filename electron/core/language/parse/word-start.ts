const nameCharacter = /^[\p{L}\p{N}_]$/u;
const nameBeginning = /^[\p{L}_]$/u;

/**
 * Where the name begins that ends at an offset of a text, or is being written there; the offset itself where none does.
 * Goes back from there, so that it takes no longer than the name is.
 */
export function wordStart(text: string, offset: number): number {
  let at = offset;
  if (text[at - 1] === '-') at -= 1;
  while (text[at - 1] === "'") at -= 1;
  let start = offset;
  let named = false;
  for (;;) {
    const character = characterBefore(text, at);
    if (nameCharacter.test(character)) {
      at -= character.length;
      named = true;
      if (nameBeginning.test(character)) start = at;
    } else if (character === '-' && named) {
      at -= 1;
      // A hyphen stands between two characters of a name.
      named = false;
    } else return start;
  }
}

function characterBefore(text: string, end: number): string {
  const pair = text.slice(Math.max(0, end - 2), end);
  const point = pair.codePointAt(0) ?? 0;
  return pair.length === 2 && point > 0xffff ? pair : pair.slice(-1);
}
