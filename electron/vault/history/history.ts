import type { Dossier } from '#core/dossier/dossier.ts';
import { rewired } from '#core/history/graph.ts';
import { mergedStateId } from '#core/history/merge/merged-state-id.ts';
import type { HistoryState, ProjectContent } from '#core/history/state.ts';
import { success, type Result } from '#core/result.ts';
import { sha256Of } from '#vault/files/sha256.ts';
import { refuse, type VaultFailure } from '#vault/files/failure.ts';
import { readForeign, type ForeignHistory, type MergeOutcome } from '#vault/history/foreign-history.ts';
import { thinStates } from '#vault/history/thin.ts';
import { told, unite } from '#vault/history/unite.ts';
import type { KeptState } from '#vault/repositories/states.ts';
import { RefusedChange, type Change } from '#vault/store/change.ts';
import type { Store } from '#vault/store/store.ts';

/** After so many new states of one opening the history is thinned again. */
const statesBetweenThinnings = 300;

/** The history of a project: its states, with what each of them says. */
export class History {
  readonly #store: Store;
  #thinnedAt = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Every state that there is, the oldest first; the last one is the head. */
  states(): readonly HistoryState[] {
    return this.#store.content.states.all().map(told);
  }

  /** The state that the project is in. */
  get head(): HistoryState {
    return told(this.#head());
  }

  /** What the project said in a state; null where there is no such state, `vault-damaged` where it cannot be read. */
  content(id: string): Result<ProjectContent | null, VaultFailure> {
    return this.contents()(id);
  }

  /** Reads what the project said in many states, as {@link content} does: what several of them say once, as one value. */
  contents(): (id: string) => Result<ProjectContent | null, VaultFailure> {
    const { states, revisions, dossier } = this.#store.content;
    const texts = new Map<number, string>();
    const dossiers = new Map<number, Dossier>();
    return (id) => {
      const state = states.get(id);
      if (state === null) return success(null);
      const text = texts.get(state.text) ?? revisions.get(state.text)?.text;
      const known = dossiers.get(state.dossier);
      const read = known === undefined ? dossier.get(state.dossier) : success(known);
      if (!read.ok || text === undefined) return refuse('vault-damaged');
      texts.set(state.text, text);
      dossiers.set(state.dossier, read.value);
      return success({ text, dossier: read.value });
    };
  }

  /** Gives a state a name, by which it stays, or takes the name away. `vault-state-missing` where there is no such state. */
  name(id: string, name: string | null): Result<null, VaultFailure> {
    const state = this.#store.content.states.get(id);
    if (state === null) return refuse('vault-state-missing');
    if (state.name === name) return success(null);
    return this.#store.change(({ content, audit }) => {
      content.states.rename(id, name);
      audit('named', { state: id });
      return null;
    });
  }

  /**
   * Has the project say again what it said in a state, as a new state; answers the head. Nothing new comes about where it says
   * that already. `vault-state-missing` where there is no such state.
   */
  restore(id: string): Result<HistoryState, VaultFailure> {
    const { states } = this.#store.content;
    const [state, head] = [states.get(id), this.#head()];
    if (state === null) return refuse('vault-state-missing');
    const { text, dossier } = state;
    if (head.text === text && head.dossier === dossier) return success(told(head));
    const restored = this.#store.change(({ say, audit }) => {
      say({ text, dossier }, { cause: 'restored', origin: id });
      audit('restored');
    });
    return restored.ok ? success(this.head) : restored;
  }

  /** Notes that a state is the base of a share: it stays. `vault-state-missing` where there is no such state. */
  protect(id: string): Result<null, VaultFailure> {
    const state = this.#store.content.states.get(id);
    if (state === null) return refuse('vault-state-missing');
    if (state.isBase) return success(null);
    return this.#store.change(({ content }) => {
      content.states.markBase(id);
      return null;
    });
  }

  /**
   * Takes over what another copy of this project has: states, ledger and audit log; the project stays in its state. What is
   * there already changes nothing. `vault-foreign-refused` where it does not fit together, or with what is here.
   */
  unite(foreign: ForeignHistory): Result<null, VaultFailure> {
    return this.#take(foreign, () => null);
  }

  /**
   * Takes over what another copy has, and goes on in its state: nothing was done here that it does not have. Fails as
   * {@link unite} does, also where that is not so.
   */
  follow(foreign: ForeignHistory): Result<HistoryState, VaultFailure> {
    const before = this.#head().id;
    const followed = this.#take(foreign, (change) => {
      if (!comesFrom(change, foreign.head, before)) return 'refused';
      if (foreign.head === before) return null;
      change.goOnFrom(foreign.head);
      change.audit('merged');
      return null;
    });
    return followed.ok ? success(this.head) : followed;
  }

  /**
   * Takes over what another copy has, and puts both together in a new state that came out of both, all in one change. Who
   * merged the same with the same outcome has made that state already. Fails as {@link unite} does, also where one of the
   * parents is not there then.
   */
  merge({ parents, content, foreign }: MergeOutcome): Result<HistoryState, VaultFailure> {
    const merged = this.#take(foreign, (change) => {
      const { states, revisions, dossier } = change.content;
      const isThere = parents.every((id) => states.get(id) !== null);
      if (!isThere || new Set(parents).size < 2 || !parents.includes(this.#head().id)) return 'refused';
      const id = mergedStateId(parents, content, sha256Of);
      if (states.get(id) !== null) change.goOnFrom(id);
      else {
        const text = revisions.put(content.text, change.now, 'all').sequence;
        const said = { text, dossier: dossier.put(content.dossier, 'all') };
        change.say(said, { id, cause: 'merged', parents: parents.toSorted() });
      }
      change.audit('merged');
      return null;
    });
    return merged.ok ? success(this.head) : merged;
  }

  /** Takes the states away that need not stay; answers how many went. */
  thin(): Result<number, VaultFailure> {
    this.#thinnedAt = this.#store.statesMade;
    return this.#store.change(thinStates);
  }

  /** Thins the history where many states were made since it was thinned last. */
  thinIfDue(): void {
    if (this.#store.statesMade - this.#thinnedAt >= statesBetweenThinnings) this.thin();
  }

  #head(): KeptState {
    const head = this.#store.content.states.head();
    if (head === null) throw new Error('a vault has at least one state');
    return head;
  }

  // What is refused half-way is taken back as a whole.
  #take(foreign: ForeignHistory, goOn: (change: Change) => 'refused' | null): Result<null, VaultFailure> {
    const read = readForeign(foreign);
    if (read === null) return refuse('vault-foreign-refused');
    return this.#store.change((change) => {
      const isRefused = unite(change, read) === 'refused' || goOn(change) === 'refused';
      if (isRefused) throw new RefusedChange('vault-foreign-refused');
      const { fileHash, head: state } = read;
      if (fileHash !== undefined) change.audit('unsealed', { fileHash, state });
      return null;
    });
  }
}

function comesFrom({ content: { states } }: Change, id: string, ancestor: string): boolean {
  const graph = new Map(states.all().map((state) => [state.id, state.parents]));
  // Of these two alone, the one is the parent of the other.
  const parents = rewired(graph, new Set([id, ancestor])).get(id);
  return id === ancestor || parents?.includes(ancestor) === true;
}
