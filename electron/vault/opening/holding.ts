import type { ProjectHolder } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import { refuse, type VaultFailure } from '#vault/files/failure.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { HolderFile, readHolder, setHolderAside, type HeldProject } from '#vault/holder/holder-file.ts';
import type { Holder } from '#vault/holder/holder-format.ts';

/** What was found of those who had a project open before. */
export interface Holding {
  /** Who had it open on this machine: a session that ended without closing it. */
  readonly leftOpen: ProjectHolder | null;
  /** Who is said to have it open on another machine, and has it no more. */
  readonly takenOver: ProjectHolder | null;
  /** True where something lies there that is not to be trusted. */
  readonly strange: boolean;
}

/** Nobody had it open. */
export const notHeld: Holding = { leftOpen: null, takenOver: null, strange: false };

/**
 * Looks who had a project open, for somebody who has its lock: whoever is still said to have it open on this machine has
 * crashed. On another machine the lock need not reach: that is `vault-held-elsewhere`, unless the project is taken over. Changes
 * nothing.
 */
export function lookForHolder(
  project: HeldProject,
  takeOver: boolean,
  { host }: VaultPlatform,
): Result<Holding, VaultFailure> {
  const found = readHolder(project);
  if (found === 'nothing') return success(notHeld);
  if (found === 'strange') return success({ ...notHeld, strange: true });
  const told = toldOf(found);
  if (found.host === host) return success({ ...notHeld, leftOpen: told });
  return takeOver
    ? success({ ...notHeld, takenOver: told })
    : failure({ code: 'vault-held-elsewhere', holder: told });
}

/** Says who has a project open from now on. Throws as node:fs does. */
export function holdProject(
  project: HeldProject,
  { strange }: Holding,
  opening: string,
  platform: VaultPlatform,
): HolderFile {
  if (strange) setHolderAside(project.path, platform);
  return HolderFile.write(project, opening, platform);
}

/** The failure of an opening whose lock somebody else has: with who that is, where it can be told. */
export function failureWithHolder(project: HeldProject): {
  readonly ok: false;
  readonly error: VaultFailure;
} {
  const found = readHolder(project);
  return typeof found === 'string' ? refuse('vault-in-use') : inUseBy(toldOf(found));
}

function toldOf({ name, since, host }: Holder): ProjectHolder {
  return { name, since, host };
}

function inUseBy(holder: ProjectHolder): { readonly ok: false; readonly error: VaultFailure } {
  return failure({ code: 'vault-in-use', holder });
}
