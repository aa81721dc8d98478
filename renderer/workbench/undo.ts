import type { OpenProject } from '#renderer/shared/open-project.svelte.ts';

/** Takes the last change back, whether it was one of the text or of what is stated beside it. */
function undo({ editor, dossier }: OpenProject): void {
  const texts = editor?.undoable() ?? 0;
  const before = dossier.undoMark;
  if (before === null || texts > before) editor?.undo();
  else dossier.undo();
}

/** Makes the change again that was taken back last. */
function redo({ editor, dossier }: OpenProject): void {
  const texts = editor?.undoable() ?? 0;
  const next = dossier.redoMark;
  if (next === null || (texts < next && editor?.redoable() === true)) editor?.redo();
  else dossier.redo();
}

/**
 * Takes a change back, or makes it again, as the menu asks for it, where the keys of a field are not heard: a field that
 * is typed into undoes its own typing, and the editor its own.
 */
export function undoAtFocus(command: 'undo' | 'redo', project: OpenProject): void {
  const field = fieldAt(document.activeElement);
  if (field?.classList.contains('cm-editor') === true) project.editor?.[command]();
  // Nothing else undoes what was typed into a field.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  else if (field !== null) document.execCommand(command);
  else if (command === 'undo') undo(project);
  else redo(project);
}

/** Undoes or makes again by the usual keys, outside of fields, which hear them by themselves. */
export function undoByKey(event: KeyboardEvent, project: OpenProject): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || fieldAt(event.target) !== null) return;
  const key = event.key.toLowerCase();
  if (key !== 'z' && key !== 'y') return;
  event.preventDefault();
  if (key === 'y' || event.shiftKey) redo(project);
  else undo(project);
}

function fieldAt(target: EventTarget | null): Element | null {
  if (!(target instanceof Element)) return null;
  return target.closest('input:not([type="checkbox"], [type="radio"]), textarea, dialog, .cm-editor');
}
