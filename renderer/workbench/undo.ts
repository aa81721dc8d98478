import type { OpenProject } from '#renderer/shared/open-project.svelte.ts';
import type { HistoryUndo } from '#renderer/workbench/history-undo.svelte.ts';

/**
 * Takes the last change back, whether it was one of the text or of what is stated beside it. Once everything is taken back
 * that was changed since the project was opened, it goes on with the history.
 */
function undo({ project, historyUndo }: Undoing): void {
  const { editor, dossier } = project;
  if (project.exhausted) {
    void historyUndo.goBack('key');
    return;
  }
  const texts = editor?.undoable() ?? 0;
  const before = dossier.undoMark;
  if (before === null || texts > before) {
    editor?.undo();
    return;
  }
  const joined = dossier.undoJoined && texts === before;
  dossier.undo();
  if (joined) editor?.undo();
}

/** Makes the change again that was taken back last. */
function redo({ project, historyUndo }: Undoing): void {
  const { editor, dossier } = project;
  if (historyUndo.canGoForward) {
    void historyUndo.goForward();
    return;
  }
  const texts = editor?.undoable() ?? 0;
  const next = dossier.redoMark;
  if (next !== null && (texts >= next || editor?.redoable() !== true)) {
    dossier.redo();
    return;
  }
  editor?.redo();
  if (dossier.redoJoined && editor?.undoable() === dossier.redoMark) dossier.redo();
}

/** What changes are undone in. */
interface Undoing {
  readonly project: OpenProject;
  readonly historyUndo: HistoryUndo;
}

/**
 * Takes a change back, or makes it again, as the menu asks for it, where the keys of a field are not heard: a field that
 * is typed into undoes its own typing, and the editor its own.
 */
export function undoAtFocus(command: 'undo' | 'redo', undoing: Undoing): void {
  const field = fieldAt(document.activeElement);
  if (field?.classList.contains('cm-editor') === true) {
    if (!goesOn(command, undoing)) undoing.project.editor?.[command]();
  }
  // Nothing else undoes what was typed into a field.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  else if (field !== null) document.execCommand(command);
  else if (command === 'undo') undo(undoing);
  else redo(undoing);
}

/**
 * Undoes in the editor by the usual keys what its own history does not hold. To be told keys before the editor is, which
 * keeps them to itself.
 */
export function undoInEditorByKey(event: KeyboardEvent, undoing: Undoing): void {
  const command = commandOf(event);
  if (command === null || fieldAt(event.target)?.classList.contains('cm-editor') !== true) return;
  if (!goesOn(command, undoing)) return;
  event.preventDefault();
  event.stopPropagation();
}

// Where a command in the editor is one about the history of the project.
function goesOn(command: 'undo' | 'redo', { project, historyUndo }: Undoing): boolean {
  if (command === 'undo' && project.exhausted) void historyUndo.goBack('key');
  else if (command === 'redo' && historyUndo.canGoForward) void historyUndo.goForward();
  else return false;
  return true;
}

/** Undoes or makes again by the usual keys, outside of fields, which hear them by themselves. */
export function undoByKey(event: KeyboardEvent, undoing: Undoing): void {
  const command = commandOf(event);
  if (command === null || fieldAt(event.target) !== null) return;
  event.preventDefault();
  if (command === 'redo') redo(undoing);
  else undo(undoing);
}

function commandOf(event: KeyboardEvent): 'undo' | 'redo' | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' ? 'redo' : null;
}

function fieldAt(target: EventTarget | null): Element | null {
  if (!(target instanceof Element)) return null;
  return target.closest('input:not([type="checkbox"], [type="radio"]), textarea, dialog, .cm-editor');
}
