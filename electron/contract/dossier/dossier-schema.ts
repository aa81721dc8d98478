import { z } from 'zod';
import { confirmationSchema, effortEntrySchema } from '#contract/dossier/evaluation-schema.ts';
import { listOf } from '#contract/dossier/parts.ts';
import { informationOwnerSchema, releasedItemSchema } from '#contract/dossier/release-schema.ts';
import { assessmentSchema, riskPolicySchema, treatmentSchema } from '#contract/dossier/risk-schema.ts';
import { scopeSchema, scopeStatementSchema } from '#contract/dossier/scope-schema.ts';
import { sourceDocumentSchema } from '#contract/dossier/source-schema.ts';
import { threatEntrySchema } from '#contract/dossier/threat-schema.ts';
import type { Dossier } from '#core/dossier/dossier.ts';

/** The shape of a dossier wherever one is read: from the window, from the vault. */
export const dossierSchema: z.ZodType<Dossier> = z.strictObject({
  scope: scopeSchema,
  statements: listOf(scopeStatementSchema),
  sources: listOf(sourceDocumentSchema),
  threats: listOf(threatEntrySchema),
  riskPolicy: riskPolicySchema,
  assessments: listOf(assessmentSchema),
  treatments: listOf(treatmentSchema),
  confirmations: listOf(confirmationSchema),
  effort: listOf(effortEntrySchema),
  owners: listOf(informationOwnerSchema),
  releasedItems: listOf(releasedItemSchema),
});
