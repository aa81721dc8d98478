import type { Judges } from './judges.ts';
import type { VerificationProblem } from './problems.ts';
import { AnswerGuard } from '#core/analysis/6-decide/answer-guard.ts';
import { listenerKnowledge } from '#core/analysis/6-decide/listener.ts';
import type { Query } from '#core/protocol/query.ts';

/** A problem to work on; `translated` is the one that it was made of, where its protocol is another than the translation. */
export type GivenProblem = VerificationProblem & { readonly translated?: VerificationProblem };

/** What looks at everything that is said to hold of a problem. */
export function guardOf(
  { attack, protocol, model, execution, plan, questions, translated }: GivenProblem,
  { vacuity, validation }: Judges,
  cancelled: () => boolean,
): AnswerGuard {
  const overheard = listenerKnowledge(model, execution, plan);
  const validated = validation.passes(translated ?? { protocol, attack, questions });
  const asked = new Map(questions.map((question) => [question.key, question]));
  const isVacuous = ({ name }: Query): boolean | null => {
    const question = asked.get(name);
    return question === undefined ? null : vacuity.isVacuous(question);
  };
  return new AnswerGuard(protocol, { validated, isVacuous, overheard, cancelled });
}
