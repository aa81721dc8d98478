import type { VerificationProblem } from '#core/analysis/pipeline/problems.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { Validator } from '#core/analysis/validate/validate.ts';
import type { Model } from '#core/language/model.ts';

/**
 * A judge of a translated problem that shares no code with the translation: says what is wrong with it, or null. `model` is
 * the model as it stands in the text.
 */
type ProtocolJudge = (problem: VerificationProblem, model: Model) => string | null;

/** The judges of a translated problem, by name. Attacks are judged where they are answers. */
const protocolJudges: Readonly<Record<string, ProtocolJudge>> = {
  validation: ({ protocol, attack: name, questions }, model) => {
    const attack = model.attacks.find((each) => each.name === name) ?? null;
    return new Validator(model).differenceOf(protocol, attack, questions);
  },
};

/** What the judges say against the problems of a text, each with the attack model that it is about. */
export function contradictionsOf(text: string, problems: readonly VerificationProblem[]): readonly string[] {
  const model = checkText(text).executable?.model;
  if (model === undefined) return [];
  return Object.entries(protocolJudges).flatMap(([name, judge]) =>
    problems.flatMap((problem): readonly string[] => {
      const wrong = judge(problem, model);
      return wrong === null ? [] : [`${name}, ${problem.attack ?? 'plain adversary'}: ${wrong}`];
    }),
  );
}
