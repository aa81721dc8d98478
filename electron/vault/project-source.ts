import { localDay } from '#contract/local-day.ts';
import type { ProjectSource } from '#core/method/project/project-state.ts';
import { revisionDays } from '#core/method/project/revision-days.ts';
import { success, type Result } from '#core/result.ts';
import type { VaultFailure } from '#vault/failure.ts';
import type { Vault } from '#vault/vault.ts';

/** What a project holds for its reports: the newest of everything. `now` is when the report is made. */
export function projectSource(vault: Vault, now: Date): Result<ProjectSource, VaultFailure> {
  const dossier = vault.dossier();
  if (!dossier.ok) return dossier;
  const { text, sequence } = vault.latestRevision();
  return success({
    projectName: vault.project.name,
    text,
    revision: sequence,
    history: revisionDays(vault.revisions(), localDay),
    dossier: dossier.value,
    verification: vault.latestVerification(),
    day: localDay(now),
  });
}
