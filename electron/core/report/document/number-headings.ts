import type { Block } from './document.ts';

/** Numbers the headings of the first two levels, as `3` and `3.2`. */
export function numberHeadings(blocks: readonly Block[]): readonly Block[] {
  return numbered(blocks, String);
}

/** Gives the headings of the first two levels of appendices letters, as `A` and `A.2`. There are at most 26. */
export function letterHeadings(blocks: readonly Block[]): readonly Block[] {
  return numbered(blocks, (chapter) => String.fromCharCode(64 + chapter));
}

function numbered(blocks: readonly Block[], nameOf: (chapter: number) => string): readonly Block[] {
  let chapter = 0;
  let section = 0;
  return blocks.map((block) => {
    if (block.kind !== 'heading' || block.level === 3) return block;
    if (block.level === 1) {
      chapter += 1;
      section = 0;
      return { ...block, text: `${nameOf(chapter)} ${block.text}` };
    }
    section += 1;
    return { ...block, text: `${nameOf(chapter)}.${String(section)} ${block.text}` };
  });
}
