import {
  activeAnswers,
  undecidedReasons,
  type ActiveAnswer,
  type ActiveBounds,
  type ActiveRecord,
  type AnalysisCost,
  type UndecidedReason,
  type VerdictRecord,
} from '#core/analysis/verify/active-record.ts';
import { attackTypes, type AttackType } from '#core/analysis/verify/attack-type.ts';
import type { AttackAssumption, AttackModel, Model } from '#core/language/model.ts';
import { tally, type Tally } from '#core/metrics/tally.ts';
import { askingStatement } from '#core/requirements/asked-statement.ts';

/** Questions by answer. */
export type AnswerCounts = Tally<ActiveAnswer>;

/**
 * How an active analysis stands to the model that is measured: it is about that model, about an earlier text of it,
 * or still under way.
 */
export const analysisStandings = ['current', 'outdated', 'under-way'] as const;
export type AnalysisStanding = (typeof analysisStandings)[number];

/** What is known of an active adversary, and the model that it is about. `bounds` null: not told yet. */
export interface ActiveAnalysis extends Pick<ActiveRecord, 'engineVersion' | 'cost' | 'verdicts'> {
  readonly bounds: ActiveBounds | null;
  readonly standing: AnalysisStanding;
  readonly model: Model;
}

/** Violated questions by a type of attack. An attack can be of several types. */
export interface AttackTypeMetrics {
  readonly type: AttackType;
  /** Under the plain adversary, and under the attack models together. */
  readonly plain: number;
  readonly modelled: number;
}

/** What an active analysis found, in numbers. */
export interface ActiveMetrics {
  readonly engineVersion: string;
  readonly bounds: ActiveBounds | null;
  /** What the analysis took; null while it is under way, and where it was not measured. */
  readonly cost: AnalysisCost | null;
  readonly standing: AnalysisStanding;
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
  const { engineVersion, bounds, cost, standing, verdicts } = analysis;
  const plain = verdicts.filter(({ attack }) => attack === null);
  const reasons = verdicts.map(({ reason }) => reason).filter((reason) => reason !== null);
  const violations = (among: readonly VerdictRecord[], type: AttackType): number =>
    among.filter((verdict) => verdict.attackTypes.includes(type)).length;
  return {
    engineVersion,
    bounds,
    cost,
    standing,
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
      ['compromise', 'leak', 'flaw', 'channel'],
      assumptions.map(({ kind }) => kind),
    ),
    answers:
      analysis?.model.attacks.some((attack) => attack.name === name) === true
        ? countAnswers(analysis.verdicts.filter(({ attack }) => attack === name))
        : null,
  }));
}

/**
 * The answers about the plain adversary to what refines a high-level requirement; null where the model that was
 * analysed has no such requirement.
 */
export function answersTo(requirement: string, { model, verdicts }: ActiveAnalysis): AnswerCounts | null {
  if (!model.requirements.some(({ name }) => name === requirement)) return null;
  const those = verdicts.filter(
    ({ attack, asked }) =>
      attack === null && askingStatement(asked, model)?.refines.includes(requirement) === true,
  );
  return countAnswers(those);
}

/** How many questions there are in a count. */
export function totalAnswers(counts: AnswerCounts): number {
  return activeAnswers.reduce((sum, answer) => sum + counts[answer], 0);
}

function countAnswers(verdicts: readonly VerdictRecord[]): AnswerCounts {
  return tally(
    activeAnswers,
    verdicts.map(({ answer }) => answer),
  );
}
