import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { CallFailure } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import { withoutUnseen } from '#core/method/sources/quotation.ts';
import { documentLimits, type StoredFile } from '#core/dossier/source-document.ts';
import type { Desk } from '#main/desk.ts';
import { askWhatToOpen } from '#main/dialogs.ts';
import type { HandlersOf } from '#main/ipc.ts';
import type { SettingsStore } from '#main/settings.ts';
import type { Vault } from '#vault/vault.ts';

/** What the calls on source documents work with. */
export interface DocumentSurroundings {
  readonly desk: Desk;
  readonly settings: SettingsStore;
  readonly window: BrowserWindow;
}

/** Calls that bring the files of source documents into the open project, and give them to the window. */
export function documentHandlers({ desk, settings, window }: DocumentSurroundings): HandlersOf<'document'> {
  return {
    'document.add': async (): Promise<Result<StoredFile | null, CallFailure>> => {
      const { vault } = desk;
      if (vault === null) return failure({ code: 'project-not-open' });
      const path = await askWhatToOpen(window, settings.current.locale, 'dialog.add-document', null);
      if (path === null) return success(null);
      const read = await readWithin(path, documentLimits.one);
      if (!read.ok) return read;
      // Locked meanwhile: nothing is put into a project that nobody has open.
      if (desk.vault !== vault) return failure({ code: 'project-not-open' });
      return keep(desk, vault, basename(path), read.value);
    },
    'document.keep': ({ name, bytes }) => {
      if (desk.vault === null) return failure({ code: 'project-not-open' });
      return keep(desk, desk.vault, basename(name), bytes);
    },
    'document.read': ({ sha256 }) => {
      if (desk.vault === null) return failure({ code: 'project-not-open' });
      const read = desk.vault.document(sha256);
      if (!read.ok) return read;
      return read.value === null ? failure({ code: 'document-missing' }) : success({ bytes: read.value });
    },
  };
}

function keep(desk: Desk, vault: Vault, name: string, bytes: Uint8Array): Result<StoredFile, CallFailure> {
  if (bytes.length > documentLimits.one) return failure({ code: 'document-too-large' });
  if (vault.documentBytes + bytes.length > documentLimits.all) {
    return failure({ code: 'documents-too-large' });
  }
  const kept = vault.addDocument(withoutUnseen(name.slice(0, 255)), bytes);
  if (kept.ok) desk.sealSoon();
  return kept;
}

async function readWithin(path: string, most: number): Promise<Result<Uint8Array, CallFailure>> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return failure({ code: 'document-unreadable' });
    return found.size > most ? failure({ code: 'document-too-large' }) : success(await readFile(path));
  } catch {
    return failure({ code: 'document-unreadable' });
  }
}
