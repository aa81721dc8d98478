import { z } from 'zod';
import { daySchema, identifierSchema, lineSchema, listOf, wordsSchema } from '#contract/dossier/parts.ts';
import { longestDuration } from '#core/method/effort/duration.ts';
import { methodActivities, type EffortEntry } from '#core/dossier/effort-entry.ts';
import type { Confirmation } from '#core/dossier/confirmation.ts';
import { criteria, criterionStatuses } from '#core/dossier/criterion.ts';

export const confirmationSchema: z.ZodType<Confirmation> = z.strictObject({
  id: z.enum(criteria),
  status: z.enum(criterionStatuses),
  reason: wordsSchema,
  proposed: z.strictObject({
    status: z.enum(criterionStatuses),
    missing: listOf(z.strictObject({ code: lineSchema, count: z.int().min(0) })),
  }),
});

export const effortEntrySchema: z.ZodType<EffortEntry> = z.strictObject({
  id: identifierSchema,
  activity: z.enum(methodActivities),
  day: daySchema,
  minutes: z.int().min(1).max(longestDuration),
  note: wordsSchema,
});
