import type { Translate } from '#core/messages/catalogue.ts';
import type { Block, Caption } from './document.ts';

/** A figure or a table as a list leads to it. */
export interface ListedCaption {
  readonly text: string;
  readonly anchor: string;
}

/** Blocks whose figures and tables have numbers, and these in order. */
export interface Numbered {
  readonly blocks: readonly Block[];
  readonly figures: readonly ListedCaption[];
  readonly tables: readonly ListedCaption[];
}

/**
 * Numbers figures, and tables that have a header, each from 1. What has no caption of its own goes by the heading that it
 * stands under, as that stands in the text, without its number.
 */
export function numberCaptions(blocks: readonly Block[], translate: Translate): Numbered {
  const figures: ListedCaption[] = [];
  const tables: ListedCaption[] = [];
  let heading = '';
  const next = (kind: 'figure' | 'table', own: Caption | undefined): Required<Caption> => {
    const listed = kind === 'figure' ? figures : tables;
    const number = listed.length + 1;
    const caption = {
      text: translate(`report.caption.${kind}`, { number: String(number), text: own?.text ?? heading }),
      anchor: own?.anchor ?? `${kind}-${String(number)}`,
    };
    listed.push(caption);
    return caption;
  };
  const numbered = blocks.map((block): Block => {
    switch (block.kind) {
      case 'heading':
        heading = block.text;
        return block;
      case 'drawing':
        return { ...block, caption: next('figure', block.caption) };
      case 'table':
        return block.header.length === 0 ? block : { ...block, caption: next('table', block.caption) };
      case 'title':
      case 'paragraph':
      case 'list':
      case 'sentences':
      case 'code':
      case 'contents':
      case 'page-break':
        return block;
    }
  });
  return { blocks: numbered, figures, tables };
}
