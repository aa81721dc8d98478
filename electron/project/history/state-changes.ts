import { stateBefore } from '#core/history/state-called.ts';
import type { HistoryState } from '#core/history/state.ts';
import { summarise, type ChangeSummary } from '#core/method/comparison/change-summary.ts';
import { compareReadContents, readContent, type ReadContent } from '#core/method/comparison/read-contents.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { VaultFailure } from '#vault/files/failure.ts';
import type { History } from '#vault/history/history.ts';
import type { Vault } from '#vault/vault.ts';

/** A state of a project, and what it says otherwise than the one before it; null where none is kept before it. */
export interface ChangedState {
  readonly state: HistoryState;
  readonly changes: ChangeSummary | null;
}

/** How many contents are kept, those that were read last: states mostly come after one that was just read. */
const kept = 24;

/** The newest `most` states of a project with what each changed, the oldest first; `vault-damaged` where one cannot be read. */
export function changedStates(
  { history }: Vault,
  most = Number.POSITIVE_INFINITY,
): Result<readonly ChangedState[], VaultFailure> {
  const states = history.states();
  const byId = new Map(states.map((state) => [state.id, state]));
  const contents = new ReadStates(history);
  const changed: ChangedState[] = [];
  for (const state of states.slice(Math.max(0, states.length - most))) {
    const before = stateBefore(byId, state);
    const changes = before === null ? success(null) : contents.changes(before.id, state.id);
    if (!changes.ok) return changes;
    changed.push({ state, changes: changes.value });
  }
  return success(changed);
}

class ReadStates {
  readonly #history: History;
  readonly #read = new Map<string, ReadContent>();

  constructor(history: History) {
    this.#history = history;
  }

  changes(earlier: string, later: string): Result<ChangeSummary, VaultFailure> {
    const before = this.#content(earlier);
    if (!before.ok) return before;
    const after = this.#content(later);
    return after.ok ? success(summarise(compareReadContents(before.value, after.value))) : after;
  }

  #content(id: string): Result<ReadContent, VaultFailure> {
    const known = this.#read.get(id);
    if (known !== undefined) return success(known);
    const content = this.#history.content(id);
    if (!content.ok) return content;
    if (content.value === null) return failure({ code: 'vault-state-missing' });
    // Most states change one of text and dossier: a text that was read is not read again.
    const { text } = content.value;
    const alike = [...this.#read.values()].find((each) => each.text === text);
    const read =
      alike === undefined ? readContent(content.value) : { ...content.value, parsed: alike.parsed };
    const [oldest] = this.#read.keys();
    if (oldest !== undefined && this.#read.size >= kept) this.#read.delete(oldest);
    this.#read.set(id, read);
    return success(read);
  }
}
