import type { CallFailure } from '#contract/failures.ts';
import { success, type Result } from '#core/result.ts';
import { sha256Of } from '#vault/files/sha256.ts';
import { writeTarget } from '#project/export/target.ts';
import { notOpen, type OpenProject } from '#project/session/open-project.ts';

/** A file that is to leave a project. */
export interface FileExport {
  readonly bytes: Uint8Array;
  readonly path: string;
  /** True where an existing file may be replaced. */
  readonly mayReplace: boolean;
  /** Notes in the project that the file of this SHA-256 leaves it; where that fails it does not. */
  readonly note: (sha256: string) => Result<null, CallFailure>;
}

/**
 * Notes in the open project that a file leaves it, and writes it. Never over the project, never through a link.
 * Returns the SHA-256 of the file.
 */
export function exportFile(
  project: OpenProject,
  { bytes, path, mayReplace, note }: FileExport,
): Result<string, CallFailure> {
  // Nothing leaves a project that nobody has open.
  if (!project.isOpen) return notOpen;
  const sha256 = sha256Of(bytes);
  // The log first: an export that nobody can see in the log must not exist.
  const noted = note(sha256);
  if (!noted.ok) return noted;
  const written = writeTarget(path, bytes, { project: project.path, mayReplace });
  return written.ok ? success(sha256) : written;
}
