import type { VerificationProblem } from '#core/analysis/pipeline/problems.ts';
import { Validator } from '#core/analysis/validate/validate.ts';
import type { Model } from '#core/language/model.ts';

/**
 * A judge of a translated problem that shares no code with the translation: says what is wrong with it, or null. `model` is
 * the model as it stands in the text.
 */
export type ProtocolJudge = (problem: VerificationProblem, model: Model) => string | null;

/** The judges of a translated problem, by name. Attacks are judged where they are answers. */
export const protocolJudges: Readonly<Record<string, ProtocolJudge>> = {
  validation: ({ protocol, attack: name, questions }, model) => {
    const attack = model.attacks.find((each) => each.name === name) ?? null;
    return new Validator(model).differenceOf(protocol, attack, questions);
  },
};
