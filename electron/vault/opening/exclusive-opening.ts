import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Result } from '#core/result.ts';
import { fileFailure, refuse, type VaultFailure } from '#vault/files/failure.ts';
import { releaseAll } from '#vault/files/release-all.ts';
import type { Vault } from '#vault/vault.ts';

// The same file twice in one process would give up SQLite's lock: closing a descriptor releases it.
const openPaths = new Set<string>();

/** The steps that take an opening back which does not come to its end, in the order in which they came about. */
export type UndoSteps = (() => void)[];

/** True while this process has the project of this path open. */
export function isOpenInThisProcess(path: string): boolean {
  return openPaths.has(path);
}

/**
 * Opens a path that nobody else in this process opens from here to the closing (`vault-in-use`). Whatever fails,
 * everything is given up again, and the data key zeroed. `open` hands `letGo` to the vault, to be called at its closing.
 */
export function openExclusively(
  path: string,
  dataKey: Buffer,
  open: (undo: UndoSteps, letGo: () => void) => Result<Vault, VaultFailure>,
): Result<Vault, VaultFailure> {
  if (isOpenInThisProcess(path)) return refuse('vault-in-use');
  openPaths.add(path);
  const letGo = (): void => {
    openPaths.delete(path);
  };
  const undo: UndoSteps = [];
  const opened = answerFileErrors(() => open(undo, letGo));
  if (opened.ok) return opened;
  releaseAll(undo.toReversed());
  dataKey.fill(0);
  letGo();
  return opened;
}

/** Has a failure answered that work throws as node:fs does. */
export function answerFileErrors<Value>(
  work: () => Result<Value, VaultFailure>,
): Result<Value, VaultFailure> {
  try {
    return work();
  } catch (error) {
    return refuse(fileFailure(error));
  }
}

/** The one path of a file: a link to it, or to its folder, is another name of the same file. */
export function realPath(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch {
    try {
      return join(realpathSync(dirname(whole)), basename(whole));
    } catch {
      return whole;
    }
  }
}
