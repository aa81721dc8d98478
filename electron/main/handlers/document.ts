import type { BrowserWindow } from 'electron';
import type { CallFailure } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { StoredFile } from '#core/dossier/source-document.ts';
import type { HandlersOf } from '#main/ipc/ipc.ts';
import type { SettingsStore } from '#main/settings/settings.ts';
import { askWhatToOpen } from '#main/window/dialogs.ts';
import { keepDocument, readDocument } from '#project/documents/keep-document.ts';
import { notOpen, type OpenProject } from '#project/session/open-project.ts';
import type { ProjectSession } from '#project/session/project-session.ts';

/** Everything that the calls on source documents need. */
export interface DocumentContext {
  readonly session: ProjectSession;
  readonly settings: SettingsStore;
  readonly window: BrowserWindow;
}

/** Calls that bring the files of source documents into the open project, and give them to the window. */
export function documentHandlers(context: DocumentContext): HandlersOf<'document'> {
  const { session } = context;
  return {
    'document.add': () => session.use((project) => add(project, context)),
    'document.keep': ({ name, bytes }) => session.use((project) => keepDocument(project, name, bytes)),
    'document.read': ({ sha256 }) =>
      session.use(({ vault }) => {
        const read = vault.documents.read(sha256);
        if (!read.ok) return read;
        return read.value === null ? failure({ code: 'document-missing' }) : success({ bytes: read.value });
      }),
  };
}

async function add(
  project: OpenProject,
  { settings, window }: DocumentContext,
): Promise<Result<StoredFile | null, CallFailure>> {
  const path = await askWhatToOpen(window, settings.current.locale, 'dialog.add-document', null);
  if (path === null) return success(null);
  const read = await readDocument(path);
  if (!read.ok) return read;
  // Locked meanwhile: nothing is put into a project that nobody has open.
  return project.isOpen ? keepDocument(project, path, read.value) : notOpen;
}
