import { extname, join } from 'node:path';
import { app, dialog, type BrowserWindow, type FileFilter } from 'electron';
import { createTranslate, type Locale, type MessageKey } from '#core/messages/catalogue.ts';

/** A kind of file that the analyst is asked for. */
export interface FileKind {
  readonly extension: string;
  readonly label: MessageKey;
}

export const projectFile: FileKind = { extension: 'segl', label: 'dialog.project-files' };
export const pdfFile: FileKind = { extension: 'pdf', label: 'dialog.pdf-files' };

export const cardFile: FileKind = { extension: 'card', label: 'dialog.card-files' };
export const sealedFile: FileKind = { extension: 'sealed', label: 'dialog.sealed-files' };

export const drawingFileKind: FileKind = { extension: 'svg', label: 'dialog.svg-files' };

/** Where the analyst wants a file. */
export interface SaveAnswer {
  /** It has the kind's extension, whatever was typed. */
  readonly path: string;
  /**
   * True where the dialog itself has asked about a file that is there already. It asks about the name that was typed: where
   * the extension was missing it has not.
   */
  readonly replacementConfirmed: boolean;
}

/** Asks where to put a file. Null when the analyst cancelled. */
export async function askWhereToSave(
  window: BrowserWindow,
  locale: Locale,
  title: MessageKey,
  kind: FileKind,
  suggestedName: string,
): Promise<SaveAnswer | null> {
  const text = createTranslate(locale);
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: text(title),
    defaultPath: join(app.getPath('documents'), suggestedName),
    filters: [filterOf(kind, locale)],
    properties: ['createDirectory', 'dontAddToRecent', 'showOverwriteConfirmation'],
  });
  if (canceled || filePath === '') return null;
  const isWhole = extname(filePath).toLowerCase() === `.${kind.extension}`;
  return isWhole
    ? { path: filePath, replacementConfirmed: true }
    : { path: `${filePath}.${kind.extension}`, replacementConfirmed: false };
}

/** Asks whether a file that is there already is to be replaced. */
export async function askToReplace(
  window: BrowserWindow,
  locale: Locale,
  fileName: string,
): Promise<boolean> {
  const text = createTranslate(locale);
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: text('dialog.replace', { file: fileName }),
    buttons: [text('dialog.replace-no'), text('dialog.replace-yes')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}

/** Asks which file to open, of a kind or of any. Null when the analyst cancelled. */
export async function askWhatToOpen(
  window: BrowserWindow,
  locale: Locale,
  title: MessageKey,
  kind: FileKind | null,
): Promise<string | null> {
  const text = createTranslate(locale);
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: text(title),
    defaultPath: app.getPath('documents'),
    filters: kind === null ? [] : [filterOf(kind, locale)],
    properties: ['openFile', 'dontAddToRecent'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

function filterOf(kind: FileKind, locale: Locale): FileFilter {
  return { name: createTranslate(locale)(kind.label), extensions: [kind.extension] };
}
