import { isDecided, type Answer, type QueryVerdict, type VerifyProgress } from './answer.ts';
import type { Query } from '#core/protocol/query.ts';

/** The answers to a protocol's queries, as far as they are known. Each is told once, when it is final. */
export class QueryAnswers {
  readonly #queries: readonly Query[];
  readonly #tell: (news: VerifyProgress) => void;
  readonly #answers = new Map<string, Answer>();

  constructor(queries: readonly Query[], tell: (news: VerifyProgress) => void) {
    this.#queries = queries;
    this.#tell = tell;
  }

  /** The queries that are not decided. */
  open(): readonly Query[] {
    return this.#queries.filter(({ name }) => !isDecided(this.#answers.get(name)));
  }

  /** Takes an answer down. What was searched through stays so when a proof fails afterwards. */
  settle(query: string, answer: Answer): void {
    if (answer.kind === 'undecided' && this.#answers.get(query)?.kind === 'holds-within') return;
    this.#answers.set(query, answer);
    if (isDecided(answer)) this.#tell({ kind: 'answered', query, answer });
  }

  /** Gives every query that is not decided the answer that it is left with: `otherwise` where there is none yet. */
  close(otherwise: Answer, isCancelled: () => boolean): readonly QueryVerdict[] {
    for (const { name: query } of this.open()) {
      const found = this.#answers.get(query) ?? otherwise;
      // Stopped, it was not taken as far as its limit.
      const wasStopped = isCancelled() && found.kind === 'undecided';
      const answer: Answer = wasStopped ? { kind: 'undecided', reason: 'cancelled' } : found;
      this.#answers.set(query, answer);
      this.#tell({ kind: 'answered', query, answer });
    }
    return this.#queries.map(({ name }) => ({ query: name, answer: this.#answers.get(name) ?? otherwise }));
  }
}
