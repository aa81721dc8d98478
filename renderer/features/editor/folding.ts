import { codeFolding, foldGutter, foldKeymap, foldService } from '@codemirror/language';
import type { EditorState, Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import type { Translate } from '#core/messages/catalogue.ts';

/** Blocks are folded at the line that opens them, by the sign beside it or by key. */
export function folding(text: Translate): Extension {
  return [
    codeFolding({
      placeholderDOM: (_view, onclick) => {
        const dots = document.createElement('button');
        dots.textContent = '…';
        dots.ariaLabel = text('interface.editor.unfold');
        dots.className = 'cm-foldPlaceholder';
        dots.addEventListener('click', onclick);
        return dots;
      },
    }),
    foldGutter({ openText: '▾', closedText: '▸' }),
    foldService.of((state, start) => blockFrom(state, start)),
    keymap.of(foldKeymap),
  ];
}

/** What is folded of the block that the line at `start` opens: to the line that closes it; null where it opens none. */
function blockFrom(
  { doc }: EditorState,
  start: number,
): { readonly from: number; readonly to: number } | null {
  const line = doc.lineAt(start);
  if (balance(line.text) <= 0) return null;
  let open = balance(line.text);
  for (let number = line.number + 1; number <= doc.lines; number += 1) {
    const next = doc.line(number);
    open += balance(next.text);
    if (open <= 0) return number - line.number < 2 ? null : { from: line.to, to: doc.line(number - 1).to };
  }
  return null;
}

// Braces of comments and texts are none: `{` opens and `}` closes, everywhere else.
function balance(line: string): number {
  const code = line.replaceAll(/"(?:[^"\\]|\\.)*"?|\/\/.*$/gu, '');
  return [...code].reduce((sum, sign) => sum + (sign === '{' ? 1 : sign === '}' ? -1 : 0), 0);
}
