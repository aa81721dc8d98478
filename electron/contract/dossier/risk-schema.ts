import { z } from 'zod';
import { daySchema, identifierSchema, lineSchema, listOf, wordsSchema } from '#contract/dossier/parts.ts';
import { principles } from '#core/dossier/principle.ts';
import type { Assessment, Judgement } from '#core/dossier/assessment.ts';
import { acceptances, type RiskPolicy } from '#core/dossier/risk-policy.ts';
import { riskLevels } from '#core/dossier/risk-level.ts';
import { treatmentKinds, treatmentStatuses, type Treatment } from '#core/dossier/treatment.ts';

const level = z.enum(riskLevels);
const edition = z.int().min(0).max(20_001);
const judgement: z.ZodType<Judgement | null> = z
  .strictObject({ level, reason: wordsSchema, edition })
  .nullable();

export const riskPolicySchema: z.ZodType<RiskPolicy> = z.strictObject({
  matrix: listOf(
    z.strictObject({ likelihood: level, impact: level, risk: level, note: lineSchema.nullable() }),
  ),
  notes: listOf(z.strictObject({ mark: lineSchema, text: wordsSchema })),
  criteria: listOf(z.strictObject({ level, acceptance: z.enum(acceptances), text: wordsSchema })),
  meanings: listOf(z.strictObject({ level, likelihood: wordsSchema, impact: wordsSchema })),
  setOn: daySchema.nullable(),
  changes: listOf(z.strictObject({ day: daySchema, assessed: z.int().min(0).max(20_000) })),
});

export const assessmentSchema: z.ZodType<Assessment> = z.strictObject({
  id: identifierSchema,
  likelihood: judgement,
  impact: judgement,
  residualLikelihood: judgement,
  residualImpact: judgement,
});

export const treatmentSchema: z.ZodType<Treatment> = z.strictObject({
  id: identifierSchema,
  kind: z.enum(treatmentKinds),
  title: lineSchema,
  description: wordsSchema,
  owner: lineSchema,
  status: z.enum(treatmentStatuses),
  threats: listOf(identifierSchema),
  principle: z.enum(principles).nullable(),
});
