import type { SealedDecision } from '#contract/exchange-calls.ts';
import type { SharedProject } from '#exchange/sealed/shared-project.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import type { LedgerEntry } from '#vault/repositories/ledger-entry.ts';

/**
 * The decisions about public reports that a sealed file brings and a project has not, the oldest first: they count from then
 * on, on the word of whoever recorded them. All that it brings where there is no project, or another one.
 */
export function newDecisions(shared: SharedProject, project: OpenProject | null): readonly SealedDecision[] {
  const isSame = project?.vault.project.id === shared.project.id;
  const known = isSame ? project.vault.store.content.ledger : null;
  return shared.ledger
    .filter(({ id }) => known?.has(id) !== true)
    .flatMap(decisionOf)
    .toSorted((one, other) => (one.recordedAt < other.recordedAt ? -1 : 1));
}

function decisionOf(entry: LedgerEntry): readonly SealedDecision[] {
  const { recordedAt } = entry;
  switch (entry.kind) {
    case 'approval':
      return [{ kind: entry.fields.decision, organisation: entry.fields.organisation, recordedAt }];
    case 'overruling':
      return [{ kind: 'overruled', organisation: entry.fields.organisation, recordedAt }];
    case 'release':
      return [{ kind: 'released', organisation: null, recordedAt }];
    case 'owner':
    case 'share':
      return [];
  }
}
