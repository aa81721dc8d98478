/** Characters that are invisible and change how a whole line is shown, or that cannot be written at all. */
const unseen = /[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu;

/**
 * The words of a document as they are cited: on one line, without control characters, marks that turn the direction of
 * writing around, and halves of characters. A document may come from somebody who wants a model to look like another.
 */
export function quotationOf(words: string): string {
  return withoutUnseen(words.replaceAll(/\s+/gu, ' ')).trim();
}

/** A text without control characters, marks that turn the direction of writing around, and halves of characters. */
export function withoutUnseen(text: string): string {
  return text.replaceAll(unseen, '');
}
