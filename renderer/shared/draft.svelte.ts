import type { CallFailure } from '#contract/failures.ts';
import { LiveModel } from '#renderer/shared/model.svelte.ts';
import { call } from '#renderer/shared/session.svelte.ts';

/** How long typing must pause before the text is read, and before it is saved, in milliseconds. */
const readingDelay = 50;
const savingDelay = 800;

/** The text as it is typed: read almost at once, saved after a pause. */
export class Draft {
  readonly live: LiveModel;
  /** Why the last saving failed, or null. */
  problem = $state.raw<CallFailure | null>(null);
  #current = $state.raw('');
  #stored = $state.raw('');
  /** Whether everything that was typed is in the project. */
  readonly saved = $derived(this.#current === this.#stored);
  #reading: ReturnType<typeof setTimeout> | undefined;
  #saving: ReturnType<typeof setTimeout> | undefined;
  // One saving at a time, so that an older text never comes after a newer one.
  #writing: Promise<boolean> = Promise.resolve(true);

  /** @param text what the project holds. */
  constructor(text: string) {
    this.live = new LiveModel(text);
    this.#current = text;
    this.#stored = text;
  }

  /** Takes over what was typed. */
  change(text: string): void {
    this.#current = text;
    this.stop();
    this.#reading = setTimeout(() => {
      this.read();
    }, readingDelay);
    this.#saving = setTimeout(() => void this.save(), savingDelay);
  }

  /** Reads what was typed now, for whoever needs the views to be up to date. */
  read(): void {
    clearTimeout(this.#reading);
    if (this.live.text !== this.#current) this.live.read(this.#current);
  }

  /** Saves now. The answer tells whether the project holds what was typed; `problem` says why not. */
  save(): Promise<boolean> {
    this.stop();
    this.read();
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  /** Hands what is not saved to the main process without waiting: the page is about to go. */
  leave(): void {
    this.stop();
    if (!this.saved) void call('project.save', { text: this.#current });
  }

  /** Stops what is waiting for a pause. */
  stop(): void {
    clearTimeout(this.#reading);
    clearTimeout(this.#saving);
  }

  async #write(): Promise<boolean> {
    const text = this.#current;
    this.problem = null;
    if (text === this.#stored) return true;
    const done = await call('project.save', { text });
    if (!done.ok) {
      this.problem = done.error;
      return false;
    }
    this.#stored = text;
    // The record that counts is the main process's own; what the window shows is computed here.
    if (!this.live.stale) await this.#analyse(text);
    return true;
  }

  async #analyse(text: string): Promise<void> {
    const done = await call('analysis.run', { text });
    if (!done.ok && done.error.code !== 'analysis-cancelled') this.problem = done.error;
  }
}
