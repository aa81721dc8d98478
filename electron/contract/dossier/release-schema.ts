import { z } from 'zod';
import { day, identifier, line } from '#contract/dossier/parts.ts';
import type { InformationOwner } from '#core/release/information-owner.ts';
import { genericRoles, type ReleasedItem } from '#core/release/released-item.ts';

export const informationOwnerSchema: z.ZodType<InformationOwner> = z.strictObject({
  id: identifier,
  organisation: line,
});

export const releasedItemSchema: z.ZodType<ReleasedItem> = z.strictObject({
  id: identifier,
  item: z.strictObject({ kind: z.literal('entity-role'), role: z.enum(genericRoles) }),
  approver: line,
  organisation: line,
  day,
});
