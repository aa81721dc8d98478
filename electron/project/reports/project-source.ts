import type { ProjectSource } from '#core/method/project/project-state.ts';
import { localDay } from '#contract/local-day.ts';
import { revisionDays } from '#core/method/project/revision-days.ts';
import { success, type Result } from '#core/result.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import type { VaultFailure } from '#vault/files/failure.ts';

/** The newest of everything that a report of a project is made from; `vault-damaged` where it cannot be read. */
export function projectSource({ vault, today }: OpenProject): Result<ProjectSource, VaultFailure> {
  const dossier = vault.dossier.read();
  if (!dossier.ok) return dossier;
  const { text, sequence } = vault.texts.latest();
  return success({
    projectName: vault.project.name,
    text,
    revision: sequence,
    history: revisionDays(vault.texts.all(), localDay),
    dossier: dossier.value,
    verification: vault.verdicts.latest(),
    day: today,
  });
}
