import type { Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { declaredNameAt } from '#core/notation/notation.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** Asks for another name. */
type Ask = (name: string) => void;

/** F12 and Ctrl+click go to where a name is declared; F2 asks for another name. */
export function naming(text: Translate, ask: Ask): Extension {
  return [
    keymap.of([
      { key: 'F12', run: (view) => goToDeclaration(view, text) },
      { key: 'F2', run: (view) => askForName(view, text, ask) },
    ]),
    EditorView.domEventHandlers({
      mousedown(event, view) {
        if (event.button !== 0 || !(event.ctrlKey || event.metaKey)) return false;
        const offset = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (offset === null || !goToDeclaration(view, text, offset)) return false;
        event.preventDefault();
        return true;
      },
    }),
  ];
}

/** Goes to where the name at an offset is declared, or at the cursor. False where there is none, which is said. */
export function goToDeclaration(
  view: EditorView,
  text: Translate,
  offset = view.state.selection.main.head,
): boolean {
  const found = declaredNameAt(view.state.doc.toString(), offset);
  if (found === null) return refuse(view, text);
  const { start, end } = found.declaredAt;
  const effects = EditorView.scrollIntoView(start, { y: 'center' });
  view.dispatch({ selection: { anchor: start, head: end }, effects });
  view.focus();
  return true;
}

/** Asks for another name for what is named at the cursor. False where nothing is, which is said. */
export function askForName(view: EditorView, text: Translate, ask: Ask): boolean {
  const found = declaredNameAt(view.state.doc.toString(), view.state.selection.main.head);
  if (found === null) return refuse(view, text);
  ask(found.name);
  return true;
}

function refuse(view: EditorView, text: Translate): false {
  view.dispatch({ effects: EditorView.announce.of(text('interface.rename.none')) });
  return false;
}
