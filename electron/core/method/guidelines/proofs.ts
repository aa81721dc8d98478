import type { Question } from '#core/analysis/record/question.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import type { QuestionKind } from '#core/language/kinds.ts';

const authentic: readonly QuestionKind[] = [
  'weak-agreement',
  'entity-agreement',
  'injective-entity-agreement',
];

/**
 * What is proved of a design under the plain adversary, without relying on the honesty of who may have the keys and could do
 * harm: a proof that relies on it says nothing against a guideline.
 */
export class Proofs {
  readonly #proved: readonly Question[];

  constructor(verdicts: readonly Verdict[]) {
    this.#proved = verdicts
      .filter(
        ({ question, answer, assumes }) =>
          question.attack === null &&
          answer === 'holds' &&
          assumes.every(({ kind, without }) => kind !== 'holders-honest' || without?.answer !== 'violated'),
      )
      .map(({ question }) => question);
  }

  /** An entity knows that another has a key: it is confirmed, agreed on, or comes from there. */
  hasKey(key: string, entity: string, other: string): boolean {
    return this.#is(entity, ({ kind, element, originator, on }) => {
      if (originator !== other) return false;
      if (kind === 'key-confirmation' || kind === 'agreement') return element === key;
      return (kind === 'entity-agreement' || kind === 'injective-entity-agreement') && on.includes(key);
    });
  }

  /** What an entity takes for an element is what some other wrote for it. */
  isAuthentic(element: string, entity: string): boolean {
    return this.#is(
      entity,
      (asked) =>
        (asked.kind === 'agreement' || asked.kind === 'injective-agreement') && asked.element === element,
    );
  }

  /** An entity takes an element of another no more often than it was written. */
  isTakenOnce(element: string, entity: string, originator: string): boolean {
    return this.#is(
      entity,
      (asked) =>
        asked.kind === 'injective-agreement' && asked.element === element && asked.originator === originator,
    );
  }

  /** Each time that an entity has finished in a phase, another has taken part with it; null: in any phase. */
  takesPartEachTime(entity: string, originator: string, phase: string | null): boolean {
    return this.#is(
      entity,
      (asked) =>
        asked.kind === 'injective-entity-agreement' &&
        asked.originator === originator &&
        (phase === null || asked.phase === null || asked.phase === phase),
    );
  }

  /** An entity never deceives itself about who another is that has taken part with it; null: whoever it is asked about. */
  knowsWho(entity: string, originator: string | null): boolean {
    return this.#is(
      entity,
      (asked) => authentic.includes(asked.kind) && (originator === null || asked.originator === originator),
    );
  }

  /** An entity never accepts a key twice. */
  isNeverRepeated(key: string, entity: string): boolean {
    return (
      this.#is(entity, ({ kind, element }) => kind === 'key-uniqueness' && element === key) ||
      this.#is(entity, ({ kind, element }) => kind === 'injective-agreement' && element === key)
    );
  }

  /** What an entity holds as an element stays secret; null: what whoever is asked about holds, and somebody is. */
  staysSecret(element: string, entity: string | null): boolean {
    return this.#proved.some(
      (asked) =>
        asked.kind === 'secrecy' && asked.element === element && (entity === null || asked.entity === entity),
    );
  }

  #is(entity: string, isAsked: (question: Question) => boolean): boolean {
    return this.#proved.some((question) => question.entity === entity && isAsked(question));
  }
}
