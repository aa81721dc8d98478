import type { CallFailure } from '#contract/failures.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import { Autosave } from '#renderer/shared/autosave.svelte.ts';
import { call } from '#renderer/shared/session.svelte.ts';

/** How many steps can be undone. */
const depth = 500;

/** A state to go back or forward to, and the mark of the change between it and its neighbour. */
interface Step {
  readonly dossier: Dossier;
  readonly mark: number;
}

/** The analyst's statements beside the text, as they are changed: at once for the views, saved a little later. */
export class DossierDraft {
  readonly #saving: Autosave<Dossier>;
  #past = $state.raw<readonly Step[]>([]);
  #future = $state.raw<readonly Step[]>([]);
  #step: string | null = null;
  /**
   * How many changes of the text can be undone now; kept with each change of the dossier, so that the two are undone in
   * the order in which they were made.
   */
  mark: () => number = () => 0;
  readonly canUndo = $derived(this.#past.length > 0);
  readonly canRedo = $derived(this.#future.length > 0);

  /** @param dossier what the project holds. */
  constructor(dossier: Dossier) {
    this.#saving = new Autosave(dossier, {
      put: async (changed) => {
        const done = await call('dossier.save', { dossier: $state.snapshot(changed) });
        return done.ok ? null : done.error;
      },
      then: () => Promise.resolve(null),
    });
  }

  /** The newest state. */
  get current(): Dossier {
    return this.#saving.current;
  }

  /** Why the last saving failed, or null. */
  get problem(): CallFailure | null {
    return this.#saving.problem;
  }

  /** True while every change is in the project. */
  get saved(): boolean {
    return this.#saving.saved;
  }

  /**
   * Changes some sections. Changes in a row that name the same `step`, such as the letters typed into one field, are
   * undone together.
   */
  change(changed: Partial<Dossier>, step: string | null = null): void {
    if (step === null || step !== this.#step) {
      this.#past = [...this.#past, { dossier: this.current, mark: this.mark() }].slice(-depth);
    }
    this.#step = step;
    this.#future = [];
    this.#saving.change({ ...this.current, ...changed });
  }

  /** Takes over what the project holds by now, as a step that can be undone by itself. */
  takeOver(dossier: Dossier): void {
    this.#past = [...this.#past, { dossier: this.current, mark: this.mark() }].slice(-depth);
    this.#future = [];
    this.#step = null;
    this.#saving.takeOver(dossier);
  }

  /** The mark of the change that would be undone, or null without one. */
  get undoMark(): number | null {
    return this.#past.at(-1)?.mark ?? null;
  }

  /** The mark of the change that would be made again, or null without one. */
  get redoMark(): number | null {
    return this.#future.at(-1)?.mark ?? null;
  }

  /** Takes the last change back. */
  undo(): void {
    const before = this.#past.at(-1);
    if (before === undefined) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, { dossier: this.current, mark: before.mark }];
    this.#step = null;
    this.#saving.change(before.dossier);
  }

  /** Makes the change again that was taken back last. */
  redo(): void {
    const after = this.#future.at(-1);
    if (after === undefined) return;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, { dossier: this.current, mark: after.mark }];
    this.#step = null;
    this.#saving.change(after.dossier);
  }

  /** Ends the step that is being made: the next change is undone by itself. */
  endStep(): void {
    this.#step = null;
  }

  /** Saves now. The answer tells whether the project holds every change; `problem` says why not. */
  save(): Promise<boolean> {
    return this.#saving.save();
  }

  /** Hands what is not saved over at once: the page is about to go. The answer tells whether the project holds it. */
  leave(): Promise<boolean> {
    return this.#saving.leave();
  }

  /** Stops what is waiting for a pause. */
  stop(): void {
    this.#saving.stop();
  }
}
