import { Witness } from '#core/kernel/witness.ts';
import type { ListenerKnowledge } from './listener.ts';
import type { Answer } from './answer.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/** The evidence that a guard goes by, beside the honest trace of the protocol. */
export interface GuardEvidence {
  /**
   * Whether the roles are what the reference interpreter says that the entities of the model do; null where the protocol
   * comes from no model of ours. Where they are not, everything may hold by mistake.
   */
  readonly validated: boolean | null;
  /**
   * Tells of a query whether the completed honest run of the reference interpreter lacks the event that it starts from; null
   * where that run could not be completed. Missing where there is no model to run.
   */
  readonly isVacuous?: (query: Query) => boolean | null;
  /** The gain of whoever only listens to the honest run of the model; null where there is no model to listen to. */
  readonly overheard: ListenerKnowledge | null;
  /** True when to stop looking for the honest trace; what it does not come to then has no witness. */
  readonly cancelled?: () => boolean;
}

/**
 * Looks at what the engines say to hold (resources/docs/analysis.md, "Guards"), without trusting the translation that they
 * all read: that must be validated, it must be about something that happens, and listening alone must not break it. It never turns anything
 * into "holds".
 */
export class AnswerGuard {
  readonly #protocol: Protocol;
  readonly #by: GuardEvidence;
  #witness: Witness | null = null;

  constructor(protocol: Protocol, by: GuardEvidence) {
    this.#protocol = protocol;
    this.#by = by;
  }

  /** The answer as it may be given. `element` is the one whose secrecy is asked about, or null. */
  judge(query: Query, element: string | null, answer: Answer): Answer {
    switch (answer.kind) {
      case 'holds':
      case 'holds-within':
        return this.#judgeHeld(query, element, answer);
      case 'undecided':
        // Nothing more would be known of it with more work.
        return answer.reason !== 'cancelled' && this.#isVacuous(query) && !this.#witnessed().reaches(query)
          ? { kind: 'vacuous' }
          : answer;
      case 'violated':
      case 'vacuous':
      case 'inconsistent':
        return answer;
    }
  }

  #judgeHeld(query: Query, element: string | null, answer: Answer): Answer {
    const witness = this.#witnessed();
    const trace = witness.violation(query);
    if (trace !== null) return { kind: 'violated', trace };
    // Where the protocol comes to it all the same, one of the two executions is wrong.
    if (this.#isVacuous(query)) return { kind: witness.reaches(query) ? 'inconsistent' : 'vacuous' };
    if (query.kind === 'secrecy' && element !== null && this.#by.overheard?.elements.has(element) === true) {
      return { kind: 'inconsistent' };
    }
    if (this.#by.validated === false) return { kind: 'inconsistent' };
    return witness.reaches(query) ? answer : { kind: 'undecided', reason: 'no-witness' };
  }

  #witnessed(): Witness {
    this.#witness ??= new Witness(this.#protocol, this.#by.cancelled);
    return this.#witness;
  }

  #isVacuous(query: Query): boolean {
    return this.#by.isVacuous?.(query) === true;
  }
}
