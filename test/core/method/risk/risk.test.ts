import { describe, expect, test } from 'vitest';
import { riskPolicySchema } from '#contract/dossier/risk-schema.ts';
import { judge, judgeAgain, unjudged, type Assessment } from '#core/dossier/assessment.ts';
import { defaultPolicy } from '#core/dossier/default-policy.ts';
import { placeRisks } from '#core/method/risk/matrix-placement.ts';
import { policyDefects } from '#core/method/risk/policy-defects.ts';
import {
  changeCriteria,
  freshMark,
  withCriterion,
  withField,
  withMeaning,
  withNote,
  withoutNote,
} from '#core/method/risk/policy-edit.ts';
import type { RiskPolicy } from '#core/dossier/risk-policy.ts';
import { riskRegister } from '#core/method/risk/register.ts';
import { riskLevels, type RiskLevel } from '#core/dossier/risk-level.ts';
import { riskOf } from '#core/method/risk/risk-of.ts';
import type { RegisteredThreat, Risk } from '#core/method/risk/risk.ts';
import type { Treatment } from '#core/dossier/treatment.ts';

const policy: RiskPolicy = { ...defaultPolicy(), setOn: '2026-01-31' };

function threat(id: string, decision: 'accepted' | 'rejected' | 'undecided' = 'accepted'): RegisteredThreat {
  const words = { reason: '', title: '', description: '', requirements: [], citations: [] };
  return { id, entry: { id, decision, ...words, own: null, seen: null } };
}

function assessed(
  id: string,
  likelihood: RiskLevel,
  impact: RiskLevel,
  residual: readonly [RiskLevel | null, RiskLevel | null] = [null, null],
): Assessment {
  const judgement = (level: RiskLevel | null) =>
    level === null ? null : { level, reason: 'because', edition: 1 };
  return {
    id,
    likelihood: judgement(likelihood),
    impact: judgement(impact),
    residualLikelihood: judgement(residual[0]),
    residualImpact: judgement(residual[1]),
  };
}

function treatment(status: Treatment['status'], ...threats: readonly string[]): Treatment {
  return {
    id: `${status} ${threats.join(' ')}`,
    kind: 'manual-procedure',
    title: 'Keys are handed over in person',
    description: '',
    owner: 'Operator',
    status,
    threats,
    principle: null,
  };
}

/** The one row of a register of one threat. */
function row(
  assessment: Assessment,
  treatments: readonly Treatment[] = [],
  under: RiskPolicy = policy,
): Risk {
  const [risk] = riskRegister(under, [threat(assessment.id)], [assessment], treatments);
  if (risk === undefined) throw new Error('no row');
  return risk;
}

describe('the usual policy', () => {
  test("is the paper's Figure 6, field by field, with its marks", () => {
    const short: Readonly<Record<string, RiskLevel>> = {
      VL: 'very-low',
      L: 'low',
      M: 'moderate',
      H: 'high',
      VH: 'very-high',
    };
    // Impact:            very low, low, moderate, high, very high
    const figure: Readonly<Record<RiskLevel, readonly string[]>> = {
      'very-high': ['VL', 'L', 'M', 'H', 'VH'],
      high: ['VL', 'L', 'M', 'H', 'VH'],
      moderate: ['VL', 'L', 'M', 'M*', 'H'],
      low: ['VL', 'L', 'L', 'L**', 'M*'],
      'very-low': ['VL', 'VL', 'VL', 'L**', 'L**'],
    };
    const shown = policy.matrix.map(({ likelihood, impact, risk, note }) => [likelihood, impact, risk, note]);
    const expected = riskLevels.toReversed().flatMap((likelihood) =>
      riskLevels.map((impact, column) => {
        const [, word = '', note = ''] = /^([A-Z]+)(\**)$/u.exec(figure[likelihood][column] ?? '') ?? [];
        return [likelihood, impact, short[word], note === '' ? null : note];
      }),
    );
    expect(expected).toHaveLength(25);
    expect(shown).toEqual(expected);
    expect(policy.notes.map(({ mark }) => mark)).toEqual(['*', '**']);
    expect(policyDefects(policy)).toEqual([]);
    expect(riskPolicySchema.parse(policy)).toEqual(policy);
  });

  test('accepts nothing before its criteria are set', () => {
    const unset = row(assessed('t', 'low', 'low'), [], defaultPolicy());
    expect(unset.before).toMatchObject({ level: 'low', acceptance: null });
    expect(unset.missing).toContain('criteria-not-set');
    expect(row(assessed('t', 'low', 'low')).before?.acceptance).toBe('acceptable');
  });
});

describe('a policy with holes', () => {
  test('a field that is not there, or is there twice, is nobody’s guess', () => {
    const without = policy.matrix.filter((each) => each.likelihood !== 'high' || each.impact !== 'high');
    const lacking = { ...policy, matrix: without };
    const doubled = {
      ...policy,
      matrix: [...policy.matrix, { likelihood: 'high', impact: 'high', risk: 'low', note: null } as const],
    };
    for (const [broken, times] of [
      [lacking, 0],
      [doubled, 2],
    ] as const) {
      expect(riskOf(broken, 'high', 'high')).toBeNull();
      const risk = row(assessed('t', 'high', 'high'), [], broken);
      expect(risk.before).toEqual({
        likelihood: 'high',
        impact: 'high',
        level: null,
        note: null,
        acceptance: null,
      });
      expect(risk.missing).toEqual(['no-field']);
      expect(policyDefects(broken)).toEqual([{ kind: 'field', likelihood: 'high', impact: 'high', times }]);
      const mended = withField(broken.matrix, {
        likelihood: 'high',
        impact: 'high',
        risk: 'high',
        note: null,
      });
      expect(policyDefects({ ...broken, matrix: mended })).toEqual([]);
    }
  });

  test('a level without a criterion, or with two, accepts nothing', () => {
    const without = { ...policy, criteria: policy.criteria.filter(({ level }) => level !== 'low') };
    expect(row(assessed('t', 'low', 'low'), [], without).missing).toEqual(['no-criterion']);
    const twice = {
      ...policy,
      criteria: [...policy.criteria, { level: 'low', acceptance: 'unacceptable', text: '' } as const],
    };
    expect(row(assessed('t', 'low', 'low'), [], twice).before?.acceptance).toBeNull();
    expect(policyDefects(twice)).toEqual([{ kind: 'criterion', level: 'low', times: 2 }]);
    const one = withCriterion(twice.criteria, { level: 'low', acceptance: 'tolerable', text: '' });
    expect(policyDefects({ ...policy, criteria: one })).toEqual([]);
  });

  test('a mark without a note is told, and a note that goes takes its mark along', () => {
    const unexplained = { ...policy, notes: policy.notes.filter(({ mark }) => mark !== '**') };
    expect(policyDefects(unexplained)).toEqual([{ kind: 'note', mark: '**', times: 0 }]);
    const { notes, matrix } = withoutNote(policy, '**');
    expect(policyDefects({ ...policy, notes, matrix })).toEqual([]);
    expect(matrix.filter(({ note }) => note !== null)).toHaveLength(2);
    expect(freshMark(policy.notes)).toBe('***');
    expect(freshMark(notes)).toBe('**');
  });

  test('texts are written in the place of those before them', () => {
    const written = withNote(policy.notes, { mark: '*', text: 'high where meters cannot be replaced' });
    expect(written.map(({ mark, text }) => [mark, text !== ''])).toEqual([
      ['*', true],
      ['**', false],
    ]);
    const meant = withMeaning(policy.meanings, { level: 'low', likelihood: 'once in ten years', impact: '' });
    expect(meant.map(({ level }) => level)).toEqual(riskLevels);
    expect(meant.filter(({ likelihood }) => likelihood !== '')).toHaveLength(1);
  });
});

describe('the register', () => {
  test('has a row for each accepted threat and for no other', () => {
    const threats = [
      threat('a'),
      threat('b', 'rejected'),
      threat('c', 'undecided'),
      { id: 'd', entry: null },
      threat('e'),
    ];
    const risks = riskRegister(policy, threats, [assessed('b', 'low', 'low')], []);
    expect(risks.map(({ threat: { id }, number }) => [id, number])).toEqual([
      ['a', 1],
      ['e', 2],
    ]);
    expect(risks.map(({ before, after, missing }) => [before, after, missing])).toEqual([
      [null, null, ['not-judged']],
      [null, null, ['not-judged']],
    ]);
  });

  test('a proposed or dropped measure takes nothing off a risk, a decided one does', () => {
    const judged = assessed('t', 'high', 'very-high', ['very-low', 'high']);
    for (const status of ['proposed', 'dropped'] as const) {
      const risk = row(judged, [treatment(status, 't')]);
      expect(risk.after).toEqual(risk.before);
      expect(risk.missing).toEqual(['unacceptable-untreated', 'residual-untreated']);
      expect(risk.treatments).toHaveLength(1);
    }
    for (const status of ['decided', 'implemented'] as const) {
      const risk = row(judged, [treatment(status, 'other', 't')]);
      expect(risk.before).toMatchObject({ level: 'very-high', acceptance: 'unacceptable' });
      expect(risk.after).toEqual({
        likelihood: 'very-low',
        impact: 'high',
        level: 'low',
        note: '**',
        acceptance: 'acceptable',
      });
      expect(risk.missing).toEqual([]);
    }
  });

  test('what treatment leaves as it is stays as it was before', () => {
    const risk = row(assessed('t', 'high', 'high', ['low', null]), [treatment('decided', 't')]);
    expect(risk.after).toMatchObject({ likelihood: 'low', impact: 'high' });
    const unsaid = row(assessed('t', 'high', 'high'), [treatment('decided', 't')]);
    expect(unsaid.after).toEqual(unsaid.before);
    expect(unsaid.missing).toEqual(['unacceptable-after', 'residual-not-judged']);
  });

  test('says which reasons and which owners are missing', () => {
    const bare = { ...assessed('t', 'low', 'low', ['very-low', null]) };
    const wordless = {
      ...bare,
      impact: { level: 'low', reason: '  ', edition: 1 },
      residualLikelihood: { level: 'very-low', reason: '', edition: 1 },
    } as const;
    const nobody = { ...treatment('decided', 't'), owner: '' };
    expect(row(wordless, [nobody]).missing).toEqual(['no-reason', 'no-residual-reason', 'treatment-unowned']);
  });
});

describe('criteria come first', () => {
  const early = judge(defaultPolicy(), unjudged('t'), 'likelihood', { level: 'low', reason: 'r' });
  const both = judge(defaultPolicy(), early, 'impact', { level: 'low', reason: 'r' });

  test('what was judged before them is told until it is judged again', () => {
    expect(row(both).missing).toEqual(['judged-before-criteria']);
    const half = judge(policy, both, 'impact', { level: 'low', reason: 'r' });
    expect(row(half).missing).toEqual(['judged-before-criteria']);
    expect(row(judgeAgain(policy, half)).missing).toEqual([]);
  });

  test('a change after assessments is kept with its day, and tells which judgements are older', () => {
    const judged = judgeAgain(policy, both);
    const changed = changeCriteria(policy, { notes: [] }, [judged], '2026-02-01');
    expect(changed.changes).toEqual([{ day: '2026-02-01', assessed: 1 }]);
    expect(row(judged, [], changed).missing).toEqual(['criteria-changed']);
    // The rest of the same change, such as the next letter, makes no other edition.
    const further = changeCriteria(changed, { notes: policy.notes }, [judged], '2026-02-01');
    expect(further.changes).toEqual(changed.changes);
    expect(row(judgeAgain(further, judged), [], further).missing).toEqual([]);
    expect(riskPolicySchema.parse(further)).toEqual(further);
  });

  test('a change before anything is assessed under them is part of setting them', () => {
    expect(changeCriteria(policy, { notes: [] }, [], '2026-02-01').changes).toEqual([]);
    expect(changeCriteria(policy, { notes: [] }, [both], '2026-02-01').changes).toEqual([]);
    expect(changeCriteria(defaultPolicy(), { notes: [] }, [both], '2026-02-01').changes).toEqual([]);
  });
});

test('each risk lies in the field of its likelihood and impact, before and after', () => {
  const risks = riskRegister(
    policy,
    [threat('a'), threat('b'), threat('c')],
    [assessed('a', 'high', 'low', ['very-low', null]), assessed('b', 'high', 'low')],
    [treatment('implemented', 'a')],
  );
  const fields = placeRisks(risks);
  expect(fields).toHaveLength(25);
  const full = fields
    .filter(({ before, after }) => before.length + after.length > 0)
    .map(({ likelihood, impact, before, after }) => [
      likelihood,
      impact,
      before.map(({ number }) => number),
      after.map(({ number }) => number),
    ]);
  expect(full).toEqual([
    ['high', 'low', [1, 2], [2]],
    ['very-low', 'low', [], [1]],
  ]);
});
