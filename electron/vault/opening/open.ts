import { join } from 'node:path';
import { success, type Result } from '#core/result.ts';
import { backUp } from '#vault/container/backup.ts';
import { readContainer, readHead, removeUnfinished, type Container } from '#vault/container/container.ts';
import { isAuthentic } from '#vault/container/envelope.ts';
import type { Passphrase } from '#vault/container/passphrase-slot.ts';
import { unlock } from '#vault/container/unlock.ts';
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
import { lockProject, type ProjectLock } from '#vault/opening/project-lock.ts';
import { recoverWork } from '#vault/recovery/recovered-work.ts';
import { Vault, type OpenParts } from '#vault/vault.ts';

// Of openings that nobody can cancel.
const never = new AbortController().signal;

/**
 * Opens a project file. Whatever it refuses it leaves untouched: a wrong passphrase, a damaged or newer file,
 * one that is in use. Where nothing can be written beside it, it is opened for reading only. When `signal` is aborted
 * while the key is derived, nothing is opened (`vault-opening-cancelled`). The passphrase is not zeroed here: that is
 * for whoever made it.
 */
export async function openVault(
  givenPath: string,
  passphrase: Passphrase,
  platform: VaultPlatform = realPlatform,
  signal: AbortSignal = never,
): Promise<Result<Vault, VaultFailure>> {
  const path = realPath(givenPath);
  if (isOpenInThisProcess(path)) return refuse('vault-in-use');
  const read = readHead(path);
  if (!read.ok) return read;
  const { envelope } = read.value;
  const unlocked = await unlock(envelope.slots, passphrase);
  if (!unlocked.ok) return unlocked;
  const dataKey = unlocked.value;
  if (signal.aborted) {
    dataKey.fill(0);
    return refuse('vault-opening-cancelled');
  }
  if (!isAuthentic(envelope, dataKey)) return refuse('vault-damaged');
  return openExclusively(path, dataKey, (undo, letGo) => {
    const lock = lockUnlessReadOnly(path, platform);
    if (!lock.ok) return lock;
    const unlockFile = (): void => lock.value?.release();
    undo.push(unlockFile);
    // Deriving the key took a while; whoever wrote meanwhile still has the file, or just let go of it.
    const container = readContainer(path, envelope);
    if (!container.ok) return container;
    const parts = adopt({ path, container: container.value, dataKey, lock: lock.value }, undo, platform);
    return parts.ok ? begin({ ...parts.value, letGo: [unlockFile, letGo] }, platform) : parts;
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
  readonly lock: ProjectLock | null;
}

function adopt(
  unlocked: Unlocked,
  undo: UndoSteps,
  platform: VaultPlatform,
): Result<Omit<OpenParts, 'letGo'>, VaultFailure> {
  const { path, container, dataKey, lock } = unlocked;
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
  const setAside = left.value.setAside || (lock?.setAside ?? false);
  return success({ path, envelope, dataKey, copy, log, recovered, setAside });
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

function begin(parts: OpenParts, platform: VaultPlatform): Result<Vault, VaultFailure> {
  const vault = new Vault(parts, platform);
  if (vault.readOnly) return success(vault);
  const thinned = vault.history.thin();
  if (!thinned.ok) return thinned;
  const removed = vault.documents.removeUnused();
  const noted = removed.ok ? vault.audit.add(vault.recovered ? 'recovered' : 'opened') : removed;
  return noted.ok ? success(vault) : noted;
}
