import type { Extension } from '@codemirror/state';
import {
  activateHover,
  closeHoverTooltips,
  EditorView,
  hasHoverTooltips,
  hoverTooltip,
  keymap,
  type Tooltip,
} from '@codemirror/view';
import type { Description } from '#core/language/editor/description.ts';
import { describeAt } from '#core/notation/notation.ts';
import { firstSentence, type ConstructName } from '#core/language/reference.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { describeDeclaration } from '#core/views/words/describe-declaration.ts';

/** Tells what stands under the pointer, and on Shift+F1 what stands at the cursor. */
export function hover(text: Translate, onhelp: (construct: ConstructName) => void): Extension {
  const tooltipAt = (view: EditorView, offset: number): Tooltip | null => {
    const found = describeAt(view.state.doc.toString(), offset);
    if (found === null) return null;
    const { start: pos, end } = found.span;
    return { pos, end, above: true, create: () => ({ dom: draw(found, text, onhelp) }) };
  };
  const pointed = hoverTooltip(tooltipAt);
  const showDescription = (view: EditorView): boolean => {
    const { head } = view.state.selection.main;
    const found = describeAt(view.state.doc.toString(), head);
    const told = found === null ? text('interface.hover.nothing') : linesOf(found, text).join('. ');
    activateHover(view, head, 1, {
      tooltip: pointed,
      until: ({ docChanged, selection }) => docChanged || selection !== undefined,
    });
    view.dispatch({ effects: EditorView.announce.of(told) });
    return true;
  };
  const hide = (view: EditorView): boolean => {
    if (!hasHoverTooltips(view.state)) return false;
    view.dispatch({ effects: closeHoverTooltips });
    return true;
  };
  return [
    pointed,
    keymap.of([
      { key: 'Shift-F1', run: showDescription },
      { key: 'Escape', run: hide },
    ]),
  ];
}

// The heading, and what is known.
function linesOf(found: Description, text: Translate): readonly [string, ...string[]] {
  if (found.kind === 'word') return [found.word, firstSentence(found.construct, text)];
  const { name, meaning, label } = found.declaration;
  const heading = `${name.name} · ${text(`interface.name.${meaning}`)}`;
  return [heading, ...(label === null ? [] : [label]), ...describeDeclaration(found.declaration, text)];
}

function draw(found: Description, text: Translate, onhelp: (construct: ConstructName) => void): HTMLElement {
  const card = document.createElement('div');
  card.className = 'cm-description';
  const [heading, ...lines] = linesOf(found, text);
  card.append(paragraph('strong', heading), ...lines.map((line) => paragraph('p', line)));
  if (found.kind === 'word') {
    const more = document.createElement('button');
    more.textContent = text('interface.hover.more');
    more.addEventListener('click', () => {
      onhelp(found.construct);
    });
    card.append(more);
  }
  return card;
}

function paragraph(tag: 'p' | 'strong', content: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = content;
  return element;
}
