import { z } from 'zod';
import { day, identifier, words } from '#contract/dossier/parts.ts';
import { methodActivities, type EffortEntry } from '#core/effort/effort-entry.ts';
import type { Confirmation } from '#core/evaluation/confirmation.ts';
import { criteria, criterionStatuses } from '#core/evaluation/proposal.ts';

export const confirmationSchema: z.ZodType<Confirmation> = z.strictObject({
  id: z.enum(criteria),
  status: z.enum(criterionStatuses),
  reason: words,
  proposed: z.enum(criterionStatuses),
});

export const effortEntrySchema: z.ZodType<EffortEntry> = z.strictObject({
  id: identifier,
  activity: z.enum(methodActivities),
  day,
  minutes: z
    .int()
    .min(1)
    .max(24 * 60),
  note: words,
});
