import { withinStack } from '#core/stack-limit.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { Vacuity } from '#core/analysis/validate/vacuity.ts';
import type { Model } from '#core/language/model.ts';

/** Tells questions that are about nothing, as far as the stack reaches. */
export class SafeVacuity {
  readonly #vacuity: Vacuity;

  constructor(model: Model) {
    this.#vacuity = new Vacuity(model);
  }

  /** True if nothing ever happens that a question is about; null where that is not known. */
  isVacuous(question: Question): boolean | null {
    return withinStack(() => this.#vacuity.isVacuous(question))?.found ?? null;
  }
}
