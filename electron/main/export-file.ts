import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { CallFailure } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Desk } from '#main/desk.ts';
import { writeAtomically } from '#report/write.ts';
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
  readonly askWhere: () => Promise<string | null>;
}

/** Lets a file leave the open project: asks where to, notes it in the log, and writes it. */
export async function exportFile(
  desk: Desk,
  vault: Vault,
  { bytes, note, askWhere }: Export,
): Promise<Result<WrittenFile, CallFailure>> {
  const path = await askWhere();
  if (path === null) return success({ fileName: null, sha256: null });
  // Locked while the dialog was open: nothing leaves a project that nobody has open.
  if (desk.vault !== vault) return failure({ code: 'project-not-open' });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  // The log first: an export that nobody can see in the log must not exist.
  const noted = note(sha256);
  if (!noted.ok) return noted;
  desk.sealSoon();
  try {
    await writeAtomically(path, bytes);
  } catch {
    return failure({ code: 'file-unwritable' });
  }
  return success({ fileName: basename(path), sha256 });
}
