import type { Asked } from '#core/analysis/record/asked.ts';
import {
  afterwardsLeaked,
  planOf,
  plainAdversary,
  withChannels,
  type AttackPlan,
} from '#core/analysis/3-translate/attack-plan.ts';
import type { Questions } from '#core/analysis/3-translate/role-claims.ts';
import { protocolOf } from '#core/analysis/3-translate/translate.ts';
import { run, type Run } from '#core/analysis/1-execute/run.ts';
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

/** What is asked of a model under an attack model whose protocol was not written, since there was no time left. */
export interface UnwrittenInquiry {
  readonly attack: string;
  readonly asked: readonly Asked[];
  readonly protocol: null;
}

/**
 * Everything that is asked of a model (DESIGN, section 5.4): under the plain adversary, first about the protocol
 * while it runs, then about the time after it, and once more under each attack model. The model has been
 * executed without diagnostics.
 */
export function inquiriesOf(model: Model, execution: Run): readonly Inquiry[] {
  return inquiriesUntil(model, execution, () => false).filter((each) => each.protocol !== null);
}

/**
 * Like {@link inquiriesOf}, until it is told to stop: `cancelled` is asked before each attack model. What is asked under
 * those that are left is told without their protocols.
 */
export function inquiriesUntil(
  model: Model,
  execution: Run,
  cancelled: () => boolean,
): readonly (Inquiry | UnwrittenInquiry)[] {
  const plain = inquiry(null, model, execution, plainAdversary, 'while-running');
  const isAskedAfterwards = model.claims.some(({ kind }) => kind === 'forward-secrecy');
  const afterwards = isAskedAfterwards
    ? [inquiry(null, model, execution, afterwardsLeaked(model), 'afterwards')]
    : [];
  const questions = new Map([[arrivalIn(model), plain.asked]]);
  const attacks = model.attacks.map((attack) =>
    cancelled() ? unwritten(model, attack, questions) : underAttack(model, execution, attack),
  );
  return [plain, ...afterwards, ...attacks].filter(({ asked }) => asked.length > 0);
}

function underAttack(model: Model, execution: Run, attack: AttackModel): Inquiry {
  const assumed = withChannels(model, attack);
  // The adversary may come earlier than in the plain model.
  const executed = assumed === model ? execution : run(assumed);
  return inquiry(attack.name, assumed, executed, planOf(attack, assumed), 'while-running');
}

// The questions are those about the plain adversary, had it come when the attack model lets it come: they are worked out
// once for each such phase, not for each attack model.
function unwritten(
  model: Model,
  attack: AttackModel,
  questions: Map<number, readonly Asked[]>,
): UnwrittenInquiry {
  const assumed = withChannels(model, attack);
  const arrival = arrivalIn(assumed);
  const known = questions.get(arrival) ?? protocolOf(assumed, run(assumed)).asked;
  questions.set(arrival, known);
  const asked = attack.adversary === 'passive' ? known.filter(({ kind }) => kind === 'secrecy') : known;
  return { attack: attack.name, asked, protocol: null };
}

// The phase in which the adversary comes, counted from 0; -1 where it never does.
function arrivalIn({ phases }: Model): number {
  return phases.findIndex(({ adversaryPresent }) => adversaryPresent);
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
