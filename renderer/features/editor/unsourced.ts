import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import type { CitingPlace } from '#core/method/sources/citing-place.ts';
import type { Translate } from '#core/messages/catalogue.ts';

const replaceMarks = StateEffect.define<DecorationSet>();

/**
 * Faint marks under the names of what ought to cite a source and does not. They are no diagnostics: whoever goes from
 * error to error does not come by.
 */
export const unsourcedMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, { changes, effects }) => {
    const replaced = effects.find((effect) => effect.is(replaceMarks));
    return replaced?.is(replaceMarks) === true ? replaced.value : marks.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Marks these places, and no others. */
export function markUnsourced(view: EditorView, places: readonly CitingPlace[], text: Translate): void {
  const source = view.state.doc.toString();
  const marks = places.flatMap((place) => {
    const { from, to } = nameIn(source, place);
    const title = text('sources.uncited-mark', { name: place.name });
    const mark = Decoration.mark({ class: 'cm-unsourced', attributes: { title } });
    return from < to && to <= source.length ? [mark.range(from, to)] : [];
  });
  view.dispatch({ effects: replaceMarks.of(Decoration.set(marks, true)) });
}

// A message is known by its whole line, which is too much to be marked.
function nameIn(source: string, { name, site }: CitingPlace): { readonly from: number; readonly to: number } {
  const { start, end } = site.in === 'text' ? site.span : { start: 0, end: 0 };
  const at = source.slice(start, end).indexOf(` ${name}`);
  const from = at === -1 ? start : start + at + 1;
  return { from, to: Math.min(end, from + name.length) };
}
