import type { ProjectSource } from '#core/method/project/project-state.ts';
import { localDay } from '#contract/local-day.ts';
import { eventDays, stateDays, type HistorySummary } from '#core/history/history-summary.ts';
import { success, type Result } from '#core/result.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import type { VaultFailure } from '#vault/files/failure.ts';
import type { Vault } from '#vault/vault.ts';

/** The newest of everything that a report of a project is made from; `vault-damaged` where it cannot be read. */
export function projectSource({ vault, today }: OpenProject): Result<ProjectSource, VaultFailure> {
  const dossier = vault.dossier.read();
  if (!dossier.ok) return dossier;
  const history = historySummary(vault);
  if (!history.ok) return history;
  const { text, sequence } = vault.texts.latest();
  return success({
    projectName: vault.project.name,
    text,
    revision: sequence,
    history: history.value,
    dossier: dossier.value,
    verification: vault.verdicts.latest(),
    positions: vault.viewLayouts.of('system'),
    day: today,
  });
}

function historySummary({ history, ledger, audit }: Vault): Result<HistorySummary, VaultFailure> {
  const entries = ledger.read();
  if (!entries.ok) return entries;
  const states = history.states();
  return success({
    days: stateDays(states, localDay),
    named: states.flatMap(({ id, createdAt, name, author }) =>
      name === null ? [] : [{ id, day: localDay(createdAt), name, author: author?.name ?? null }],
    ),
    shares: entries.value.shares.map(({ createdAt, author, recipients, purpose, fileHash }) => ({
      day: localDay(createdAt),
      author: author?.name ?? null,
      recipients,
      purpose,
      fileHash,
    })),
    events: eventDays(audit.all(), localDay),
    isWhole: audit.verify().length === 0,
  });
}
