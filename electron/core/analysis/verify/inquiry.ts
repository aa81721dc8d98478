import type { Asked } from '#core/analysis/roles/asked.ts';
import {
  afterwardsLeaked,
  planOf,
  plainAdversary,
  withChannels,
  type AttackPlan,
} from '#core/analysis/roles/attack-plan.ts';
import type { Questions } from '#core/analysis/roles/role-claims.ts';
import { protocolOf } from '#core/analysis/roles/translate.ts';
import { run, type Run } from '#core/analysis/run.ts';
import type { AttackModel, Model } from '#core/language/model.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/**
 * What is asked of a model under one adversary. `attack` is the name of the attack model, null for the plain one; `model`
 * and `execution` are those under its channels.
 */
export interface Inquiry {
  readonly attack: string | null;
  readonly model: Model;
  readonly execution: Run;
  readonly plan: AttackPlan;
  readonly protocol: Protocol;
  readonly asked: readonly Asked[];
}

/**
 * Everything that is asked of a model (DESIGN, section 5.4): under the plain adversary, first about the protocol
 * while it runs, then about the time after it, and once more under each attack model. The model has been
 * executed without diagnostics.
 */
export function inquiriesOf(model: Model, execution: Run): readonly Inquiry[] {
  const plain = inquiry(null, model, execution, plainAdversary, 'while-running');
  const afterwards = inquiry(null, model, execution, afterwardsLeaked(model), 'afterwards');
  const attacks = model.attacks.map((attack) => underAttack(model, execution, attack));
  return [plain, afterwards, ...attacks].filter(({ asked }) => asked.length > 0);
}

function underAttack(model: Model, execution: Run, attack: AttackModel): Inquiry {
  const assumed = withChannels(model, attack);
  // The adversary may come earlier than in the plain model.
  const executed = assumed === model ? execution : run(assumed);
  return inquiry(attack.name, assumed, executed, planOf(attack, assumed), 'while-running');
}

function inquiry(
  attack: string | null,
  model: Model,
  execution: Run,
  plan: AttackPlan,
  questions: Questions,
): Inquiry {
  return { attack, model, execution, plan, ...protocolOf(model, execution, plan, questions) };
}
