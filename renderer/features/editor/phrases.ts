import { EditorState, type Extension } from '@codemirror/state';
import type { Translate } from '#core/messages/catalogue.ts';

/** The editor's own words (search, diagnostics) in the language of the interface. */
export function phrases(text: Translate): Extension {
  return EditorState.phrases.of({
    Find: text('interface.editor.find'),
    Replace: text('interface.editor.replace'),
    next: text('interface.editor.next'),
    previous: text('interface.editor.previous'),
    all: text('interface.editor.all'),
    'match case': text('interface.editor.match-case'),
    regexp: text('interface.editor.regexp'),
    'by word': text('interface.editor.by-word'),
    replace: text('interface.editor.replace-one'),
    'replace all': text('interface.editor.replace-all'),
    close: text('interface.close'),
    'current match': text('interface.editor.current-match'),
    'on line': text('interface.editor.on-line'),
    'replaced match on line $': text('interface.editor.replaced-one'),
    'replaced $ matches': text('interface.editor.replaced'),
    'Control character': text('interface.editor.control-character'),
    Completions: text('interface.editor.completions'),
    Diagnostics: text('interface.editor.diagnostics'),
    'No diagnostics': text('interface.editor.no-diagnostics'),
  });
}
