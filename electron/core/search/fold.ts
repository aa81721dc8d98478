/**
 * A text as it is compared by a search: without case, and letters without their accents. Every character stays at its
 * place, counted in UTF-16 units, so that what is found can be marked in the text itself.
 */
export function fold(text: string): string {
  let folded = '';
  for (const character of text) {
    const plain = character
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase();
    const same = plain.length === character.length ? plain : character.toLowerCase();
    folded += same.length === character.length ? same : character;
  }
  return folded;
}
