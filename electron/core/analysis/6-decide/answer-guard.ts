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
    if (answer.kind !== 'holds' && answer.kind !== 'holds-within') return answer;
    this.#witness ??= new Witness(this.#protocol, this.#by.cancelled);
    const trace = this.#witness.violation(query);
    if (trace !== null) return { kind: 'violated', trace };
    if (query.kind === 'secrecy' && element !== null && this.#by.overheard?.elements.has(element) === true) {
      return { kind: 'inconsistent' };
    }
    if (this.#by.validated === false) return { kind: 'inconsistent' };
    return this.#witness.reaches(query) ? answer : { kind: 'undecided', reason: 'no-witness' };
  }
}
