import { completesWithinStack } from '#core/stack-limit.ts';
import { Validator } from '#core/analysis/validate/validate.ts';
import type { Model } from '#core/language/model.ts';
import type { VerificationProblem } from './problems.ts';

/** Whether the protocols of a model are what its entities do, each looked at when somebody asks. */
export class Validation {
  readonly #model: Model;
  readonly #validator: Validator;

  constructor(model: Model) {
    this.#model = model;
    this.#validator = new Validator(model);
  }

  /** True if the roles of a problem's protocol are those of the model under its attack model. */
  passes({
    protocol,
    attack: name,
    questions,
  }: Pick<VerificationProblem, 'protocol' | 'attack' | 'questions'>): boolean {
    const attack = this.#model.attacks.find((each) => each.name === name) ?? null;
    const differences: (string | null)[] = [];
    // What is too deep for the stack was not looked at.
    completesWithinStack(() => {
      differences.push(this.#validator.differenceOf(protocol, attack, questions));
    });
    return differences.includes(null);
  }
}
