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

/** The outcome of an export that the analyst cancelled. */
export const cancelled: WrittenFile = { fileName: null, sha256: null };

/**
 * Lets a file leave the open project: asks where to, and does what {@link exportFile} does. Over another file only when the
 * analyst has said so.
 */
export async function askAndExport(
  project: OpenProject,
  { bytes, note }: Pick<FileExport, 'bytes' | 'note'>,
  questions: ExportQuestions,
): Promise<Result<WrittenFile, CallFailure>> {
  const place = await askForPlace(questions, project.path);
  if (!place.ok) return place;
  if (place.value === null) return success(cancelled);
  const { path, mayReplace } = place.value;
  // Locked while a dialog was open, nothing leaves.
  const written = exportFile(project, { bytes, note, path, mayReplace });
  return written.ok ? success({ fileName: basename(path), sha256: written.value }) : written;
}

/** A place that the analyst chose for a file. */
export interface ChosenPlace {
  readonly path: string;
  /** True where a file is there, which the analyst has said may be replaced. */
  readonly mayReplace: boolean;
}

/** Asks where a file is to lie, and whether one that is there may be replaced; null when the analyst cancelled. Fails as {@link checkTarget}. */
export async function askForPlace(
  { window, locale, title, kind, suggestedName }: ExportQuestions,
  project: string | null,
): Promise<Result<ChosenPlace | null, CallFailure>> {
  const answer = await askWhereToSave(window, locale, title, kind, suggestedName);
  if (answer === null) return success(null);
  const { path, replacementConfirmed } = answer;
  const target = checkTarget(path, project);
  if (!target.ok) return target;
  const { replaces } = target.value;
  const isMeant = !replaces || replacementConfirmed || (await askToReplace(window, locale, basename(path)));
  return success(isMeant ? { path, mayReplace: replaces } : null);
}
