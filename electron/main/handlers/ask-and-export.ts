import { basename } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { CallFailure } from '#contract/failures.ts';
import type { Locale, MessageKey } from '#core/messages/catalogue.ts';
import { success, type Result } from '#core/result.ts';
import { askToReplace, askWhereToSave, type FileKind } from '#main/window/dialogs.ts';
import { exportFile, type FileExport } from '#project/export/export-file.ts';
import { checkTarget } from '#project/export/target.ts';
import type { OpenProject } from '#project/session/open-project.ts';

/** The outcome of an export; both null when the analyst cancelled. */
export interface WrittenFile {
  readonly fileName: string | null;
  readonly sha256: string | null;
}

/** The questions that are asked before a file leaves a project. */
export interface ExportQuestions {
  readonly window: BrowserWindow;
  readonly locale: Locale;
  readonly title: MessageKey;
  readonly kind: FileKind;
  readonly suggestedName: string;
}

const cancelled: WrittenFile = { fileName: null, sha256: null };

/**
 * Lets a file leave the open project: asks where to, and does what {@link exportFile} does. Over another file only when the
 * analyst has said so.
 */
export async function askAndExport(
  project: OpenProject,
  { bytes, note }: Pick<FileExport, 'bytes' | 'note'>,
  { window, locale, title, kind, suggestedName }: ExportQuestions,
): Promise<Result<WrittenFile, CallFailure>> {
  const answer = await askWhereToSave(window, locale, title, kind, suggestedName);
  if (answer === null) return success(cancelled);
  const { path, replacementConfirmed } = answer;
  const target = checkTarget(path, project.path);
  if (!target.ok) return target;
  const { replaces } = target.value;
  const fileName = basename(path);
  if (replaces && !replacementConfirmed && !(await askToReplace(window, locale, fileName))) {
    return success(cancelled);
  }
  // Locked while a dialog was open, nothing leaves.
  const written = exportFile(project, { bytes, note, path, mayReplace: replaces });
  return written.ok ? success({ fileName, sha256: written.value }) : written;
}
