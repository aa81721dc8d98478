import { z } from 'zod';
import { day, identifier, line, listOf, words } from '#contract/dossier/parts.ts';
import { principles } from '#core/dossier/principle.ts';
import type { Assessment, Judgement } from '#core/dossier/assessment.ts';
import { acceptances, type RiskPolicy } from '#core/dossier/risk-policy.ts';
import { riskLevels } from '#core/dossier/risk-level.ts';
import { treatmentKinds, treatmentStatuses, type Treatment } from '#core/dossier/treatment.ts';

const level = z.enum(riskLevels);
const edition = z.int().min(0).max(20_001);
const judgement: z.ZodType<Judgement | null> = z.strictObject({ level, reason: words, edition }).nullable();

export const riskPolicySchema: z.ZodType<RiskPolicy> = z.strictObject({
  matrix: listOf(z.strictObject({ likelihood: level, impact: level, risk: level, note: line.nullable() })),
  notes: listOf(z.strictObject({ mark: line, text: words })),
  criteria: listOf(z.strictObject({ level, acceptance: z.enum(acceptances), text: words })),
  meanings: listOf(z.strictObject({ level, likelihood: words, impact: words })),
  setOn: day.nullable(),
  changes: listOf(z.strictObject({ day, assessed: z.int().min(0).max(20_000) })),
});

export const assessmentSchema: z.ZodType<Assessment> = z.strictObject({
  id: identifier,
  likelihood: judgement,
  impact: judgement,
  residualLikelihood: judgement,
  residualImpact: judgement,
});

export const treatmentSchema: z.ZodType<Treatment> = z.strictObject({
  id: identifier,
  kind: z.enum(treatmentKinds),
  title: line,
  description: words,
  owner: line,
  status: z.enum(treatmentStatuses),
  threats: listOf(identifier),
  principle: z.enum(principles).nullable(),
});
