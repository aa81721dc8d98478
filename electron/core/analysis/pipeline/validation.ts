import { withinStack } from '#core/stack-limit.ts';
import { Validator } from '#core/analysis/validate/validate.ts';
import type { Model } from '#core/language/model.ts';
import type { VerificationProblem } from './problems.ts';

type Translated = Pick<VerificationProblem, 'protocol' | 'attack' | 'questions'>;

/** Whether the protocols of a model are what its entities do, each looked at once, when somebody asks. */
export class Validation {
  readonly #model: Model;
  readonly #validator: Validator;
  readonly #known = new WeakMap<
    Translated['protocol'],
    { readonly questions: Translated['questions']; readonly passes: boolean }
  >();

  constructor(model: Model) {
    this.#model = model;
    this.#validator = new Validator(model);
  }

  /** True if the roles of a problem's protocol are those of the model under its attack model. */
  passes(problem: Translated): boolean {
    const { protocol, questions } = problem;
    const known = this.#known.get(protocol);
    if (known?.questions === questions) return known.passes;
    const passes = this.#isLikeModel(problem);
    this.#known.set(protocol, { questions, passes });
    return passes;
  }

  // What is too deep for the stack was not looked at.
  #isLikeModel({ protocol, attack: name, questions }: Translated): boolean {
    const attack = this.#model.attacks.find((each) => each.name === name) ?? null;
    const looked = withinStack(() => this.#validator.differenceOf(protocol, attack, questions));
    return looked?.found === null;
  }
}
