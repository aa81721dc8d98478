import { z } from 'zod';
import {
  citationSchema,
  identifierSchema,
  lineSchema,
  listOf,
  wordsSchema,
} from '#contract/dossier/parts.ts';
import { attackTypes, breaches } from '#core/attack-type.ts';
import { adversaryKinds, threatDecisions, type ThreatEntry } from '#core/dossier/threat-entry.ts';

export const threatEntrySchema: z.ZodType<ThreatEntry> = z.strictObject({
  id: identifierSchema,
  decision: z.enum(threatDecisions),
  reason: wordsSchema,
  title: lineSchema,
  description: wordsSchema,
  requirements: listOf(lineSchema),
  citations: listOf(citationSchema),
  own: z
    .strictObject({
      attackType: z.enum(attackTypes),
      adversary: z.enum(adversaryKinds),
      breaches: listOf(z.enum(breaches)),
      targets: listOf(lineSchema),
      phase: lineSchema.nullable(),
      attackModel: lineSchema.nullable(),
    })
    .nullable(),
  // A line for every question that is not proved, of models with thousands of them.
  seen: z.string().max(2_000_000).nullable(),
});
