import { answerKinds, type AnswerKind } from '#core/analysis/record/verdict.ts';
import { attackTypes, type AttackType } from '#core/attack-type.ts';
import { tally, type Tally } from '#core/tally.ts';
import { decisionOn } from '#core/method/threats/decide.ts';
import { threatDecisions, type ThreatDecision } from '#core/dossier/threat-entry.ts';
import type { Threat } from '#core/method/threats/threat.ts';

/** The possible answers to a threat; `none` while nothing was. */
export const threatAnswers = [...answerKinds, 'none'] as const;
export type ThreatAnswer = AnswerKind | 'none';

/** Threats by what was answered about them, and those of each answer by what was decided. */
export type ThreatCounts = Readonly<Record<ThreatAnswer, Tally<ThreatDecision>>>;

/** The threats of one type of attack; at least one. */
export interface ThreatTypeMetrics {
  readonly type: AttackType;
  readonly counts: ThreatCounts;
}

/** The catalogue of threats in numbers. Threats that are no longer generated are counted as `gone` alone. */
export interface ThreatMetrics {
  readonly types: readonly ThreatTypeMetrics[];
  readonly counts: ThreatCounts;
  /** Those that the analyst added herself. */
  readonly own: number;
  /** Decided ones that say something else now, and decided ones that are no longer generated. */
  readonly changed: number;
  readonly gone: number;
}

/** Measures a catalogue of threats. */
export function threatMetrics(catalogue: readonly Threat[]): ThreatMetrics {
  const threats = catalogue.filter(({ status }) => status !== 'gone');
  return {
    types: attackTypes
      .map((type) => ({ type, those: threats.filter(({ attackType }) => attackType === type) }))
      .filter(({ those }) => those.length > 0)
      .map(({ type, those }) => ({ type, counts: countThreats(those) })),
    counts: countThreats(threats),
    own: threats.filter(({ form }) => form === 'own').length,
    changed: threats.filter(({ status }) => status === 'changed').length,
    gone: catalogue.length - threats.length,
  };
}

/** How many threats there are in counts: with one answer, one decision, both or whatever they have. */
export function threatTotal(
  counts: ThreatCounts,
  { answer, decision }: { readonly answer?: ThreatAnswer; readonly decision?: ThreatDecision } = {},
): number {
  const answers = answer === undefined ? threatAnswers : [answer];
  const decisions = decision === undefined ? threatDecisions : [decision];
  return answers
    .flatMap((each) => decisions.map((one) => counts[each][one]))
    .reduce((sum, count) => sum + count, 0);
}

function countThreats(threats: readonly Threat[]): ThreatCounts {
  const decided = (answer: ThreatAnswer): Tally<ThreatDecision> =>
    tally(
      threatDecisions,
      threats.filter((threat) => (threat.answer ?? 'none') === answer).map((threat) => decisionOn(threat)),
    );
  return {
    holds: decided('holds'),
    'holds-within': decided('holds-within'),
    violated: decided('violated'),
    vacuous: decided('vacuous'),
    inconsistent: decided('inconsistent'),
    undecided: decided('undecided'),
    none: decided('none'),
  };
}
