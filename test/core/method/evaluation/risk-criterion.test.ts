import { expect, test } from 'vitest';
import { riskCriterion, type ProjectRisks } from '#core/method/evaluation/risk-criterion.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { describeFindings } from '#core/views/tables/evaluation-sheets.ts';
import type { Assessment } from '#core/dossier/assessment.ts';
import { defaultPolicy } from '#core/dossier/default-policy.ts';
import type { RiskPolicy } from '#core/dossier/risk-policy.ts';
import { riskRegister } from '#core/method/risk/register.ts';
import type { RiskLevel } from '#core/dossier/risk-level.ts';
import type { Treatment } from '#core/dossier/treatment.ts';

const english = createTranslate('en');
const policy: RiskPolicy = { ...defaultPolicy(), setOn: '2026-01-31' };
const words = { reason: '', title: '', description: '', requirements: [], citations: [] };

const threats = ['a', 'b'].map((id) => ({
  id,
  entry: { id, decision: 'accepted', ...words, own: null, seen: null } as const,
}));

function assessed(id: string, likelihood: RiskLevel, impact: RiskLevel, reason = 'because'): Assessment {
  const judgement = (level: RiskLevel) => ({ level, reason, edition: 1 });
  return {
    id,
    likelihood: judgement(likelihood),
    impact: judgement(impact),
    residualLikelihood: null,
    residualImpact: null,
  };
}

const treatment: Treatment = {
  id: 'm',
  kind: 'manual-procedure',
  title: 'Keys are handed over in person',
  description: '',
  owner: 'Operator',
  status: 'decided',
  threats: ['a'],
  principle: 'manual-procedures',
};

/** What counts for and against the criterion, in words. */
function told(
  assessments: readonly Assessment[],
  treatments: readonly Treatment[] = [],
  under = policy,
  among = threats,
  catalogue: Parameters<typeof riskCriterion>[1]['threats'] = null,
): ReturnType<typeof describeFindings> {
  const project: ProjectRisks = {
    policy: under,
    risks: riskRegister(under, among, assessments, treatments),
  };
  return describeFindings(riskCriterion(project, { threats: catalogue }), english);
}

test('it is met when every accepted threat is judged with reasons, treated where it must be, and again after', () => {
  const after = {
    ...assessed('a', 'high', 'high'),
    residualLikelihood: { level: 'low', reason: 'r', edition: 1 } as const,
  };
  expect(told([after, assessed('b', 'low', 'low')], [treatment])).toEqual({
    met: ['2 risks judged', '1 risk treated'],
    missing: [],
  });
});

test('each thing that an assessment lacks counts against it', () => {
  expect(told([])).toEqual({ met: [], missing: ['2 risks not judged'] });
  expect(told([], [], defaultPolicy(), []).missing).toEqual([
    'criteria for risk are not set',
    'no threat accepted into the catalogue',
  ]);
  expect(told([assessed('a', 'high', 'high'), assessed('b', 'low', 'low', ' ')]).missing).toEqual([
    '1 risk judged without a reason',
    '1 unacceptable risk without a decided treatment',
  ]);
  expect(told([assessed('a', 'high', 'high'), assessed('b', 'low', 'low')], [treatment]).missing).toEqual([
    '1 residual risk not judged',
  ]);
  const later = { ...policy, changes: [{ day: '2026-02-01', assessed: 2 }] };
  expect(told([assessed('a', 'low', 'low'), assessed('b', 'low', 'low')], [], later).missing).toEqual([
    '2 risks judged before the criteria were set or changed',
  ]);
  const lacking = { ...policy, matrix: policy.matrix.filter(({ likelihood }) => likelihood !== 'low') };
  expect(told([assessed('a', 'low', 'low'), assessed('b', 'high', 'low')], [], lacking).missing).toEqual([
    '1 risk that the criteria say nothing of',
  ]);
});

test('a risk that stays unacceptable is assessed all the same', () => {
  const after = {
    ...assessed('a', 'very-high', 'very-high'),
    residualLikelihood: { level: 'high', reason: 'r', edition: 1 } as const,
  };
  expect(told([after, assessed('b', 'low', 'low')], [treatment]).missing).toEqual([]);
});
