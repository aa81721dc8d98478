import type { CallFailure } from '#contract/failures.ts';
import { isClassification } from '#core/classification.ts';
import { ancestorsFirst } from '#core/history/graph.ts';
import type { HistoryState } from '#core/history/state.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { SharedProject } from '#exchange/sealed/shared-project.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import type { ForeignState } from '#vault/history/foreign-history.ts';
import type { Vault } from '#vault/vault.ts';

/** What of a project goes into a sealed file beside its text, its dossier and its logs. */
export interface ShareChoice {
  /** The states whose content goes along: none but the newest, those that have a name as well, or every one. */
  readonly history: 'none' | 'named' | 'all';
  readonly documents: boolean;
  readonly verdicts: boolean;
}

/** Everything of an open project that is to be shared; `vault-damaged` where something of it cannot be read. */
export function sharedProject(
  { vault }: OpenProject,
  choice: ShareChoice,
): Result<SharedProject, CallFailure> {
  const { id, name, classification } = vault.project;
  const head = vault.history.head;
  const states = statesOf(vault, head.id, choice);
  if (!states.ok) return states;
  const ledger = vault.store.content.ledger.entries();
  if (!ledger.ok) return ledger;
  const documents = choice.documents ? documentsOf(vault) : success(new Map<string, Uint8Array>());
  if (!documents.ok) return documents;
  if (!isClassification(classification)) return failure({ code: 'vault-damaged' });
  return success({
    project: { id, name, classification },
    head: head.id,
    states: states.value,
    ledger: ledger.value,
    audit: vault.audit.all(),
    verdicts: choice.verdicts ? vault.verdicts.onState(head.id) : null,
    documents: documents.value,
  });
}

function statesOf(
  { history }: Vault,
  head: string,
  choice: ShareChoice,
): Result<readonly ForeignState[], CallFailure> {
  const states = new Map(history.states().map((state) => [state.id, state]));
  const graph = new Map([...states].map(([id, { parents }]) => [id, parents]));
  const goesAlong = ({ id, name }: HistoryState): boolean =>
    id === head || choice.history === 'all' || (choice.history === 'named' && name !== null);
  const contentOf = history.contents();
  const shared: ForeignState[] = [];
  for (const id of ancestorsFirst(graph)) {
    const state = states.get(id);
    if (state === undefined) continue;
    const content = goesAlong(state) ? contentOf(id) : success(null);
    if (!content.ok) return content;
    shared.push({ ...state, content: content.value });
  }
  return success(shared);
}

// Those that the newest state names: an earlier one may name some that are not kept any more.
function documentsOf(vault: Vault): Result<ReadonlyMap<string, Uint8Array>, CallFailure> {
  const dossier = vault.dossier.read();
  if (!dossier.ok) return dossier;
  const found = new Map<string, Uint8Array>();
  for (const { file } of dossier.value.sources) {
    if (file === null) continue;
    const bytes = vault.documents.read(file.sha256);
    if (!bytes.ok) return bytes;
    if (bytes.value !== null) found.set(file.sha256, bytes.value);
  }
  return success(found);
}
