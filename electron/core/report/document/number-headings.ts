import type { Block } from './document.ts';

/** Numbers the headings of the first two levels, as `3` and `3.2`. */
export function numberHeadings(blocks: readonly Block[]): readonly Block[] {
  let chapter = 0;
  let section = 0;
  return blocks.map((block) => {
    if (block.kind !== 'heading' || block.level === 3) return block;
    if (block.level === 1) {
      chapter += 1;
      section = 0;
      return { ...block, text: `${chapter} ${block.text}` };
    }
    section += 1;
    return { ...block, text: `${chapter}.${section} ${block.text}` };
  });
}
