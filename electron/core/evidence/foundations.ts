import type { StatedAnswer } from './stated-answer.ts';
import type { ActiveProgress } from '#core/analysis/pipeline/active-options.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import type { Certificate } from '#core/kernel/proof/certificate.ts';
import type { Trace } from '#core/protocol/trace.ts';

/** What the answers of one analysis rest on, noted while it tells them. */
export class Foundations {
  readonly #traces = new Map<number, Trace>();
  readonly #certificates = new Map<number, Certificate>();

  /** Notes what comes with a piece of news. */
  readonly note = (news: ActiveProgress): void => {
    if (news.kind === 'answered' && news.replayed !== null) this.#traces.set(news.question, news.replayed);
    if (news.kind === 'checked') this.#certificates.set(news.question, news.certificate);
  };

  /** The verdict on the question of this number, with what it rests on. */
  stated({ question, answer, runs }: Verdict, index: number): StatedAnswer {
    return {
      attack: question.attack,
      question: question.key,
      answer,
      runs,
      certificate: answer === 'holds' ? (this.#certificates.get(index) ?? null) : null,
      trace: answer === 'violated' ? (this.#traces.get(index) ?? null) : null,
    };
  }
}
