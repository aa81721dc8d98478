import { capabilityKinds } from '#core/language/kinds.ts';
import {
  undecidedReasons,
  type ActiveBounds,
  type AnalysisCost,
  type UndecidedReason,
  type Verdict,
} from '#core/analysis/record/verdict.ts';
import { attackTypes, type AttackType } from '#core/attack-type.ts';
import type { AttackAssumption, AttackModel, Model } from '#core/language/model.ts';
import { tally, type Tally } from '#core/tally.ts';
import { askingStatement } from '#core/method/requirements/asked-statement.ts';
import {
  type AnalysisCurrency,
  type ActiveAnalysis,
  type AnswerCounts,
  countAnswers,
} from '#core/analysis/record/active-analysis.ts';

/** Violated questions by a type of attack. An attack can be of several types. */
export interface AttackTypeMetrics {
  readonly type: AttackType;
  /** Under the plain adversary, and under the attack models together. */
  readonly plain: number;
  readonly modelled: number;
}

/** The results of an active analysis, in numbers. */
export interface ActiveMetrics {
  readonly engineVersion: string;
  readonly bounds: ActiveBounds | null;
  /** The cost of the analysis; null while it is under way, and where it was not measured. */
  readonly cost: AnalysisCost | null;
  /** Named as in the file format of the metrics. */
  readonly standing: AnalysisCurrency;
  /** All answers, and those about the plain adversary. */
  readonly answers: AnswerCounts;
  readonly plain: AnswerCounts;
  readonly undecided: Tally<UndecidedReason>;
  readonly attackTypes: readonly AttackTypeMetrics[];
}

/** An attack model: what it assumes, and the answers under it; null where it was not among what was asked. */
export interface AttackModelMetrics {
  readonly name: string;
  readonly adversary: AttackModel['adversary'];
  readonly untyped: boolean;
  readonly assumptions: Tally<AttackAssumption['kind']>;
  readonly answers: AnswerCounts | null;
}

/** Counts the answers of an active analysis. */
export function activeMetrics(analysis: ActiveAnalysis): ActiveMetrics {
  const { engineVersion, bounds, cost, currency, verdicts } = analysis;
  const plain = verdicts.filter(({ question }) => question.attack === null);
  const reasons = verdicts.map(({ reason }) => reason).filter((reason) => reason !== null);
  const violations = (among: readonly Verdict[], type: AttackType): number =>
    among.filter((verdict) => verdict.attackTypes.includes(type)).length;
  return {
    engineVersion,
    bounds,
    cost,
    standing: currency,
    answers: countAnswers(verdicts),
    plain: countAnswers(plain),
    undecided: tally(undecidedReasons, reasons),
    attackTypes: attackTypes.map((type) => {
      const count = violations(plain, type);
      return { type, plain: count, modelled: violations(verdicts, type) - count };
    }),
  };
}

/** The attack models of a model, each with the answers under it. */
export function attackModelMetrics(
  model: Model,
  analysis: ActiveAnalysis | null,
): readonly AttackModelMetrics[] {
  return model.attacks.map(({ name, adversary, untyped, assumptions }) => ({
    name,
    adversary,
    untyped,
    assumptions: tally(
      capabilityKinds,
      assumptions.map(({ kind }) => kind),
    ),
    answers:
      analysis?.model.attacks.some((attack) => attack.name === name) === true
        ? countAnswers(analysis.verdicts.filter(({ question }) => question.attack === name))
        : null,
  }));
}

/**
 * The answers about the plain adversary to what refines a high-level requirement; null where the model that was
 * analysed has no such requirement.
 */
export function countAnswersTo(
  requirement: string,
  { model, verdicts }: ActiveAnalysis,
): AnswerCounts | null {
  if (!model.requirements.some(({ name }) => name === requirement)) return null;
  const those = verdicts.filter(
    ({ question }) =>
      question.attack === null && askingStatement(question, model)?.refines.includes(requirement) === true,
  );
  return countAnswers(those);
}
