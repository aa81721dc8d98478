// What somebody does with a project and a keyring, to be cut short at any moment. Without a test around it: a process of its own
// does the same.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CallFailure } from '#contract/failures.ts';
import type { MergeAnswer } from '#core/history/merge/decision/place.ts';
import { resolve } from '#core/history/merge/merge-contents.ts';
import { failure, success, type Result } from '#core/result.ts';
import { letOpenNoMore } from '#project/access/access.ts';
import { exportFile } from '#project/export/export-file.ts';
import { mergeReceived, mergeSides } from '#project/exchange/merging.ts';
import { openReceived } from '#project/exchange/received-file.ts';
import { receiveProject } from '#project/exchange/receive-project.ts';
import { noteShare, prepareShare } from '#project/exchange/share.ts';
import { noteVerified } from '#project/keyring/cards.ts';
import { memoryOf } from '#project/keyring/keyring-memory.ts';
import { KeyringSession } from '#project/keyring/keyring-session.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import { ProjectSession } from '#project/session/project-session.ts';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';

/** The things that are cut short. */
export const actions = ['share', 'receive', 'merge', 'follow', 'remove', 'keyring'] as const;
export type Action = (typeof actions)[number];

/** The words of every passphrase, and those that the keyring's is changed to. */
export const words = 'a passphrase for tests';
export const otherWords = 'another passphrase for tests';

/** Where everything lies in the folder of whoever acts. */
export const places = {
  keyring: 'Berit.keyring',
  project: 'AMS.segl',
  in: 'in.sealed',
  out: 'out.sealed',
} as const;

/** The keyring and the session of whoever acts, both open where there is something to open. */
export interface Acting {
  readonly folder: string;
  readonly keyring: KeyringSession;
  readonly session: ProjectSession;
  readonly platform: VaultPlatform;
}

/** Opens the keyring and, but for what makes a project, the project. */
export async function begin(folder: string, action: Action, platform: VaultPlatform): Promise<Acting> {
  const keyring = new KeyringSession(join(folder, places.keyring), platform);
  const opened = await keyring.unlock(passphraseOf(words));
  if (!opened.ok) throw new Error(opened.error.code);
  const memory = (): ReturnType<typeof memoryOf> => memoryOf(keyring.open, platform.clock);
  const session = new ProjectSession(platform, { memory });
  if (action !== 'receive') {
    session.choose(join(folder, places.project));
    const secret = opened.value.identity.secret('hybrid');
    const unlocked = await session.unlock({ kind: 'identity', secret });
    if (!unlocked.ok) throw new Error(unlocked.error.code);
  }
  return { folder, keyring, session, platform };
}

/** Does it, and locks everything. */
export async function act(acting: Acting, action: Action): Promise<Result<unknown, CallFailure>> {
  const done = await steps[action](acting);
  if (!done.ok) return done;
  return acting.session.lock();
}

type Step = (acting: Acting) => Promise<Result<unknown, CallFailure>>;

const steps: Readonly<Record<Action, Step>> = {
  share: ({ folder, keyring, session, platform }) =>
    withProject(session, async (project) => {
      const recipients = fingerprintsOf(keyring);
      const parts = { history: 'all', documents: true, verdicts: true } as const;
      const order = { recipients, purpose: 'Review', encryption: 'hybrid', ...parts } as const;
      const now = platform.clock.now().toISOString();
      const share = await prepareShare(project, keyring, order, now);
      if (!share.ok) return share;
      const note = (fileHash: string): Result<null, CallFailure> =>
        noteShare(project, keyring, share.value, { fileHash, answered: ['recipient-unverified'] });
      const path = join(folder, places.out);
      return exportFile(project, { bytes: share.value.bytes, path, mayReplace: false, note });
    }),
  receive: async ({ folder, keyring, platform }) => {
    const file = await openReceived(places.in, readFileSync(join(folder, places.in)), keyring);
    if (!file.ok) return file;
    const place = { path: join(folder, places.project), passphrase: passphraseOf(words) };
    return receiveProject(file.value, place, keyring, platform);
  },
  merge: merged,
  follow: merged,
  remove: ({ keyring, session }) =>
    withProject(session, async (project) => {
      const slot = project.vault.recipients.list().find(({ card }) => card?.name === 'Carla')?.slot ?? '';
      return letOpenNoMore(project, keyring, { slot, passphrase: passphraseOf(words) });
    }),
  keyring: async ({ keyring }) => {
    const [first = ''] = fingerprintsOf(keyring);
    const noted = keyring.change((content) => noteVerified(content, first, '2026-03-01T12:00:00.000Z'));
    if (!noted.ok || keyring.open === null) return failure({ code: 'keyring-locked' });
    return keyring.open.changePassphrase(passphraseOf(words), passphraseOf(otherWords));
  },
};

async function merged({ folder, keyring, session }: Acting): Promise<Result<unknown, CallFailure>> {
  const file = await openReceived(places.in, readFileSync(join(folder, places.in)), keyring);
  if (!file.ok) return file;
  return session.use((project) => {
    const sides = mergeSides(project, file.value);
    if (!sides.ok) return sides;
    const { head, ...contents } = sides.value;
    const resolved = resolve(contents, new Map());
    const answers = new Map<string, MergeAnswer>();
    if (!resolved.ok) for (const { id } of resolved.error) answers.set(id, 'mine');
    return mergeReceived(project, file.value, keyring, { head, answers });
  });
}

function fingerprintsOf({ open }: KeyringSession): readonly string[] {
  return open?.content?.colleagues.map(({ card }) => card.fingerprint) ?? [];
}

async function withProject(
  session: ProjectSession,
  work: (project: OpenProject) => Promise<Result<unknown, CallFailure>>,
): Promise<Result<unknown, CallFailure>> {
  const done = await session.use(work);
  return done.ok ? success(null) : done;
}
