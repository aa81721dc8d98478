import { defaultKeymap } from '@codemirror/commands';
import { getChunks, goToNextChunk, goToPreviousChunk, MergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { highlighting } from '#renderer/shared/model-text/highlighting.ts';

/** What the views of two texts are called, and what they tell. */
export interface MergedTextWords {
  readonly earlier: string;
  readonly later: string;
  /** With `$` for the number. */
  readonly unchanged: string;
}

/** Where the cursor is among the differences: the number of the one that it is in, from 1, or 0, and how many there are. */
export interface DifferencePlace {
  readonly number: number;
  readonly count: number;
}

/** Lines around a difference that are shown, and from how many on others are folded. */
const folding = { margin: 3, minSize: 5 } as const;

/**
 * How far the comparison goes: beyond that it tells of larger differences than there are, so that texts that have nothing in
 * common do not hold the window up.
 */
const effort = { scanLimit: 500, timeout: 40 } as const;

/** Two texts side by side, to be read: the earlier one on the left. `folded`: without what both say. */
export class MergedTexts {
  readonly #merge: MergeView;

  constructor(
    parent: Element,
    earlier: string,
    later: string,
    words: MergedTextWords,
    folded: boolean,
    onplace: (place: DifferencePlace) => void,
  ) {
    const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
    const extensions = (label: string): Extension => [
      EditorView.cspNonce.of(nonce),
      lineNumbers(),
      drawSelection(),
      highlightSpecialChars(),
      highlighting,
      // To be read, by keyboard too: what is typed comes nowhere.
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorState.phrases.of({ '$ unchanged lines': words.unchanged }),
      EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
      keymap.of([
        { key: 'F7', shift: goToPreviousChunk, run: goToNextChunk, preventDefault: true },
        ...defaultKeymap,
      ]),
      EditorView.updateListener.of(({ state }) => {
        onplace(placeIn(state));
      }),
    ];
    this.#merge = new MergeView({
      parent,
      a: { doc: earlier, extensions: extensions(words.earlier) },
      b: { doc: later, extensions: extensions(words.later) },
      ...(folded ? { collapseUnchanged: folding } : {}),
      diffConfig: effort,
    });
    onplace(placeIn(this.#merge.b.state));
  }

  /** Goes to the next difference, or to the one before; after the last comes the first. */
  go(direction: 'next' | 'previous'): void {
    const { b: view } = this.#merge;
    if (direction === 'next') goToNextChunk(view);
    else goToPreviousChunk(view);
    view.focus();
  }

  destroy(): void {
    this.#merge.destroy();
  }
}

function placeIn(state: EditorState): DifferencePlace {
  const found = getChunks(state);
  if (found === null) return { number: 0, count: 0 };
  const { chunks, side } = found;
  const { head } = state.selection.main;
  const place = chunks.findIndex(({ fromA, toA, fromB, toB }) => {
    const [from, to] = side === 'a' ? [fromA, toA] : [fromB, toB];
    return head >= from && (head < to || head === from);
  });
  return { number: place + 1, count: chunks.length };
}
