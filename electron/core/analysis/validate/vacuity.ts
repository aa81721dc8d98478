import type { Model } from '#core/language/model.ts';
import { HonestEvents, type Asked } from '#core/semantics/reached.ts';

/** Tells questions about a model that are about nothing, as the reference interpreter has it. */
export class Vacuity {
  readonly #model: Model;
  readonly #events: HonestEvents;

  constructor(model: Model) {
    this.#model = model;
    this.#events = new HonestEvents(model);
  }

  /**
   * True if the completed honest run lacks the event that a question starts from; null where that run could not be
   * completed. `attack` is the name of the attack model that it is asked under.
   */
  isVacuous(question: Asked & { readonly attack: string | null }): boolean | null {
    const attack = this.#model.attacks.find(({ name }) => name === question.attack) ?? null;
    const reaches = this.#events.reaches(question, attack);
    return reaches === null ? null : !reaches;
  }
}
