import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { HistoryStateRow } from '#contract/history-calls.ts';
import type { CallFailure } from '#contract/failures.ts';
import type { Locale, Translate } from '#core/messages/catalogue.ts';
import { summarise, type ChangeSummary } from '#core/method/comparison/change-summary.ts';
import { describeChanges } from '#core/views/words/describe-changes.ts';
import { Sentences, statesById } from '#renderer/features/history/known-states.ts';
import { StateContents } from '#renderer/features/history/state-contents.ts';
import type { OpenProject } from '#renderer/shared/open-project.svelte.ts';
import { call } from '#renderer/shared/session.svelte.ts';

/** What a state changed: known, not to be found out, or not worked out yet. */
export type StateChange = ChangeSummary | 'unknown' | null;

/** How long after progress was told it is told again at the earliest, in milliseconds. */
const tellingPause = 600;

/** The states of the open project, with what each of them changed, worked out for those that somebody looks at. */
export class StateHistory {
  /** The oldest first; null while they are not read. */
  states = $state.raw<readonly HistoryStateRow[] | null>(null);
  /** Why there are none, or null. */
  problem = $state.raw<CallFailure | null>(null);
  readonly contents = new StateContents();
  readonly #byId = $derived(statesById(this.states ?? []));
  readonly #summaries = new SvelteMap<string, ChangeSummary | 'unknown'>();
  readonly #wanted = new SvelteSet<string>();
  readonly #sentences = new Sentences();
  #asked = 0;
  #working = false;
  #told = 0;
  /** Goes up now and then while changes are worked out, for whoever looks at very many of them at once. */
  progress = $state(0);

  /** The state that is worked on; null while none is known. */
  readonly now = $derived(this.states?.at(-1) ?? null);
  /** How many states' changes are asked for and not worked out. */
  readonly open = $derived(this.#wanted.size);

  /** A state by its identifier; null where it is not kept. */
  find(id: string | null): HistoryStateRow | null {
    return id === null ? null : (this.#byId.get(id) ?? null);
  }

  /** The state before another: of a merge that of one's own side. Null where none is kept. */
  before(state: HistoryStateRow): HistoryStateRow | null {
    const parent = state.parents.find((id) => this.#byId.has(id));
    return parent === undefined ? null : this.find(parent);
  }

  /** Saves what is on the screen and reads the states. A later call makes an earlier one void. */
  async load(project: OpenProject): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    if (!project.opened.readOnly) await project.save();
    const answer = await call('history.states', {});
    if (asked !== this.#asked) return;
    this.problem = answer.ok ? null : answer.error;
    if (answer.ok) this.states = answer.value.states;
  }

  /** What a state changed, as far as it is known. */
  changeOf(state: HistoryStateRow): StateChange {
    return this.#summaries.get(keyOf(state, this.before(state))) ?? null;
  }

  /** A sentence on what a state changed; null while it is not worked out. */
  sentenceOf(state: HistoryStateRow, locale: Locale, text: Translate): string | null {
    const before = this.before(state);
    if (before === null)
      return text(state.cause === 'created' ? 'history.change.first' : 'history.change.oldest');
    const key = keyOf(state, before);
    const summary = this.#summaries.get(key);
    if (summary === undefined) return null;
    if (summary === 'unknown') return text('history.change.unknown');
    return this.#sentences.get(`${locale} ${key}`, () => describeChanges(summary, text));
  }

  /** Has what a state changed worked out; the answer gives that up, where it has not begun. */
  want(state: HistoryStateRow): () => void {
    if (this.before(state) === null || this.changeOf(state) !== null) return () => undefined;
    this.#wanted.add(state.id);
    void this.#work();
    return () => this.#wanted.delete(state.id);
  }

  // One after the other, as they came into sight.
  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      for (let state = this.#next(); state !== null; state = this.#next()) {
        const before = this.before(state);
        if (before !== null) await this.#workOut(state, before);
        this.#wanted.delete(state.id);
        this.#tellProgress();
      }
    } finally {
      this.#working = false;
    }
  }

  #tellProgress(): void {
    const now = performance.now();
    if (this.#wanted.size > 0 && now - this.#told < tellingPause) return;
    this.#told = now;
    this.progress += 1;
  }

  #next(): HistoryStateRow | null {
    const [id = null] = this.#wanted;
    if (id === null) return null;
    const state = this.find(id);
    if (state !== null) return state;
    this.#wanted.delete(id);
    return this.#next();
  }

  async #workOut(state: HistoryStateRow, before: HistoryStateRow): Promise<void> {
    const near = [...this.#wanted].slice(0, 4).flatMap((id) => this.find(id) ?? []);
    const ids = near.flatMap((each) => [each.id, this.before(each)?.id ?? each.id]);
    await this.contents.load(ids);
    const changes = await this.contents.changes(before.id, state.id);
    const known = changes.ok && changes.value !== null ? summarise(changes.value) : 'unknown';
    this.#summaries.set(keyOf(state, before), known);
  }
}

// Thinning gives a state another one before it.
function keyOf({ id }: HistoryStateRow, before: HistoryStateRow | null): string {
  return `${id} ${before?.id ?? ''}`;
}
