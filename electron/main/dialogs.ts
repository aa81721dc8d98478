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

export const drawingFileKind: FileKind = { extension: 'svg', label: 'dialog.svg-files' };

/** Asks where to put a file. Null when the analyst cancelled. The answer has the kind's extension. */
export async function askWhereToSave(
  window: BrowserWindow,
  locale: Locale,
  title: MessageKey,
  kind: FileKind,
  suggestedName: string,
): Promise<string | null> {
  const text = createTranslate(locale);
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: text(title),
    defaultPath: join(app.getPath('documents'), suggestedName),
    filters: [filterOf(kind, locale)],
    properties: ['createDirectory', 'dontAddToRecent', 'showOverwriteConfirmation'],
  });
  if (canceled || filePath === '') return null;
  return extname(filePath) === '' ? `${filePath}.${kind.extension}` : filePath;
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
