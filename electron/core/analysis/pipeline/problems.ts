import {
  afterwardsLeaked,
  planOf,
  plainAdversary,
  assumedModel,
  type AttackPlan,
} from '#core/analysis/3-translate/attack-plan.ts';
import type { Questions } from '#core/analysis/3-translate/role-claims.ts';
import { protocolOf } from '#core/analysis/3-translate/translate.ts';
import { execute, type HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { claims } from '#core/claims/claims.ts';
import type { AttackModel, Model } from '#core/language/model.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { arrivalIn } from '#core/language/adversary-arrival.ts';

/**
 * A verification problem: the protocol of a model under one adversary, and the questions about it, whose keys are the names
 * of its queries. `model` and `execution` are those under the adversary's channels.
 */
export interface VerificationProblem {
  /** The name of the attack model; null for the plain adversary. */
  readonly attack: string | null;
  readonly model: Model;
  readonly execution: HonestExecution;
  readonly plan: AttackPlan;
  readonly protocol: Protocol;
  readonly questions: readonly Question[];
}

/** The questions under an attack model whose protocol was not written, since there was no time left. */
export interface UnwrittenProblem {
  readonly attack: string;
  readonly protocol: null;
  readonly questions: readonly Question[];
}

/**
 * Everything that is asked of a model (resources/docs/analysis.md, "What is asked"): under the plain adversary, first
 * about the protocol while it runs, then about the time after it, and once more under each attack model. The model has
 * been executed without diagnostics.
 */
export function problemsOf(model: Model, execution: HonestExecution): readonly VerificationProblem[] {
  return problemsUntil(model, execution, () => false).filter((each) => each.protocol !== null);
}

/**
 * Like {@link problemsOf}, until it is told to stop: `cancelled` is asked before each attack model. The questions under
 * those that are left come without their protocols.
 */
export function problemsUntil(
  model: Model,
  execution: HonestExecution,
  cancelled: () => boolean,
): readonly (VerificationProblem | UnwrittenProblem)[] {
  const plain = problem(null, model, execution, plainAdversary, 'while-running');
  const isAskedAfterwards = model.claims.some(({ kind }) => claims[kind].when === 'afterwards');
  const afterwards = isAskedAfterwards
    ? [problem(null, model, execution, afterwardsLeaked(model), 'afterwards')]
    : [];
  const known = new Map([[arrivalIn(model), plain.questions]]);
  const attacks = model.attacks.map((attack) =>
    cancelled() ? unwritten(model, attack, known) : underAttack(model, execution, attack),
  );
  return [plain, ...afterwards, ...attacks].filter(({ questions }) => questions.length > 0);
}

function underAttack(model: Model, execution: HonestExecution, attack: AttackModel): VerificationProblem {
  const assumed = assumedModel(model, attack);
  // The adversary may come earlier than in the plain model.
  const executed = assumed === model ? execution : execute(assumed);
  return problem(attack.name, assumed, executed, planOf(attack, assumed), 'while-running');
}

// The questions are those about the plain adversary, had it come when the attack model lets it come: they are worked out
// once for each such phase, not for each attack model.
function unwritten(
  model: Model,
  attack: AttackModel,
  known: Map<number, readonly Question[]>,
): UnwrittenProblem {
  const assumed = assumedModel(model, attack);
  const arrival = arrivalIn(assumed);
  const plain =
    known.get(arrival) ?? problem(null, assumed, execute(assumed), plainAdversary, 'while-running').questions;
  known.set(arrival, plain);
  const asked = attack.adversary === 'passive' ? plain.filter(({ kind }) => kind === 'secrecy') : plain;
  const questions = asked.map((question) => ({ ...question, attack: attack.name }));
  return { attack: attack.name, questions, protocol: null };
}

function problem(
  attack: string | null,
  model: Model,
  execution: HonestExecution,
  plan: AttackPlan,
  asking: Questions,
): VerificationProblem {
  const { protocol, properties } = protocolOf(model, execution, plan, asking);
  const questions = properties.map((property): Question => ({ attack, ...property }));
  return { attack, model, execution, plan, protocol, questions };
}
