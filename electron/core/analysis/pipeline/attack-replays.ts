import type { VerificationProblem } from './problems.ts';
import { withinStack } from '#core/stack-limit.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { ModelReplay } from '#core/analysis/replay/model-replay.ts';
import type { Model } from '#core/language/model.ts';
import type { Trace } from '#core/protocol/trace.ts';

/** Whether attacks that were found on the protocols of a model can happen on the model, each looked at when somebody asks. */
export class AttackReplays {
  readonly #model: Model;
  readonly #replays = new Map<VerificationProblem['protocol'], ModelReplay>();

  constructor(model: Model) {
    this.#model = model;
  }

  /** True if the reference interpreter lets an attack on a problem's protocol happen, and finds the question violated by it. */
  happens(
    { protocol, attack: name }: Pick<VerificationProblem, 'protocol' | 'attack'>,
    trace: Trace,
    question: Question,
  ): boolean {
    const attack = this.#model.attacks.find((each) => each.name === name) ?? null;
    const replay = this.#replays.get(protocol) ?? new ModelReplay(protocol, this.#model, attack);
    this.#replays.set(protocol, replay);
    // What is too deep for the stack was not looked at.
    const looked = withinStack(() => replay.refused(trace, question));
    return looked?.found === null;
  }
}
