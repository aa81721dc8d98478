import { z } from 'zod';
import { daySchema, identifierSchema, lineSchema } from '#contract/dossier/parts.ts';
import type { InformationOwner } from '#core/dossier/information-owner.ts';
import { genericPhases, genericRoles, systemDomains, type Releasable } from '#core/dossier/releasable.ts';
import type { ReleasedItem } from '#core/dossier/released-item.ts';

export const informationOwnerSchema: z.ZodType<InformationOwner> = z.strictObject({
  id: identifierSchema,
  organisation: lineSchema,
});

const releasableSchema: z.ZodType<Releasable> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('entity-role'), role: z.enum(genericRoles) }),
  z.strictObject({ kind: z.literal('phase-kind'), phase: z.enum(genericPhases) }),
  z.strictObject({ kind: z.literal('system-domain'), domain: z.enum(systemDomains) }),
]);

export const releasedItemSchema: z.ZodType<ReleasedItem> = z.strictObject({
  id: identifierSchema,
  item: releasableSchema,
  approver: lineSchema,
  organisation: lineSchema,
  day: daySchema,
});
