import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { letOpen } from '#project/access/access.ts';
import { openReceived } from '#project/exchange/received-file.ts';
import { memoryOf } from '#project/keyring/keyring-memory.ts';
import { KeyringSession } from '#project/keyring/keyring-session.ts';
import { ProjectSession } from '#project/session/project-session.ts';
import { sha256Of } from '#vault/files/sha256.ts';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import type { OpeningKey } from '#vault/container/unlock.ts';
import type { FileOperations, VaultPlatform } from '#vault/files/platform.ts';
import { openVault } from '#vault/opening/open.ts';
import type { Vault } from '#vault/vault.ts';
import { acquainted, type Analyst } from '../../support/exchange/analysts.ts';
import { quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';
import { act, begin, otherWords, places, words, type Action } from './actions.ts';

const text = 'protocol P "Protocol"\n\nentity A "A"\nentity B "B"\nentity C "C"\n';

/** Nothing waits for the disk where it is only looked at what was left. */
const platform: VaultPlatform = {
  ...quickPlatform,
  files: { ...quickPlatform.files, sync: () => undefined },
};

/** Everything as it is before something is done: whose folder it is, and the keys of others who can open the project. */
export interface Before {
  readonly folder: string;
  readonly carla: OpeningKey;
  /** Those who are there are needed until the end, for their keys. */
  readonly others: readonly Analyst[];
}

/** Anne has a project, Berit went on with it, Carla can open Berit's file; Berit has something of Anne's to do something with. */
export async function prepared(action: Action): Promise<Before> {
  const [anne, berit, carla] = await acquainted(['Anne', 'Berit', 'Carla'], () => platform);
  if (anne === undefined || berit === undefined || carla === undefined) throw new Error('three people');
  await anne.create(text);
  const file = valueOf(anne.vault.documents.add('note.txt', Buffer.from('a note')));
  expect(file.bytes).toBe(6);
  const first = await anne.share([berit]);
  if (action === 'receive') writeFileSync(join(berit.folder, places.in), first);
  else {
    await berit.receive(first);
    for (const who of [berit, carla]) valueOf(await letOpen(berit.project, berit.keyring, who.fingerprint));
    if (action === 'merge') berit.say(text.replace('"B"', '"Berit"'));
    if (action !== 'merge' && action !== 'follow') berit.say(text.replace('"C"', '"Carla"'));
    anne.say(text.replace('"A"', '"Anne"'));
    writeFileSync(join(berit.folder, places.in), await anne.share([berit]));
    berit.close();
  }
  berit.keyring.lock();
  return { folder: berit.folder, carla: carla.key, others: [anne, berit, carla] };
}

/** A copy of a folder, in which something is to happen. */
function copyOf(folder: string): string {
  const copy = join(temporaryFolder(), 'folder');
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/**
 * Does something in a copy of a folder, and keeps copies of how that was before every file operation, and in the midst of every
 * writing: what a kill leaves there.
 */
export async function leavings(before: Before, action: Action): Promise<readonly string[]> {
  const folder = copyOf(before.folder);
  const kept = temporaryFolder();
  const copies: string[] = [];
  let isOn = false;
  const keep = (): void => {
    if (!isOn) return;
    const copy = join(kept, String(copies.length));
    mkdirSync(copy);
    for (const name of readdirSync(folder)) cpSync(join(folder, name), join(copy, name));
    copies.push(copy);
  };
  const watchedAt =
    <Given extends readonly unknown[], Value>(operation: (...given: Given) => Value) =>
    (...given: Given): Value => {
      keep();
      return operation(...given);
    };
  const { files } = platform;
  const watched: FileOperations = {
    open: watchedAt(files.open),
    truncate: watchedAt(files.truncate),
    sync: watchedAt(files.sync),
    close: watchedAt(files.close),
    rename: watchedAt(files.rename),
    link: watchedAt(files.link),
    unlink: watchedAt(files.unlink),
    write: (file, bytes, position) => {
      keep();
      files.write(file, bytes.subarray(0, bytes.length / 2), position);
      keep();
      files.write(file, bytes, position);
    },
  };
  const acting = await begin(folder, action, { ...platform, files: watched });
  isOn = true;
  valueOf(await act(acting, action));
  keep();
  acting.keyring.lock();
  return copies;
}

/**
 * Does something in a copy of a folder, in a process that is killed before an operation, or so many milliseconds after its start.
 * Answers the copy, and whether it came to its end.
 */
export async function killed(
  before: Before,
  action: Action,
  operation: number,
  after = Infinity,
): Promise<{ readonly folder: string; readonly isDone: boolean }> {
  const folder = copyOf(before.folder);
  const worker = join(import.meta.dirname, 'worker.ts');
  const child = spawn(process.execPath, [worker, folder, action, String(operation)]);
  const said = { out: '', problems: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.problems += chunk.toString()));
  if (after !== Infinity) setTimeout(() => child.kill('SIGKILL'), after);
  const signal = await new Promise((resolve) =>
    child.once('close', (_code, by) => {
      resolve(by);
    }),
  );
  expect([signal, said.problems]).toEqual(['SIGKILL', '']);
  expect(['', 'done']).toContain(said.out);
  return { folder, isDone: said.out === 'done' };
}

/**
 * Opens what a kill left, and sees that it is the old or the new, whole: true for the new. Whoever acts has the keyring, the file
 * is no older or other one than it has seen, and nothing stays lying about.
 */
export async function isNew(folder: string, action: Action, { carla }: Before): Promise<boolean> {
  const keyring = new KeyringSession(join(folder, places.keyring), platform);
  const opened = await keyring.unlock(passphraseOf(words));
  if (!opened.ok) {
    expect([action, opened.error.code]).toEqual(['keyring', 'keyring-passphrase-wrong']);
    valueOf(await keyring.unlock(passphraseOf(otherWords)));
  }
  const colleagues = keyring.open?.content?.colleagues ?? [];
  expect(colleagues.map(({ card }) => card.name)).toEqual(['Anne', 'Carla']);
  if (action === 'receive' && !existsSync(join(folder, places.project))) {
    expect(keyring.open?.content?.seen).toEqual([]);
    keyring.lock();
    return false;
  }
  const memory = (): ReturnType<typeof memoryOf> => memoryOf(keyring.open, platform.clock);
  const session = new ProjectSession(platform, { memory });
  session.choose(join(folder, places.project));
  const secret = keyring.open?.identity.secret('hybrid') ?? '';
  const key: OpeningKey =
    action === 'receive'
      ? { kind: 'passphrase', passphrase: passphraseOf(words) }
      : { kind: 'identity', secret };
  const { vault, rollback } = valueOf(await session.unlock(key));
  // Nothing was seen of a file that was just made where its head was not noted yet.
  expect(action === 'receive' ? ['same', 'unknown'] : ['same']).toContain(rollback);
  expect([vault.setAside, vault.audit.verify()]).toEqual([false, []]);
  for (const { id } of vault.history.states()) expect(valueOf(vault.history.content(id))).not.toBeNull();
  expect(valueOf(vault.ledger.read()).ownerChanges).toEqual([]);
  const changed = await looks[action](vault, folder, { keyring, carla, opensWithWords: opened.ok });
  valueOf(session.lock());
  keyring.lock();
  const left = readdirSync(folder).toSorted();
  const known: readonly string[] = Object.values(places);
  expect(left.filter((name) => !known.includes(name) && !name.endsWith('.tmp'))).toEqual([]);
  return changed;
}

interface Look {
  readonly keyring: KeyringSession;
  readonly carla: OpeningKey;
  readonly opensWithWords: boolean;
}

const kindsOf = (vault: Vault): readonly string[] => vault.audit.all().map(({ kind }) => kind);
const countOf = (vault: Vault, kind: string): number => kindsOf(vault).filter((each) => each === kind).length;

const looks: Readonly<
  Record<Action, (vault: Vault, folder: string, look: Look) => boolean | Promise<boolean>>
> = {
  share: async (vault, folder, { keyring }) => {
    const own = valueOf(vault.ledger.read()).shares.filter(({ author }) => author?.name === 'Berit');
    expect(countOf(vault, 'shared')).toBe(own.length);
    const place = join(folder, places.out);
    if (existsSync(place)) {
      // What left is known of.
      const bytes = readFileSync(place);
      expect(own.map(({ fileHash }) => fileHash)).toEqual([sha256Of(bytes)]);
      expect(codeOrOk(await openReceived(places.out, bytes, keyring))).toBe('sealed-not-for-you');
    }
    if (own.length > 0) expect(keyring.open?.content?.sent).toHaveLength(1);
    return own.length > 0;
  },
  receive: (vault) => {
    expect([countOf(vault, 'unsealed'), vault.texts.latest().text]).toEqual([1, text]);
    expect(vault.project.name).toBe('AMS');
    return true;
  },
  merge: (vault) =>
    merged(vault, text.replace('"B"', '"Berit"'), text.replace('"B"', '"Berit"').replace('"A"', '"Anne"')),
  follow: (vault) => merged(vault, text, text.replace('"A"', '"Anne"')),
  remove: async (vault, folder, { carla }) => {
    const isRemoved = countOf(vault, 'recipient-removed') > 0;
    const names = vault.recipients.list().map(({ card }) => card?.name);
    expect(names).toEqual(isRemoved ? ['Berit'] : ['Berit', 'Carla']);
    expect(vault.texts.latest().text).toBe(text.replace('"C"', '"Carla"'));
    const copy = join(temporaryFolder(), places.project);
    cpSync(join(folder, places.project), copy);
    const forCarla = await openVault(copy, carla, platform);
    expect(forCarla.ok).toBe(!isRemoved);
    if (forCarla.ok) valueOf(forCarla.value.close());
    return isRemoved;
  },
  keyring: (_vault, _folder, { keyring, opensWithWords }) => {
    const verified = keyring.open?.content?.colleagues[0]?.verified === '2026-03-01T12:00:00.000Z';
    if (!opensWithWords) expect(verified).toBe(true);
    return verified;
  },
};

function merged(vault: Vault, old: string, fresh: string): boolean {
  const now = vault.texts.latest().text;
  expect([old, fresh]).toContain(now);
  const isMerged = now === fresh;
  // One for the file that the project was made of.
  expect([countOf(vault, 'merged'), countOf(vault, 'unsealed')]).toEqual(isMerged ? [1, 2] : [0, 1]);
  return isMerged;
}

function codeOrOk(
  result: { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string } },
): string {
  return result.ok ? 'ok' : result.error.code;
}
