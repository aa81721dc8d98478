import type { ChannelOutput, WindowEvents } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import {
  compared,
  identified,
  type ActiveBounds,
  type ActiveRecord,
  type AnalysisCost,
  type Verdict,
} from '#core/analysis/record/verdict.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { call } from '#renderer/shared/session.svelte.ts';

/** Up to this many seconds an analysis took little time. */
const quickSeconds = 5;

type News = WindowEvents['verification.news']['news'];
type OnAsked = (questions: readonly Question[]) => void;
type End = ChannelOutput<'verification.run'>['end'];

/** A question with its verdict; null while it has none. */
export interface Answered {
  /** Its number among all. */
  readonly number: number;
  readonly question: Question;
  readonly verdict: Verdict | null;
}

/** The questions of one text, as far as they are answered. `bounds` and `cost` are there when the work has ended. */
interface Shown {
  readonly text: string;
  readonly questions: readonly Question[];
  readonly verdicts: readonly (Verdict | null)[];
  readonly bounds: ActiveBounds | null;
  readonly cost: AnalysisCost | null;
}

/** The analysis of an active adversary: the last answers with their text, and the work on new ones. */
export class Verification {
  #shown = $state.raw<Shown | null>(null);
  #job = $state.raw<number | null>(null);
  #newest = 0;
  #onasked: OnAsked = () => undefined;
  /** The numbers of the questions that are being worked on. */
  working = $state.raw<readonly number[]>([]);
  /** How the last work in this window ended; null before, and while it goes on. */
  end = $state.raw<End | null>(null);
  /** Why there are no answers, or null. */
  problem = $state.raw<CallFailure | null>(null);
  readonly running = $derived(this.#job !== null);
  /** The text that the answers are about, or null when there are none. */
  readonly text = $derived(this.#shown?.text ?? null);
  readonly bounds = $derived(this.#shown?.bounds ?? null);
  readonly cost = $derived(this.#shown?.cost ?? null);
  #lastSeconds = $state.raw<number | null>(null);
  /** True where the last answers came quickly, and nobody stopped the work on newer ones. */
  readonly quick = $derived(
    this.end !== 'cancelled' &&
      this.end !== 'failed' &&
      this.problem === null &&
      this.#lastSeconds !== null &&
      this.#lastSeconds <= quickSeconds,
  );
  readonly answers = $derived<readonly Answered[]>(
    (this.#shown?.questions ?? []).map((question, number) => ({
      number,
      question,
      verdict: this.#shown?.verdicts[number] ?? null,
    })),
  );

  /** Follows the news; the answer stops it. */
  listen(): () => void {
    return window.segl.on('verification.news', ({ job, news }) => {
      if (job === this.#job) this.#take(news);
    });
  }

  /** Takes over the answers that the project keeps. */
  async load(): Promise<void> {
    const kept = await call('verification.latest', {});
    if (!kept.ok || kept.value === null || this.#job !== null || this.#shown !== null) return;
    const { text, record } = kept.value;
    this.#show(text, record);
  }

  /** Has a text answered that the project holds. `onasked` hears once what is asked. */
  async start(text: string, onasked: OnAsked = () => undefined): Promise<void> {
    this.#newest += 1;
    const job = this.#newest;
    this.#job = job;
    this.#onasked = onasked;
    this.#shown = { text, questions: [], verdicts: [], bounds: null, cost: null };
    this.working = [];
    this.end = null;
    this.problem = null;
    const done = await call('verification.run', { text, job });
    if (this.#job !== job) return;
    this.#job = null;
    this.working = [];
    if (done.ok) {
      this.end = done.value.end;
      this.#show(text, done.value.record);
    } else {
      this.#shown = null;
      if (done.error.code === 'analysis-cancelled') this.end = 'cancelled';
      else this.problem = done.error;
    }
  }

  /** Stops the work; what is answered stays. */
  cancel(): void {
    void call('verification.cancel', {});
  }

  #show(text: string, { verdicts, bounds, cost }: ActiveRecord): void {
    const questions = verdicts.map(({ question }) => question);
    this.#shown = { text, questions, verdicts, bounds, cost };
    this.#lastSeconds = cost?.seconds ?? null;
  }

  #take(news: News): void {
    const shown = this.#shown;
    if (shown === null) return;
    switch (news.kind) {
      case 'asked':
        this.#shown = { ...shown, questions: news.questions, verdicts: news.questions.map(() => null) };
        this.#onasked(news.questions);
        return;
      case 'working':
        this.working = news.questions;
        return;
      case 'answered':
      case 'checked':
        this.#shown = { ...shown, verdicts: shown.verdicts.with(news.question, news.verdict) };
        return;
      case 'identified': {
        const verdicts = shown.verdicts.map((verdict, question) =>
          verdict !== null && news.questions.includes(question)
            ? (identified(verdict, news.proof) ?? verdict)
            : verdict,
        );
        this.#shown = { ...shown, verdicts };
        return;
      }
      case 'compared': {
        const verdict = shown.verdicts[news.question] ?? null;
        const completed = verdict && compared(verdict, news.assumption, news.without);
        this.#shown = { ...shown, verdicts: shown.verdicts.with(news.question, completed) };
      }
    }
  }
}
