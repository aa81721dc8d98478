import type { CallFailure } from '#contract/failures.ts';
import type { ExplainedProof } from '#contract/proof-schema.ts';
import type { Question } from '#core/analysis/record/question.ts';
import type { ActiveBounds } from '#core/analysis/record/verdict.ts';
import { call } from '#renderer/shared/session.svelte.ts';

let newestJob = 0;

/** The proof of one answer, which is found once more when somebody wants to see it. */
export class ProofExplanation {
  #job = $state.raw<number | null>(null);
  told = $state.raw<ExplainedProof | null>(null);
  /** True where it was looked for, and none was found within the limits. */
  none = $state(false);
  problem = $state.raw<CallFailure | null>(null);
  /** How many questions are answered that are asked with it, of how many. */
  progress = $state.raw<{ readonly done: number; readonly all: number }>({ done: 0, all: 0 });
  readonly running = $derived(this.#job !== null);

  /** Has the proof looked for; does nothing where it is there, or is being looked for. */
  async ask(text: string, question: Question, bounds: ActiveBounds): Promise<void> {
    if (this.#job !== null || this.told !== null) return;
    newestJob += 1;
    const job = newestJob;
    this.#job = job;
    this.none = false;
    this.problem = null;
    this.progress = { done: 0, all: 0 };
    const deaf = window.segl.on('verification.explaining', ({ job: of, done, all }) => {
      if (of === job) this.progress = { done, all };
    });
    const found = await call('verification.explain', {
      text,
      question: { ...question, on: [...question.on], honest: [...question.honest] },
      bounds: { ...bounds },
      job,
    });
    deaf();
    if (this.#job !== job) return;
    this.#job = null;
    if (found.ok) {
      this.told = found.value.explained;
      this.none = found.value.explained === null;
    } else if (found.error.code !== 'analysis-cancelled') this.problem = found.error;
  }

  /** Gives up. */
  stop(): void {
    if (this.#job === null) return;
    this.#job = null;
    void call('verification.stopExplaining', {});
  }
}
