import { tick } from 'svelte';
import type { ChannelOutput } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import { Autosave } from '#renderer/shared/autosave.svelte.ts';
import { LiveModel } from '#renderer/shared/model.svelte.ts';
import { call } from '#renderer/shared/session.svelte.ts';

/** How long typing must pause before the text is read, in milliseconds: at least, and at most. */
const readingDelay = { least: 50, most: 1_500 } as const;

/** So many times as long as the last reading took, views included, typing must pause: a large model waits. */
const readingShare = 3;

/** The text as it is typed: read almost at once, saved a little later. */
export class Draft {
  readonly live: LiveModel;
  readonly #saving: Autosave<string>;
  #reading: ReturnType<typeof setTimeout> | undefined;
  #delay: number = readingDelay.least;
  // What came of the analysis of the text that was handed over last.
  #analysis: ChannelOutput<'analysis.run'> | null = null;
  #isLeaving = false;

  /** @param text what the project holds. */
  constructor(text: string) {
    this.live = new LiveModel(text);
    this.#saving = new Autosave(text, {
      put: (typed) => this.#put(typed),
      then: () => this.#analysed(),
    });
  }

  /** Why the last saving failed, or what follows it, or null. */
  get problem(): CallFailure | null {
    return this.#saving.problem;
  }

  /** True while everything that was typed is in the project. */
  get saved(): boolean {
    return this.#saving.saved;
  }

  /** Takes over what was typed. */
  change(text: string): void {
    this.#saving.change(text);
    clearTimeout(this.#reading);
    this.#reading = setTimeout(() => {
      this.read();
    }, this.#delay);
  }

  /** Takes over the text that the project holds by now. */
  takeOver(text: string): void {
    this.#saving.takeOver(text);
    this.read();
  }

  /** Reads what was typed now, for whoever needs the views to be up to date. */
  read(): void {
    clearTimeout(this.#reading);
    if (this.live.text === this.#saving.current) return;
    const begun = performance.now();
    this.live.read(this.#saving.current);
    // After the views have taken it over.
    void tick().then(() => {
      const taken = performance.now() - begun;
      this.#delay = Math.min(readingDelay.most, Math.max(readingDelay.least, readingShare * taken));
    });
  }

  /** Saves now. The answer tells whether the project holds what was typed; `problem` says why not. */
  save(): Promise<boolean> {
    this.read();
    return this.#saving.save();
  }

  /** Hands what is not saved over at once: the page is about to go. The answer tells whether the project holds it. */
  async leave(): Promise<boolean> {
    clearTimeout(this.#reading);
    this.#isLeaving = true;
    const left = await this.#saving.leave();
    this.#isLeaving = false;
    return left;
  }

  /** Stops what is waiting for a pause. */
  stop(): void {
    clearTimeout(this.#reading);
    this.#saving.stop();
  }

  // One call saves the text and analyses it; where nothing can come of that, or nobody waits for it, it is only saved.
  async #put(text: string): Promise<CallFailure | null> {
    this.#analysis = null;
    if (this.live.stale || this.#isLeaving) return problemOf(await call('project.save', { text }));
    const done = await call('analysis.run', { text });
    if (!done.ok) return done.error;
    this.#analysis = done.value;
    return null;
  }

  // The record that counts is the main process's own; what the window shows is computed here.
  async #analysed(): Promise<CallFailure | null> {
    const analysis = this.#analysis;
    if (analysis === null || analysis.analysed) return null;
    const { revision, problem: known } = analysis;
    const problem = known === null ? problemOf(await call('analysis.finish', { revision })) : { code: known };
    return problem?.code === 'analysis-cancelled' ? null : problem;
  }
}

function problemOf(
  done: { readonly ok: true } | { readonly ok: false; readonly error: CallFailure },
): CallFailure | null {
  return done.ok ? null : done.error;
}
