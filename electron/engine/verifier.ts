import type { FailureCode } from '#contract/failures.ts';
import type { VerificationEnd, VerificationNews } from '#contract/verdict-schema.ts';
import {
  analysisCost,
  compared,
  identified,
  isUnchecked,
  leftUnchecked,
  openVerdict,
  type ActiveBounds,
  type ActiveRecord,
  type UndecidedReason,
  type Verdict,
} from '#core/analysis/record/verdict.ts';
import { questionKey, type Question } from '#core/analysis/record/question.ts';
import { engineVersion } from '#core/analysis/record/record.ts';
import { failure, success, type Result } from '#core/result.ts';
import { verificationMessageSchema } from '#engine/messages.ts';
import { startThread } from '#engine/thread.ts';
import { textHash } from '#engine/text-hash.ts';

/** Why there is no active record at all. */
export type VerificationFailure = Extract<
  FailureCode,
  'model-refused' | 'analysis-cancelled' | 'analysis-failed'
>;

/** A record with everything that was answered, and how the work came to its end. */
export interface Verification {
  readonly record: ActiveRecord;
  readonly end: VerificationEnd;
}

export type VerificationOutcome = Result<Verification, { readonly code: VerificationFailure }>;

/** How long a worker may take to notice that it is to stop, in milliseconds; then it is ended. */
const patience = 1_500;

/**
 * Answers what is asked of a text for an active adversary, in a thread of its own, one text at a time. Never
 * throws. Whatever ends the thread, what it had proved or replayed stays; every question that it had not
 * answered is undecided, never anything else.
 */
export class Verifier {
  readonly #workerFile: URL;
  #running: Job | null = null;

  /** @param workerFile the built worker. */
  constructor(workerFile: URL) {
    this.#workerFile = workerFile;
  }

  /** Verifies a text and tells how it goes. One that is running is ended first: its text is out of date. */
  verify(
    text: string,
    bounds: ActiveBounds,
    tell: (news: VerificationNews) => void,
  ): Promise<VerificationOutcome> {
    this.stop();
    return new Promise((resolve) => {
      const job = new Job(this.#workerFile, text, bounds, tell, (outcome) => {
        if (this.#running === job) this.#running = null;
        resolve(outcome);
      });
      this.#running = job;
    });
  }

  /** Asks the running verification to stop; one that does not hear is ended. */
  cancel(): void {
    this.#running?.cancel();
  }

  /** Ends the running verification at once: nothing of its text stays in memory. */
  stop(): void {
    this.#running?.stop();
  }
}

class Job {
  readonly #text: string;
  readonly #bounds: ActiveBounds;
  readonly #tell: (news: VerificationNews) => void;
  readonly #resolve: (outcome: VerificationOutcome) => void;
  readonly #worker: ReturnType<typeof startThread>;
  readonly #stop = new SharedArrayBuffer(4);
  // Shared, so that the count is there however the thread ends.
  readonly #clauses = new SharedArrayBuffer(8);
  readonly #start = performance.now();
  readonly #verdicts = new Map<number, Verdict>();
  readonly #watch: NodeJS.Timeout;
  #questions: readonly Question[] | null = null;
  #patience: NodeJS.Timeout | undefined;
  #cancelled = false;
  #ended = false;

  constructor(
    workerFile: URL,
    text: string,
    bounds: ActiveBounds,
    tell: (news: VerificationNews) => void,
    resolve: (outcome: VerificationOutcome) => void,
  ) {
    this.#text = text;
    this.#bounds = bounds;
    this.#tell = tell;
    this.#resolve = resolve;
    const shared = { stop: this.#stop, clauses: this.#clauses };
    this.#worker = startThread(workerFile, { kind: 'verify', text, bounds, ...shared });
    this.#worker.on('message', (raw: unknown) => {
      if (!this.#ended && !this.#take(raw)) this.#end('failed', 'failed');
    });
    // The exit follows, after everything that was told before.
    this.#worker.on('error', () => undefined);
    this.#worker.once('exit', () => {
      this.#end('failed', 'failed');
    });
    // The worker keeps the time itself, unless it is where it does not look.
    this.#watch = setTimeout(
      () => {
        this.#end('finished', 'time');
      },
      bounds.seconds * 1_000 + patience,
    );
  }

  cancel(): void {
    if (this.#cancelled) return;
    this.#cancelled = true;
    Atomics.store(new Int32Array(this.#stop), 0, 1);
    this.#patience = setTimeout(() => {
      this.stop();
    }, patience);
  }

  stop(): void {
    this.#cancelled = true;
    this.#end('cancelled', 'cancelled');
  }

  // Returns false for what no honest worker says: everything that comes after it is worth nothing.
  #take(raw: unknown): boolean {
    const parsed = verificationMessageSchema.safeParse(raw);
    if (!parsed.success) return false;
    const message = parsed.data;
    switch (message.kind) {
      case 'asked':
        if (this.#questions !== null) return false;
        this.#questions = message.questions;
        this.#tell(message);
        return true;
      case 'working':
        if (message.questions.some((question) => this.#questions?.[question] === undefined)) return false;
        this.#tell(message);
        return true;
      case 'answered':
        if (!this.#isAnswer(message.question, message.verdict)) return false;
        this.#verdicts.set(message.question, message.verdict);
        this.#tell(message);
        return true;
      case 'checked':
        if (!this.#isChecked(message.question, message.verdict)) return false;
        this.#verdicts.set(message.question, message.verdict);
        this.#tell(message);
        return true;
      case 'identified': {
        const verdicts = message.questions.map((question) => {
          const verdict = this.#verdicts.get(question);
          return [question, verdict === undefined ? null : identified(verdict, message.proof)] as const;
        });
        for (const [question, verdict] of verdicts) {
          if (verdict === null) return false;
          this.#verdicts.set(question, verdict);
        }
        this.#tell(message);
        return true;
      }
      case 'compared': {
        const verdict = this.#verdicts.get(message.question);
        const completed = verdict && compared(verdict, message.assumption, message.without);
        if (completed === undefined || completed === null) return false;
        this.#verdicts.set(message.question, completed);
        this.#tell(message);
        return true;
      }
      case 'refused':
        this.#finish(failure({ code: 'model-refused' }));
        return true;
      case 'finished':
        if (this.#questions === null || this.#verdicts.size < this.#questions.length) return false;
        if ([...this.#verdicts.values()].some(isUnchecked)) return false;
        if (this.#cancelled) this.#end('cancelled', 'cancelled');
        else this.#end('finished', 'failed');
        return true;
    }
  }

  #isAnswer(question: number, verdict: Verdict): boolean {
    const asked = this.#questions?.[question];
    if (asked === undefined || this.#verdicts.has(question)) return false;
    // Only the checker of proofs says that something holds.
    if (verdict.evidence === null ? verdict.answer === 'holds' : !isUnchecked(verdict)) return false;
    return questionKey(asked) === questionKey(verdict.question);
  }

  #isChecked(question: number, verdict: Verdict): boolean {
    const before = this.#verdicts.get(question);
    if (before === undefined || !isUnchecked(before) || isUnchecked(verdict)) return false;
    return questionKey(before.question) === questionKey(verdict.question);
  }

  // `open` is why the questions are open that nothing was told about, or nothing by the checker of proofs.
  #end(end: VerificationEnd, open: UndecidedReason): void {
    if (this.#questions === null) {
      this.#finish(failure({ code: end === 'cancelled' ? 'analysis-cancelled' : 'analysis-failed' }));
      return;
    }
    const verdicts = this.#questions.map((question, index) =>
      leftUnchecked(this.#verdicts.get(index) ?? openVerdict(question, open), open),
    );
    const inputHash = textHash(this.#text);
    const clauses = Number(BigInt.asUintN(53, Atomics.load(new BigUint64Array(this.#clauses), 0)));
    const cost = analysisCost(clauses, performance.now() - this.#start);
    const record: ActiveRecord = {
      format: 2,
      engineVersion,
      inputHash,
      bounds: this.#bounds,
      cost,
      verdicts,
    };
    this.#finish(success({ record, end }));
  }

  #finish(outcome: VerificationOutcome): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#watch);
    clearTimeout(this.#patience);
    void this.#worker.terminate();
    this.#resolve(outcome);
  }
}
