import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { CallFailure } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Desk } from '#main/desk.ts';
import type { SaveAnswer } from '#main/dialogs.ts';
import { judgeTarget, writeTarget } from '#report/target.ts';
import type { Vault } from '#vault/vault.ts';

/** What became of a file; both null when the analyst cancelled. */
export interface WrittenFile {
  readonly fileName: string | null;
  readonly sha256: string | null;
}

/** Something that is to leave a project. */
export interface Export {
  readonly bytes: Uint8Array;
  /** Notes in the project that the file of this SHA-256 leaves it; where that fails it does not. */
  readonly note: (sha256: string) => Result<null, CallFailure>;
  /** Asks where it is to go; null when the analyst cancelled. */
  readonly askWhere: () => Promise<SaveAnswer | null>;
  /** Asks whether the file of this name, which is there already, is to be replaced. */
  readonly askToReplace: (fileName: string) => Promise<boolean>;
}

const cancelled: WrittenFile = { fileName: null, sha256: null };

/**
 * Lets a file leave the open project: asks where to, notes it in the log, and writes it. Never over the project, never
 * through a link, and over another file only when the analyst has said so.
 */
export async function exportFile(
  desk: Desk,
  vault: Vault,
  { bytes, note, askWhere, askToReplace }: Export,
): Promise<Result<WrittenFile, CallFailure>> {
  const project = desk.path;
  const answer = await askWhere();
  if (answer === null) return success(cancelled);
  const { path, replacementConfirmed } = answer;
  const target = judgeTarget(path, project);
  if (!target.ok) return target;
  const { replaces } = target.value;
  if (replaces && !replacementConfirmed && !(await askToReplace(basename(path)))) return success(cancelled);
  // Locked while a dialog was open: nothing leaves a project that nobody has open.
  if (desk.vault !== vault) return failure({ code: 'project-not-open' });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  // The log first: an export that nobody can see in the log must not exist.
  const noted = note(sha256);
  if (!noted.ok) return noted;
  desk.sealSoon();
  const written = await writeTarget(path, bytes, { project, mayReplace: replaces });
  return written.ok ? success({ fileName: basename(path), sha256 }) : written;
}
