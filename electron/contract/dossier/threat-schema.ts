import { z } from 'zod';
import { citationSchema, identifier, line, listOf, words } from '#contract/dossier/parts.ts';
import { attackTypes, breaches } from '#core/attack-type.ts';
import { adversaryKinds, threatDecisions, type ThreatEntry } from '#core/dossier/threat-entry.ts';

export const threatEntrySchema: z.ZodType<ThreatEntry> = z.strictObject({
  id: identifier,
  decision: z.enum(threatDecisions),
  reason: words,
  title: line,
  description: words,
  requirements: listOf(line),
  citations: listOf(citationSchema),
  own: z
    .strictObject({
      attackType: z.enum(attackTypes),
      adversary: z.enum(adversaryKinds),
      breaches: listOf(z.enum(breaches)),
      targets: listOf(line),
      phase: line.nullable(),
      attackModel: line.nullable(),
    })
    .nullable(),
  // A line for every question that is not proved, of models with thousands of them.
  seen: z.string().max(2_000_000).nullable(),
});
