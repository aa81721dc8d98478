import { basename } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { SealedPreview } from '#contract/exchange-calls.ts';
import type { CallFailure } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import { fileNameOf } from '#main/handlers/new-project.ts';
import { zeroed } from '#main/handlers/zeroed.ts';
import type { HandlersOf } from '#main/ipc/ipc.ts';
import type { SettingsStore } from '#main/settings/settings.ts';
import { askWhatToOpen, askWhereToSave, projectFile, sealedFile } from '#main/window/dialogs.ts';
import { mergeReceived, mergeSides } from '#project/exchange/merging.ts';
import {
  checkAnswered,
  openReceived,
  previewOf,
  readReceived,
  type ReceivedFile,
} from '#project/exchange/received-file.ts';
import { receiveProject } from '#project/exchange/receive-project.ts';
import type { SealedDesk } from '#project/exchange/sealed-desk.ts';
import { keyringLocked, type KeyringSession } from '#project/keyring/keyring-session.ts';
import { savedContent } from '#project/session/open-project.ts';
import type { ProjectSession } from '#project/session/project-session.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';

/** Everything that the calls on sealed files need. */
export interface SealedContext {
  readonly session: ProjectSession;
  readonly keyring: KeyringSession;
  readonly desk: SealedDesk;
  readonly settings: SettingsStore;
  readonly window: BrowserWindow;
  readonly platform: VaultPlatform;
}

type Preview = Result<SealedPreview, CallFailure>;

const nothingOpen: { readonly ok: false; readonly error: CallFailure } = failure({ code: 'sealed-not-open' });

/** Calls that open what colleagues sealed. */
export function sealedHandlers(context: SealedContext): HandlersOf<'sealed'> {
  const { session, keyring, desk, settings, window } = context;
  const show = (opened: Result<ReceivedFile, CallFailure>): Preview => {
    if (!opened.ok) return opened;
    desk.put(opened.value);
    return previewOf(opened.value, session.project, keyring);
  };
  return {
    'sealed.choose': async () => {
      if (keyring.open === null) return keyringLocked;
      const { locale } = settings.current;
      const path = await askWhatToOpen(window, locale, 'dialog.open-sealed', sealedFile);
      return path === null ? success(null) : show(await readReceived(path, keyring));
    },
    'sealed.open': async ({ name, bytes }) => show(await openReceived(basename(name), bytes, keyring)),
    'sealed.current': async () => {
      const looked = await desk.look(keyring);
      if (!looked.ok) return looked;
      return looked.value === null ? success(null) : previewOf(looked.value, session.project, keyring);
    },
    'sealed.merge-contents': () =>
      session.use((project) => (desk.file === null ? nothingOpen : mergeSides(project, desk.file))),
    'sealed.merge': ({ head, answered, answers }) =>
      session.use((project) => {
        const { file } = desk;
        if (file === null) return nothingOpen;
        const allowed = checkAnswered(file, project, keyring, answered);
        if (!allowed.ok) return allowed;
        const given = new Map(answers.map(({ conflict, answer }) => [conflict, answer]));
        const merged = mergeReceived(project, file, keyring, { head, answers: given });
        return merged.ok ? savedContent(project) : merged;
      }),
    'sealed.receive': ({ answered, passphrase }) =>
      zeroed(passphrase, () => receive(context, answered, passphrase)),
    'sealed.discard': () => {
      desk.discard();
      return success({});
    },
  };
}

async function receive(
  { session, desk, keyring, settings, window, platform }: SealedContext,
  answered: Parameters<typeof checkAnswered>[3],
  passphrase: Uint8Array,
): Promise<Result<{ readonly fileName: string } | null, CallFailure>> {
  const { file } = desk;
  if (file === null) return nothingOpen;
  const allowed = checkAnswered(file, null, keyring, answered);
  if (!allowed.ok) return allowed;
  const name = `${fileNameOf(file.opened.shared.project.name)}.${projectFile.extension}`;
  const { locale } = settings.current;
  const answer = await askWhereToSave(window, locale, 'dialog.create-project', projectFile, name);
  if (answer === null) return success(null);
  const made = await receiveProject(file, { path: answer.path, passphrase }, keyring, platform);
  if (!made.ok) return made;
  desk.discard();
  // Without an open project it is the one to go on with.
  if (session.project === null) session.choose(answer.path);
  return success({ fileName: basename(answer.path) });
}
