import { z } from 'zod';
import {
  daySchema,
  identifierSchema,
  lineSchema,
  wordsSchema,
  sha256Schema,
} from '#contract/dossier/parts.ts';
import { locales } from '#core/messages/catalogue.ts';
import { approvalDecisions, type Approval } from '#core/publication/approval.ts';
import type { Overruling } from '#core/publication/overruling.ts';
import { ownerChangeKinds, type OwnerChange } from '#core/publication/owner-change.ts';
import { principles } from '#core/dossier/principle.ts';
import { genericPhases, genericRoles, systemDomains } from '#core/dossier/releasable.ts';
import type { Release } from '#core/publication/release.ts';
import {
  isCount,
  publicMeasures,
  publicRequirementKinds,
  publicThreats,
  type Count,
  type PublicRecord,
} from '#core/publication/public-record.ts';

const count = z.custom<Count>((value) => typeof value === 'number' && isCount(value));
const listed = z.boolean();

/** The shape of a public record wherever one is read: closed words, bounded counts, and nothing else. */
export const publicRecordSchema: z.ZodType<PublicRecord> = z.strictObject({
  format: z.literal(1),
  tableOne: z.record(z.enum(publicMeasures), count),
  keyHierarchyLevels: count,
  threats: z.record(z.enum(publicThreats), count),
  requirements: z.record(z.enum(publicRequirementKinds), count),
  principles: z.record(z.enum(principles), listed),
  domains: z.record(z.enum(systemDomains), listed),
  roles: z.record(z.enum(genericRoles), listed),
  phaseKinds: z.record(z.enum(genericPhases), listed),
});

const sequence = z.int().min(1);
const recordedAt = z.iso.datetime();

export const ownerChangeSchema: z.ZodType<OwnerChange> = z.strictObject({
  kind: z.enum(ownerChangeKinds),
  recordedAt,
  owner: identifierSchema,
  organisation: lineSchema,
  before: lineSchema.nullable(),
});

export const approvalSchema: z.ZodType<Approval> = z.strictObject({
  sequence,
  owner: identifierSchema,
  organisation: lineSchema,
  approver: lineSchema,
  day: daySchema,
  fileHash: sha256Schema,
  decision: z.enum(approvalDecisions),
  recordedAt,
});

export const overrulingSchema: z.ZodType<Overruling> = z.strictObject({
  sequence,
  recordedAt,
  owner: identifierSchema,
  organisation: lineSchema,
  fileHash: sha256Schema,
  approval: sequence.nullable(),
  reason: wordsSchema.min(1),
});

export const releaseSchema: z.ZodType<Release> = z.strictObject({
  sequence,
  createdAt: z.iso.datetime(),
  language: z.enum(locales),
  fileHash: sha256Schema,
  record: publicRecordSchema,
  approvals: z.array(sequence),
  overrulings: z.array(sequence),
});
