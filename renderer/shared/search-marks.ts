import { fold } from '#core/search/fold.ts';

/** The marks on the page of what was searched for, under the name that the style sheet has for them. */
const marks = new Highlight();
CSS.highlights.set('searched', marks);

/** Marks words in what an element shows now. Returns what takes the marks away, and the first of them, or null. */
export function markWords(
  element: Element,
  words: readonly string[],
): { readonly first: Range | null; readonly clear: () => void } {
  const ranges = words.length === 0 ? [] : rangesIn(element, words);
  for (const range of ranges) marks.add(range);
  return {
    first: ranges[0] ?? null,
    clear: () => {
      for (const range of ranges) marks.delete(range);
    },
  };
}

/** As many places are marked at most: a page can be all of one letter. */
const mostMarks = 2_000;

function rangesIn(element: Element, words: readonly string[]): readonly Range[] {
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null && ranges.length < mostMarks; node = walker.nextNode()) {
    const text = fold(node.nodeValue ?? '');
    for (const word of words) {
      for (
        let at = text.indexOf(word);
        at !== -1 && ranges.length < mostMarks;
        at = text.indexOf(word, at + word.length)
      ) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        ranges.push(range);
      }
    }
  }
  return ranges;
}
