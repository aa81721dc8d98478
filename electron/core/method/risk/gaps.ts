import { judgementsOf, type Judgement } from '#core/dossier/assessment.ts';
import { editionOf, type RiskPolicy } from '#core/dossier/risk-policy.ts';
import { riskGaps, type RatedRisk, type Risk, type RiskGap } from './risk.ts';
import { counts } from '#core/dossier/treatment.ts';

/** The gaps of a row of the register, in the order of `riskGaps`. */
export function gapsOf(policy: RiskPolicy, risk: Omit<Risk, 'missing'>): readonly RiskGap[] {
  const { assessment, before, after, treatments } = risk;
  const { likelihood, impact, residualLikelihood, residualImpact } = assessment;
  const editions = judgementsOf(assessment).map(({ edition }) => edition);
  const treated = treatments.some(counts);
  const current = editionOf(policy);
  const so: Readonly<Record<RiskGap, boolean>> = {
    'not-judged': before === null,
    'no-reason': isBare(likelihood) || isBare(impact),
    'no-residual-reason': isBare(residualLikelihood) || isBare(residualImpact),
    'no-field': [before, after].some((each) => each !== null && each.level === null),
    'no-criterion': policy.setOn !== null && [before, after].some(isUndecided),
    'criteria-not-set': editions.length > 0 && current === 0,
    'judged-before-criteria': current > 0 && editions.includes(0),
    'criteria-changed': editions.some((edition) => edition > 0 && edition < current),
    'unacceptable-untreated': before?.acceptance === 'unacceptable' && !treated,
    'unacceptable-after': after?.acceptance === 'unacceptable' && treated,
    'residual-untreated':
      !treated && (differs(residualLikelihood, likelihood) || differs(residualImpact, impact)),
    'residual-not-judged': treated && residualLikelihood === null && residualImpact === null,
    'treatment-unowned': treatments.some(({ status, owner }) => status !== 'dropped' && owner.trim() === ''),
  };
  return riskGaps.filter((gap) => so[gap]);
}

function isBare(judgement: Judgement | null): boolean {
  return judgement?.reason.trim() === '';
}

function isUndecided(rated: RatedRisk | null): boolean {
  return rated !== null && rated.level !== null && rated.acceptance === null;
}

function differs(residual: Judgement | null, inherent: Judgement | null): boolean {
  return residual !== null && residual.level !== inherent?.level;
}
