import type { HistoryStateRow } from '#contract/history-calls.ts';
import type { CallFailure } from '#contract/failures.ts';
import { isUnchanged, summarise, type ChangeSummary } from '#core/method/comparison/change-summary.ts';
import { compareReadContents, readContent } from '#core/method/comparison/read-contents.ts';
import type { StateHistory } from '#renderer/features/history/state-history.svelte.ts';
import type { OpenProject } from '#renderer/shared/open-project.svelte.ts';
import { call } from '#renderer/shared/session.svelte.ts';

/**
 * What the analyst is told who undoes beyond what was changed since the project was opened.
 *
 * - `offer`: the state that undoing once more goes back to, and what that changes. - `none`: there is no earlier one.
 * - `done`: it went back to that state. - `problem`: it could not.
 */
export type UndoNews =
  | { readonly kind: 'offer'; readonly state: HistoryStateRow; readonly summary: ChangeSummary }
  | { readonly kind: 'none' }
  | { readonly kind: 'done'; readonly state: HistoryStateRow }
  | { readonly kind: 'problem'; readonly problem: CallFailure };

/** Presses that come within this time after another belong to one row of presses, in milliseconds. */
const rowOfPresses = 1_000;

/** A step back into the history that can be made forward again. */
interface StepBack {
  /** The state that was worked on before it. */
  readonly from: string;
  /** The states that could be gone back to before it. */
  readonly line: readonly string[];
  readonly bringBack: () => void;
}

/**
 * Undoing that goes on with the history of the project once nothing is left to undo that was changed since it was opened.
 * The first time it only offers the state before; the second time it goes back to it, which makes a new state. There, changes
 * are undone and made again as after opening: undoing goes on to the state before that, and redoing, as long as nothing else
 * was changed, brings back what there was, with what could be undone of it.
 */
export class HistoryUndo {
  news = $state.raw<UndoNews | null>(null);
  readonly #project: OpenProject;
  readonly #history: StateHistory;
  // The states from the one that was opened, or gone back to, on to the first: each after the one that came after it.
  #line: readonly string[] | null = null;
  #steps = $state.raw<readonly StepBack[]>([]);
  #busy = false;
  #pressed = Number.NEGATIVE_INFINITY;
  // What was on the screen when the news came: it is none any more once that has changed.
  #told: readonly unknown[] = [];

  constructor(project: OpenProject, history: StateHistory) {
    this.#project = project;
    this.#history = history;
  }

  /** Takes note of the state that was opened, before anything is changed. */
  async begin(): Promise<void> {
    await this.#history.load(this.#project);
    this.#line ??= this.#lineFrom(this.#history.now);
  }

  /** True while what there was before the last step back can be brought back. */
  get canGoForward(): boolean {
    const { editor, dossier, exhausted } = this.#project;
    return this.#steps.length > 0 && exhausted && editor?.redoable() !== true && dossier.redoMark === null;
  }

  /**
   * Offers the state before, or goes back to it where it was offered: by a button at once, by key after a pause, so that
   * nobody who presses it many times in a row goes further back than she means to.
   */
  async goBack(by: 'key' | 'button'): Promise<void> {
    const now = performance.now();
    const isInARow = by === 'key' && now - this.#pressed < rowOfPresses;
    this.#pressed = now;
    if (this.#busy || this.#project.opened.readOnly) return;
    if (isInARow && this.news !== null) return;
    this.#busy = true;
    try {
      if (this.news?.kind === 'offer') await this.#apply(this.news.state);
      else await this.#offer();
    } finally {
      this.#busy = false;
    }
  }

  /** Brings back what there was before the last step back. */
  async goForward(): Promise<void> {
    const step = this.#steps.at(-1);
    if (this.#busy || step === undefined) return;
    this.#busy = true;
    try {
      if (!(await this.#project.save())) return;
      const restored = await call('history.restore', { id: step.from });
      if (!restored.ok) {
        this.#tell({ kind: 'problem', problem: restored.error });
        return;
      }
      step.bringBack();
      this.#line = step.line;
      this.#steps = this.#steps.slice(0, -1);
      this.dismiss();
    } finally {
      this.#busy = false;
    }
  }

  /** Takes the news away. */
  dismiss(): void {
    this.news = null;
  }

  /** Takes the news away where they are about something else than what is on the screen. */
  dismissOutdated(...screen: readonly unknown[]): void {
    if (this.#told.some((each, place) => each !== screen[place])) this.dismiss();
  }

  async #offer(): Promise<void> {
    const [project, history] = [this.#project, this.#history];
    if (!(await project.save())) return;
    await history.load(project);
    if (history.problem !== null) {
      this.#tell({ kind: 'problem', problem: history.problem });
      return;
    }
    this.#line ??= this.#lineFrom(history.now);
    const shown = readContent({ text: project.draft.live.text, dossier: project.dossier.current });
    for (const id of this.#line) {
      const state = history.find(id);
      const content = state === null ? null : await history.contents.content(id);
      if (content?.ok === false) {
        this.#tell({ kind: 'problem', problem: content.error });
        return;
      }
      if (state === null || content?.value == null) continue;
      const summary = summarise(compareReadContents(shown, readContent(content.value)));
      if (isUnchanged(summary)) continue;
      this.#tell({ kind: 'offer', state, summary });
      return;
    }
    this.#tell({ kind: 'none' });
  }

  async #apply(state: HistoryStateRow): Promise<void> {
    const [project, history] = [this.#project, this.#history];
    if (!(await project.save())) return;
    await history.load(project);
    const from = history.now?.id;
    const restored = await call('history.restore', { id: state.id });
    if (!restored.ok || from === undefined) {
      if (!restored.ok) this.#tell({ kind: 'problem', problem: restored.error });
      return;
    }
    const line = this.#line ?? [];
    this.#steps = [...this.#steps, { from, line, bringBack: project.exchange(restored.value) }];
    this.#line = line.slice(line.indexOf(state.id));
    this.#tell({ kind: 'done', state });
  }

  #tell(news: UndoNews): void {
    this.news = news;
    this.#told = [this.#project.draft.live.text, this.#project.dossier.current];
  }

  #lineFrom(state: HistoryStateRow | null): readonly string[] {
    const line: string[] = [];
    for (let each = state; each !== null; each = this.#history.before(each)) line.push(each.id);
    return line;
  }
}
