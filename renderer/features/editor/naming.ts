import type { Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { declaredNameAt } from '#core/language/rename.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** F12 and Ctrl+click go to where a name is declared; F2 asks for another name. */
export function naming(text: Translate, onrename: (name: string) => void): Extension {
  const refuse = (view: EditorView): void => {
    view.dispatch({ effects: EditorView.announce.of(text('interface.rename.none')) });
  };
  const define = (view: EditorView, offset: number): boolean => {
    const found = declaredNameAt(view.state.doc.toString(), offset);
    if (found === null) {
      refuse(view);
      return false;
    }
    const { start, end } = found.declaredAt;
    const effects = EditorView.scrollIntoView(start, { y: 'center' });
    view.dispatch({ selection: { anchor: start, head: end }, effects });
    view.focus();
    return true;
  };
  return [
    keymap.of([
      {
        key: 'F12',
        run: (view) => define(view, view.state.selection.main.head),
      },
      {
        key: 'F2',
        run: (view) => {
          const found = declaredNameAt(view.state.doc.toString(), view.state.selection.main.head);
          if (found === null) refuse(view);
          else onrename(found.name);
          return true;
        },
      },
    ]),
    EditorView.domEventHandlers({
      mousedown(event, view) {
        if (event.button !== 0 || !(event.ctrlKey || event.metaKey)) return false;
        const offset = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (offset === null || !define(view, offset)) return false;
        event.preventDefault();
        return true;
      },
    }),
  ];
}
