import type { FailureCode } from '#contract/failures.ts';
import type { ExplainedProof } from '#contract/proof-schema.ts';
import type { Question } from '#core/analysis/record/question.ts';
import type { ActiveBounds } from '#core/analysis/record/verdict.ts';
import { failure, success, type Result } from '#core/result.ts';
import { explanationMessageSchema } from '#engine/messages.ts';
import { startThread } from '#engine/thread.ts';

/** Why no proof is told. None of these says anything about the answer. */
export type ExplanationFailure = Extract<
  FailureCode,
  'model-refused' | 'analysis-cancelled' | 'analysis-failed'
>;

/** A proof that is told; null where none was found within the limits. */
export type ExplanationOutcome = Result<ExplainedProof | null, { readonly code: ExplanationFailure }>;

/** Which proof is to be told. */
export interface ExplanationOrder {
  readonly text: string;
  readonly question: Question;
  readonly bounds: ActiveBounds;
  /** Hears how many of the questions that are asked with it are answered. */
  readonly tell: (done: number, all: number) => void;
}

/**
 * Finds proofs once more to tell them, in a thread of its own, one at a time: proofs are too large to be kept with answers.
 * Never throws; a worker that crashes or answers nonsense is an `analysis-failed`.
 */
export class ProofExplainer {
  readonly #workerFile: URL;
  #cancel: (() => void) | undefined;

  /** @param workerFile the built worker. */
  constructor(workerFile: URL) {
    this.#workerFile = workerFile;
  }

  /** Tells a proof. One that is being looked for is given up first. */
  explain({ tell, ...asked }: ExplanationOrder): Promise<ExplanationOutcome> {
    this.stop();
    return new Promise((resolve) => {
      const worker = startThread(this.#workerFile, {
        kind: 'explain',
        ...asked,
        question: { ...asked.question, on: [...asked.question.on], honest: [...asked.question.honest] },
      });
      const cancel = (): void => {
        finish(failure({ code: 'analysis-cancelled' }));
      };
      const finish = (outcome: ExplanationOutcome): void => {
        if (this.#cancel === cancel) this.#cancel = undefined;
        void worker.terminate();
        resolve(outcome);
      };
      this.#cancel = cancel;
      worker.on('message', (raw: unknown) => {
        const { data } = explanationMessageSchema.safeParse(raw);
        if (data?.kind === 'progress' && this.#cancel === cancel) tell(data.done, data.all);
        else if (data?.kind === 'explained') finish(success(data.explained));
        else if (data?.kind === 'refused') finish(failure({ code: 'model-refused' }));
        else if (data === undefined) finish(failure({ code: 'analysis-failed' }));
      });
      worker.on('error', () => undefined);
      worker.once('exit', () => {
        finish(failure({ code: 'analysis-failed' }));
      });
    });
  }

  /** Gives up what is being looked for, at once: nothing of its text stays in memory. */
  stop(): void {
    this.#cancel?.();
  }
}
