import type { CallFailure } from '#contract/failures.ts';
import { identifyFile, type FileIdentity } from '#core/publication/identify-file.ts';
import { formerOwners, type FormerOwner } from '#core/publication/owner-change.ts';
import { success, type Result } from '#core/result.ts';
import { publishable } from '#project/publication/publishable.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import { publicFiles, type PublicFile } from '#report/public-files.ts';
import type { ReportResources } from '#report/produce.ts';

/** A file as a project knows it, and the owners that were once named there and are not now. */
export interface IdentifiedFile {
  readonly identity: FileIdentity;
  readonly former: readonly FormerOwner[];
}

/** Identifies the file of this SHA-256 among the public reports of a project, drafts and earlier releases included. */
export async function identifyPublicFile(
  project: OpenProject,
  sha256: string,
  resources: ReportResources,
): Promise<Result<IdentifiedFile, CallFailure>> {
  const [dossier, ledger] = [project.vault.dossier.read(), project.vault.ledger.read()];
  if (!dossier.ok) return dossier;
  if (!ledger.ok) return ledger;
  const prepared = await filesNow(project, sha256, resources);
  if (!prepared.ok) return prepared;
  const { owners } = dossier.value;
  return success({
    identity: identifyFile(sha256, { prepared: prepared.value, owners, ...ledger.value }),
    former: formerOwners(ledger.value.ownerChanges, owners),
  });
}

// The files of this moment, as far as they have to be made to find the one of this SHA-256.
async function filesNow(
  project: OpenProject,
  sha256: string,
  resources: ReportResources,
): Promise<Result<readonly PublicFile[], CallFailure>> {
  const counted = publishable(project);
  // A model with errors has no report now, but may have had one.
  if (!counted.ok) return counted.error.code === 'model-refused' ? success([]) : counted;
  const made: PublicFile[] = [];
  for (const status of ['final', 'draft'] as const) {
    const files = await publicFiles(counted.value.record, status, resources);
    if (!files.ok) return files;
    made.push(...files.value);
    if (made.some((file) => file.sha256 === sha256)) break;
  }
  return success(made);
}
