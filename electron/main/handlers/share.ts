import type { BrowserWindow } from 'electron';
import type { CallFailure } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import { askAndExport, type WrittenFile } from '#main/handlers/ask-and-export.ts';
import type { HandlersOf } from '#main/ipc/ipc.ts';
import type { SettingsStore } from '#main/settings/settings.ts';
import { sealedFile } from '#main/window/dialogs.ts';
import { contentsOf } from '#project/exchange/contents.ts';
import {
  noteShare,
  prepareShare,
  type PreparedShare,
  type ShareWarningKind,
} from '#project/exchange/share.ts';
import type { KeyringSession } from '#project/keyring/keyring-session.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import type { ProjectSession } from '#project/session/project-session.ts';
import type { Clock } from '#vault/files/clock.ts';

/** Everything that the calls on shares need. */
export interface ShareContext {
  readonly session: ProjectSession;
  readonly keyring: KeyringSession;
  readonly settings: SettingsStore;
  readonly window: BrowserWindow;
  readonly clock: Clock;
}

/** Calls that seal the open project for colleagues. */
export function shareHandlers(context: ShareContext): HandlersOf<'share'> {
  const { session, keyring, clock } = context;
  // It goes with the project that it was made of.
  const prepared = new WeakMap<OpenProject, PreparedShare>();
  return {
    'share.prepare': ({ history, documents, verdicts, ...order }) =>
      session.use(async (project) => {
        prepared.delete(project);
        const choice = { history, documents, verdicts };
        const createdAt = clock.now().toISOString();
        const made = await prepareShare(project, keyring, { ...order, ...choice }, createdAt);
        if (!made.ok) return made;
        prepared.set(project, made.value);
        const { bytes, sha256, shared, recipients, warnings } = made.value;
        const { classification } = shared.project;
        const contents = contentsOf(shared);
        return success({ sha256, bytes: bytes.length, classification, contents, recipients, warnings });
      }),
    'share.write': ({ sha256, answered }) =>
      session.use(async (project) => {
        const share = prepared.get(project);
        if (share?.sha256 !== sha256) return failure({ code: 'share-not-prepared' });
        const written = await write(context, project, share, answered);
        if (written.ok && written.value.sha256 !== null) prepared.delete(project);
        return written;
      }),
    'share.discard': () => {
      if (session.project !== null) prepared.delete(session.project);
      return success({});
    },
    'share.earlier': () =>
      session.use(({ vault }) => {
        const ledger = vault.ledger.read();
        return ledger.ok ? success({ shares: ledger.value.shares }) : ledger;
      }),
  };
}

async function write(
  { settings, window, keyring }: ShareContext,
  project: OpenProject,
  share: PreparedShare,
  answered: readonly ShareWarningKind[],
): Promise<Result<WrittenFile, CallFailure>> {
  const note = (fileHash: string): Result<null, CallFailure> =>
    noteShare(project, keyring, share, { fileHash, answered });
  return askAndExport(
    project,
    { bytes: share.bytes, note },
    {
      window,
      locale: settings.current.locale,
      title: 'dialog.save-sealed',
      kind: sealedFile,
      // Nothing of the project: the name of a file is read by whoever carries it.
      suggestedName: 'segl.sealed',
    },
  );
}
