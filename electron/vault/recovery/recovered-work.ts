import { lstatSync } from 'node:fs';
import { success, type Result } from '#core/result.ts';
import type { Connection } from '#vault/database/database.ts';
import type { Envelope } from '#vault/container/envelope.ts';
import { isWriteRefused, refuse, type VaultFailure } from '#vault/files/failure.ts';
import { migrateTo, schemaVersion } from '#vault/migrations/migrate.ts';
import { setAsidePath, recoveryLogPath } from '#vault/files/file-names.ts';
import { removeIfThere, type VaultPlatform } from '#vault/files/platform.ts';
import { decodeChanges, replay, type ChangeSet } from '#vault/database/recorded-statements.ts';
import { readLog, type FoundLog } from '#vault/recovery/read-log.ts';
import { RecoveryLog } from '#vault/recovery/recovery-log.ts';
import type { LogBase } from '#vault/recovery/log-format.ts';
import { NotAFileError } from '#vault/files/regular-file.ts';

/** The outcome of taking over the work that an earlier session may have left beside a container. */
export interface RecoveredWork {
  /** The log to go on with; null where nothing can be written. */
  readonly log: RecoveryLog | null;
  /** True where the database now holds work that the container does not. */
  readonly recovered: boolean;
  /** True where something lay there that was not taken over, and was kept. */
  readonly setAside: boolean;
}

/** An opened container, as far as what was left beside it is concerned. */
export interface OpenedContainer {
  readonly path: string;
  readonly envelope: Envelope;
  readonly dataKey: Buffer;
  readonly connection: Connection;
  readonly writable: boolean;
}

const nothingAuthentic: FoundLog = { base: null, entries: [], end: 'damaged' };

/**
 * Takes over what an earlier session saved and did not seal, where it is authentic and follows this very writing of the
 * container. What was left of the writing before is in this one already. Anything else is kept under another name.
 * A log of a newer version of the program is `vault-newer`, and left as it is. Throws as node:fs does.
 */
export function recoverWork(
  opened: OpenedContainer,
  platform: VaultPlatform,
): Result<RecoveredWork, VaultFailure> {
  const { path, envelope, dataKey } = opened;
  const base: LogBase = { vault: envelope.vault, generation: envelope.generation };
  if (lstatSync(recoveryLogPath(path), { throwIfNoEntry: false }) === undefined) {
    return success({ log: beginLog(opened, base, platform), recovered: false, setAside: false });
  }
  const left = readLeft(path, dataKey);
  try {
    return recoverEntries(left, base, opened, platform);
  } finally {
    // They hold what was saved.
    for (const entry of left.entries) entry.fill(0);
  }
}

// Nothing is written into the folder of a project that is open for reading only.
function beginLog(
  { path, dataKey, writable }: OpenedContainer,
  base: LogBase,
  platform: VaultPlatform,
): RecoveryLog | null {
  return writable ? RecoveryLog.begin(path, base, dataKey, platform) : null;
}

function recoverEntries(
  left: FoundLog,
  base: LogBase,
  opened: OpenedContainer,
  platform: VaultPlatform,
): Result<RecoveredWork, VaultFailure> {
  const { path, envelope, dataKey, connection, writable } = opened;
  const place = recoveryLogPath(path);
  if (follows(left, base) && left.entries.length > 0) {
    const replayed = replayEntries(connection, left.entries);
    if (replayed === 'newer') return refuse('vault-newer');
    if (replayed === 'done') {
      const setAside = left.end === 'damaged';
      if (!writable) return success({ log: null, recovered: true, setAside });
      if (setAside) platform.files.link(place, setAsidePath(place, platform));
      const log = RecoveryLog.continueFrom(path, base, left.entries, dataKey, platform);
      return success({ log, recovered: true, setAside });
    }
    if (writable) platform.files.rename(place, setAsidePath(place, platform));
    return success({ log: beginLog(opened, base, platform), recovered: false, setAside: true });
  }
  const needed = !isDone(left, envelope);
  if (writable && needed) platform.files.rename(place, setAsidePath(place, platform));
  if (writable && !needed) removeIfThere(place, platform);
  return success({ log: beginLog(opened, base, platform), recovered: false, setAside: needed });
}

function readLeft(path: string, dataKey: Buffer): FoundLog {
  try {
    return readLog(path, dataKey);
  } catch (error) {
    if (error instanceof NotAFileError || isWriteRefused(error)) return nothingAuthentic;
    throw error;
  }
}

function follows({ base }: FoundLog, { vault, generation }: LogBase): boolean {
  return base?.vault === vault && base.generation === generation;
}

// Nothing is in it, or nothing that is not in the container.
function isDone(left: FoundLog, { vault, generation, previous }: Envelope): boolean {
  if (left.end === 'damaged') return false;
  if (left.base === null) return true;
  const before = follows(left, { vault, generation: previous });
  return before || follows(left, { vault, generation });
}

function replayEntries(connection: Connection, entries: readonly Buffer[]): 'done' | 'newer' | 'impossible' {
  try {
    const sets: readonly ChangeSet[] = entries.map(decodeChanges);
    if (sets.some(({ schema }) => schema > schemaVersion)) return 'newer';
    connection.transaction(() => {
      for (const { schema, changes } of sets) {
        migrateTo(connection, schema);
        replay(connection, changes);
      }
    })();
    return 'done';
  } catch {
    // The transaction was taken back: the database is the container's again.
    return 'impossible';
  }
}
