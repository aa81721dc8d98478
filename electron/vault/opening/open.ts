import { join } from 'node:path';
import { success, type Result } from '#core/result.ts';
import { backUp } from '#vault/container/backup.ts';
import { readContainer, readHead, removeUnfinished, type Container } from '#vault/container/container.ts';
import { isAuthentic } from '#vault/container/envelope.ts';
import type { Passphrase } from '#vault/container/passphrase-slot.ts';
import { unlock, type OpeningKey, type SlotName } from '#vault/container/unlock.ts';
import { makeWorkingCopy, type WorkingCopy } from '#vault/database/working-copy.ts';
import { isWriteRefused, refuse, type VaultFailure } from '#vault/files/failure.ts';
import { workingCopyPath } from '#vault/files/file-names.ts';
import { realPlatform, type VaultPlatform } from '#vault/files/platform.ts';
import { migrate, schemaVersion, versionOf } from '#vault/migrations/migrate.ts';
import {
  openExclusively,
  isOpenInThisProcess,
  realPath,
  type UndoSteps,
} from '#vault/opening/exclusive-opening.ts';
import {
  failureWithHolder,
  holdProject,
  lookForHolder,
  notHeld,
  type Holding,
} from '#vault/opening/holding.ts';
import { lockProject, type ProjectLock } from '#vault/opening/project-lock.ts';
import { nextOpening } from '#vault/lineage/opening.ts';
import { recoverWork } from '#vault/recovery/recovered-work.ts';
import { Vault, type OpenParts } from '#vault/vault.ts';

// Of openings that nobody can cancel.
const never = new AbortController().signal;

/** The way in which a project is opened. */
export interface OpeningWay {
  /** Nothing is opened where it is aborted while the key is derived (`vault-opening-cancelled`). */
  readonly signal?: AbortSignal;
  /** Opens a project that is said to be open on another machine, where nothing else keeps it from being opened. */
  readonly takeOver?: boolean;
  /** Told what was opened before anything is written: whether that begins at once, or with {@link Vault.begin}. */
  readonly isExpected?: (vault: Vault) => boolean;
}

/**
 * Opens a project file with a key; a passphrase alone is one. Whatever it refuses it leaves untouched: a wrong key, a
 * damaged or newer file, one that is in use, if possible with who uses it. Where nothing can be written beside it, it is
 * opened for reading only. The key is not zeroed here: that is for whoever made it.
 */
export async function openVault(
  givenPath: string,
  given: OpeningKey | Passphrase,
  platform: VaultPlatform = realPlatform,
  { signal = never, takeOver = false, isExpected = () => true }: OpeningWay = {},
): Promise<Result<Vault, VaultFailure>> {
  const key = given instanceof Uint8Array ? ({ kind: 'passphrase', passphrase: given } as const) : given;
  const path = realPath(givenPath);
  if (isOpenInThisProcess(path)) return refuse('vault-in-use');
  const read = readHead(path);
  if (!read.ok) return read;
  const { envelope } = read.value;
  const unlocked = await unlock(envelope.slots, key);
  if (!unlocked.ok) return unlocked;
  const { dataKey, slot } = unlocked.value;
  if (signal.aborted) {
    dataKey.fill(0);
    return refuse('vault-opening-cancelled');
  }
  if (!isAuthentic(envelope, dataKey)) return refuse('vault-damaged');
  return openExclusively(path, dataKey, (undo, letGo) => {
    const project = { path, vault: envelope.vault, dataKey };
    const lock = lockUnlessReadOnly(path, platform);
    if (!lock.ok) return lock.error.code === 'vault-in-use' ? failureWithHolder(project) : lock;
    const unlockFile = (): void => lock.value?.release();
    undo.push(unlockFile);
    // Deriving the key took a while; whoever wrote meanwhile still has the file, or just let go of it.
    const container = readContainer(path, envelope);
    if (!container.ok) return container;
    const held = lock.value === null ? success(notHeld) : lookForHolder(project, takeOver, platform);
    if (!held.ok) return held;
    const opening = { id: platform.random(16).toString('hex'), held: held.value };
    const unlockedFile = { path, container: container.value, dataKey, slot, lock: lock.value };
    const parts = adopt(unlockedFile, opening, undo, platform);
    if (!parts.ok) return parts;
    const { holder } = parts.value;
    const release = [() => holder?.remove(), unlockFile, letGo];
    const begin = lock.value === null ? null : (vault: Vault) => noteOpening(vault, opening, platform);
    const vault = new Vault({ ...parts.value, begin, letGo: release }, platform);
    if (!isExpected(vault)) return success(vault);
    const begun = vault.begin();
    return begun.ok ? success(vault) : begun;
  });
}

function lockUnlessReadOnly(path: string, platform: VaultPlatform): Result<ProjectLock | null, VaultFailure> {
  try {
    return lockProject(path, platform);
  } catch (error) {
    if (isWriteRefused(error)) return success(null);
    throw error;
  }
}

/** A container that is read and authentic, and the lock on it: null where nothing can be written beside it. */
interface Unlocked {
  readonly path: string;
  readonly container: Container;
  readonly dataKey: Buffer;
  readonly slot: SlotName;
  readonly lock: ProjectLock | null;
}

/** An opening: its random id, and what was found of those before it. */
interface Beginning {
  readonly id: string;
  readonly held: Holding;
}

function adopt(
  unlocked: Unlocked,
  { id, held }: Beginning,
  undo: UndoSteps,
  platform: VaultPlatform,
): Result<Omit<OpenParts, 'letGo' | 'begin'>, VaultFailure> {
  const { path, container, dataKey, slot: openedWith, lock } = unlocked;
  const writable = lock !== null;
  const made = copyOf(unlocked, platform);
  if (!made.ok) return made;
  const copy = made.value;
  undo.push(() => {
    copy.close();
  });
  const { connection } = copy;
  const version = versionOf(connection);
  if (version > schemaVersion) return refuse('vault-newer');
  if (writable && version < schemaVersion) backUp(path, version, container, platform);
  const { envelope } = container;
  const left = recoverWork({ path, envelope, dataKey, connection, writable }, platform);
  if (!left.ok) return left;
  const { log, recovered } = left.value;
  undo.push(() => log?.close());
  const migrated = migrate(connection);
  if (!migrated.ok) return migrated;
  const project = { path, vault: envelope.vault, dataKey };
  const holder = writable ? holdProject(project, held, id, platform) : null;
  undo.push(() => holder?.remove());
  const setAside = left.value.setAside || (lock?.setAside ?? false) || held.strange;
  const { leftOpen } = held;
  return success({ path, envelope, dataKey, openedWith, copy, log, holder, recovered, setAside, leftOpen });
}

// For reading only: in memory, where nothing of it outlasts the process.
function copyOf(
  { path, container, dataKey, lock }: Unlocked,
  platform: VaultPlatform,
): Result<WorkingCopy, VaultFailure> {
  const { memoryFolder } = platform;
  if (lock !== null) removeUnfinished(path, platform);
  else if (memoryFolder === null) return refuse('vault-unwritable');
  const folder = lock !== null ? path : join(memoryFolder ?? '', 'segl');
  return makeWorkingCopy(workingCopyPath(folder, platform), container.body, dataKey, platform);
}

function noteOpening(
  vault: Vault,
  { id, held }: Beginning,
  platform: VaultPlatform,
): Result<null, VaultFailure> {
  const thinned = vault.history.thin();
  if (!thinned.ok) return thinned;
  const removed = vault.documents.removeUnused();
  if (!removed.ok) return removed;
  // Nothing was written yet: this is the writing that was opened.
  const { vault: of, sequence, generation } = vault.head();
  const noted = vault.store.change(({ content: { openings }, audit }) => {
    const begun = { id, baseSequence: sequence, baseGeneration: generation };
    openings.append(nextOpening(of, begun, openings.all().at(-1) ?? null, platform.signOpening));
    if (held.takenOver !== null) audit('taken-over');
    audit(vault.recovered ? 'recovered' : 'opened');
  });
  return noted.ok ? success(null) : noted;
}
