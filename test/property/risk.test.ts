import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assessmentSchema, riskPolicySchema } from '#contract/dossier/risk-schema.ts';
import type { Assessment } from '#core/dossier/assessment.ts';
import { defaultPolicy } from '#core/dossier/default-policy.ts';
import { placeRisks } from '#core/method/risk/matrix-placement.ts';
import { policyDefects } from '#core/method/risk/policy-defects.ts';
import { changeCriteria, withField } from '#core/method/risk/policy-edit.ts';
import { acceptances, editionOf, type RiskPolicy } from '#core/dossier/risk-policy.ts';
import { riskRegister } from '#core/method/risk/register.ts';
import { compareLevels, riskLevels } from '#core/dossier/risk-level.ts';
import { riskOf } from '#core/method/risk/risk-of.ts';
import type { RegisteredThreat } from '#core/method/risk/risk.ts';
import { counts, treatmentKinds, treatmentStatuses, type Treatment } from '#core/dossier/treatment.ts';
import { threatDecisions } from '#core/dossier/threat-entry.ts';
import { runs } from '../support/random.ts';

const ids = ['a', 'b', 'c', 'd', 'e'] as const;
const level = fc.constantFrom(...riskLevels);
const judgement = fc.option(fc.record({ level, reason: fc.constantFrom('', 'because'), edition: fc.nat(2) }));
const field = fc.record({
  likelihood: level,
  impact: level,
  risk: level,
  note: fc.constantFrom(null, '*', '**'),
});

/** Policies with every field once, in any order, and with any criteria. */
const soundPolicy = fc
  .record({
    risks: fc.array(fc.tuple(level, fc.constantFrom(null, '*', '**')), { minLength: 25, maxLength: 25 }),
    accepted: fc.array(fc.constantFrom(...acceptances), { minLength: 5, maxLength: 5 }),
    setOn: fc.constantFrom(null, '2026-01-31'),
    changes: fc.array(fc.record({ day: fc.constant('2026-02-01'), assessed: fc.nat(5) }), { maxLength: 2 }),
  })
  .map(({ risks, accepted, setOn, changes }): RiskPolicy => {
    const usual = defaultPolicy();
    return {
      ...usual,
      matrix: usual.matrix.map((each, place) => ({
        ...each,
        risk: risks[place]?.[0] ?? each.risk,
        note: risks[place]?.[1] ?? null,
      })),
      criteria: usual.criteria.map((each, place) => ({
        ...each,
        acceptance: accepted[place] ?? each.acceptance,
      })),
      setOn,
      changes,
    };
  });

/** Policies that may lack fields or have them more than once. */
const anyPolicy = fc
  .tuple(soundPolicy, fc.array(field, { maxLength: 40 }))
  .map(([policy, matrix]): RiskPolicy => ({ ...policy, matrix }));

const assessments = fc
  .record({
    likelihood: judgement,
    impact: judgement,
    residualLikelihood: judgement,
    residualImpact: judgement,
  })
  .chain((judged) => fc.constantFrom(...ids).map((id): Assessment => ({ id, ...judged })));
const assessmentList = fc.uniqueArray(assessments, { selector: ({ id }) => id });

const threats = fc
  .tuple(...ids.map(() => fc.option(fc.constantFrom(...threatDecisions))))
  .map((decisions): readonly RegisteredThreat[] =>
    ids.map((id, place) => {
      const decision = decisions[place] ?? null;
      const words = { reason: '', title: '', description: '', requirements: [], citations: [] };
      return { id, entry: decision === null ? null : { id, decision, ...words, own: null, seen: null } };
    }),
  );

const treatmentList = fc.array(
  fc
    .record({
      kind: fc.constantFrom(...treatmentKinds),
      owner: fc.constantFrom('', 'Operator'),
      status: fc.constantFrom(...treatmentStatuses),
      threats: fc.subarray([...ids, 'gone']),
    })
    .map((each): Treatment => ({ id: 't', title: 'Measure', description: '', principle: null, ...each })),
  { maxLength: 4 },
);

test('in the usual policy more likelihood or more impact never is less risk', () => {
  const policy = defaultPolicy();
  fc.assert(
    fc.property(level, level, level, level, (likelihood, impact, otherLikelihood, otherImpact) => {
      if (compareLevels(likelihood, otherLikelihood) > 0 || compareLevels(impact, otherImpact) > 0) return;
      const less = riskOf(policy, likelihood, impact);
      const more = riskOf(policy, otherLikelihood, otherImpact);
      if (less === null || more === null) throw new Error('no field');
      expect(compareLevels(less.risk, more.risk)).toBeLessThanOrEqual(0);
    }),
    { numRuns: runs(2000) },
  );
});

test('the register says of every accepted threat what was judged of it, and what the policy makes of that', () => {
  let treated = 0;
  fc.assert(
    fc.property(
      fc.oneof(soundPolicy, anyPolicy),
      threats,
      assessmentList,
      treatmentList,
      (policy, catalogue, assessed, treatments) => {
        const risks = riskRegister(policy, catalogue, assessed, treatments);
        const accepted = catalogue.filter(({ entry }) => entry?.decision === 'accepted');
        expect(risks.map(({ threat }) => threat)).toEqual(accepted);
        expect(risks.map(({ number }) => number)).toEqual(accepted.map((_, place) => place + 1));
        const fields = placeRisks(risks);
        expect(new Set(fields.map(({ likelihood, impact }) => `${likelihood} ${impact}`)).size).toBe(25);
        for (const risk of risks) {
          const { assessment, before, after, missing } = risk;
          const judged = assessment.likelihood !== null && assessment.impact !== null;
          expect(before !== null).toBe(judged);
          expect(after !== null).toBe(judged);
          expect(missing.includes('not-judged')).toBe(!judged);
          const placed = (when: 'before' | 'after') => fields.filter((each) => each[when].includes(risk));
          expect(placed('before')).toHaveLength(judged ? 1 : 0);
          expect(placed('after')).toHaveLength(judged ? 1 : 0);
          if (before === null || after === null) continue;
          const own = fields.find((each) => each.before.includes(risk));
          expect([own?.likelihood, own?.impact]).toEqual([
            assessment.likelihood?.level,
            assessment.impact?.level,
          ]);
          const inForce = treatments.some((each) => counts(each) && each.threats.includes(risk.threat.id));
          if (inForce) treated += 1;
          else expect(after).toEqual(before);
          for (const rated of [before, after]) {
            const matching = policy.matrix.filter(
              ({ likelihood, impact }) => likelihood === rated.likelihood && impact === rated.impact,
            );
            expect(rated.level).toBe(matching.length === 1 ? matching[0]?.risk : null);
            expect(rated.acceptance === null).toBe(rated.level === null || policy.setOn === null);
            if (rated.level === null) expect(missing).toContain('no-field');
          }
        }
      },
    ),
    { numRuns: runs(1000) },
  );
  expect(treated).toBeGreaterThan(20);
});

test('a field is mended by writing it, and writing all of them mends any matrix', () => {
  fc.assert(
    fc.property(anyPolicy, field, (policy, written) => {
      const matrix = withField(policy.matrix, written);
      expect(riskOf({ ...policy, matrix }, written.likelihood, written.impact)).toEqual(written);
      const others = (fields: RiskPolicy['matrix']) =>
        fields.filter(
          ({ likelihood, impact }) => likelihood !== written.likelihood || impact !== written.impact,
        );
      expect(others(matrix)).toEqual(others(policy.matrix));
      const whole = defaultPolicy().matrix.reduce(withField, policy.matrix);
      expect(policyDefects({ ...policy, matrix: whole })).toEqual([]);
    }),
  );
});

test('an edition is never taken back, and every change after an assessment makes one', () => {
  fc.assert(
    fc.property(soundPolicy, assessmentList, (policy, assessed) => {
      const changed = changeCriteria(policy, { notes: [] }, assessed, '2026-03-01');
      const now = editionOf(policy);
      const under = assessed.filter(({ likelihood, impact, residualLikelihood, residualImpact }) =>
        [likelihood, impact, residualLikelihood, residualImpact].some((each) => each?.edition === now),
      );
      const makesOne = policy.setOn !== null && under.length > 0;
      expect(editionOf(changed)).toBe(makesOne ? now + 1 : now);
      expect(changed.changes.slice(0, policy.changes.length)).toEqual(policy.changes);
      if (makesOne) expect(changed.changes.at(-1)?.assessed).toBe(under.length);
    }),
  );
});

test('whatever is judged can be kept and read again', () => {
  fc.assert(
    fc.property(anyPolicy, assessments, (policy, assessment) => {
      expect(riskPolicySchema.parse(policy)).toEqual(policy);
      expect(assessmentSchema.parse(assessment)).toEqual(assessment);
    }),
  );
});
