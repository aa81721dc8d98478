import type { CallFailure } from '#contract/failures.ts';
import type { Locale } from '#core/messages/catalogue.ts';
import type { PublicRecord } from '#core/publication/public-record.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { FinalFileMaker, FinalFiles } from '#project/publication/public-file.ts';
import { publishable } from '#project/publication/publishable.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import type { PublicFile } from '#report/public-files.ts';
import type { Ledger } from '#vault/repositories/ledger.ts';

/** The state of a project's publication: the final files as they would be now, and the ledger so far. */
export interface PublicationState extends FinalFiles, Omit<Ledger, 'shares'> {}

/** A final file, and the public record that it is made from. */
export interface FinalFile {
  readonly file: PublicFile;
  readonly record: PublicRecord;
}

/** The state of a project's publication. */
export async function publicationState(
  project: OpenProject,
  finalFiles: FinalFileMaker,
): Promise<Result<PublicationState, CallFailure>> {
  const made = await finalFiles.make(project);
  if (!made.ok) return made;
  const ledger = project.vault.ledger.read();
  if (!ledger.ok) return ledger;
  const { ownerChanges, approvals, overrulings, releases } = ledger.value;
  return success({ ...made.value, ownerChanges, approvals, overrulings, releases });
}

/** The final file of this language and SHA-256; `release-changed` where it is another by now. */
export async function finalFile(
  project: OpenProject,
  finalFiles: FinalFileMaker,
  { language, hash }: { readonly language: Locale; readonly hash: string },
): Promise<Result<FinalFile, CallFailure>> {
  const made = await finalFiles.make(project);
  if (!made.ok) return made;
  const { files, record } = made.value;
  const file = files.find((each) => each.language === language && each.sha256 === hash);
  return file === undefined ? failure({ code: 'release-changed' }) : success({ file, record });
}

/**
 * Adds the release of a final file to the ledger. `release-changed` where the project has changed since the file was
 * made, or the reason why it may not be released now.
 */
export function recordRelease(project: OpenProject, { record, file }: FinalFile): Result<null, CallFailure> {
  const now = publishable(project);
  if (!now.ok) return now;
  if (JSON.stringify(now.value.record) !== JSON.stringify(record)) {
    return failure({ code: 'release-changed' });
  }
  const { language, sha256 } = file;
  return project.vault.ledger.addRelease({ language, fileHash: sha256, record }, now.value.revision);
}
