import type { FailureCode } from '#contract/failures.ts';
import type { AnalysisRecord } from '#core/analysis/record/record.ts';
import { failure, success, type Result } from '#core/result.ts';
import { answerSchema } from '#engine/messages.ts';
import { startThread } from '#engine/thread.ts';
import { textHash } from '#engine/text-hash.ts';

/** Why there is no record. None of these says anything about the model's security. */
export type EngineFailure = Extract<FailureCode, 'model-refused' | 'analysis-cancelled' | 'analysis-failed'>;

export type EngineOutcome = Result<AnalysisRecord, { readonly code: EngineFailure }>;

/**
 * Runs analyses in a thread of their own, one at a time. `workerFile` is the built worker. Never throws: a
 * worker that crashes, runs out of memory or answers nonsense is an `analysis-failed`, never a verdict.
 */
export class Engine {
  readonly #workerFile: URL;
  #cancel: (() => void) | undefined;

  constructor(workerFile: URL) {
    this.#workerFile = workerFile;
  }

  /** Analyses a text. An analysis that is still running is cancelled first: its text is out of date. */
  analyse(text: string): Promise<EngineOutcome> {
    this.cancel();
    const inputHash = textHash(text);
    return new Promise((resolve) => {
      this.#start(text, inputHash, resolve);
    });
  }

  /** Ends the running analysis, if there is one, as `analysis-cancelled`. */
  cancel(): void {
    this.#cancel?.();
  }

  #start(text: string, inputHash: string, resolve: (outcome: EngineOutcome) => void): void {
    const worker = startThread(this.#workerFile, { kind: 'analyse', text, inputHash });
    const cancel = (): void => {
      finish(failure({ code: 'analysis-cancelled' }));
    };
    const finish = (outcome: EngineOutcome): void => {
      if (this.#cancel === cancel) this.#cancel = undefined;
      void worker.terminate();
      resolve(outcome);
    };
    this.#cancel = cancel;
    worker.once('message', (raw: unknown) => {
      finish(readAnswer(raw, inputHash));
    });
    worker.on('error', () => {
      finish(failure({ code: 'analysis-failed' }));
    });
    worker.once('exit', () => {
      finish(failure({ code: 'analysis-failed' }));
    });
  }
}

// A record of another text than the one that was asked about is nonsense too.
function readAnswer(raw: unknown, inputHash: string): EngineOutcome {
  const answer = answerSchema.safeParse(raw);
  if (!answer.success) return failure({ code: 'analysis-failed' });
  if (answer.data.kind === 'refused') return failure({ code: 'model-refused' });
  const { record } = answer.data;
  return record.inputHash === inputHash ? success(record) : failure({ code: 'analysis-failed' });
}
