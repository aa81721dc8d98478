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

/** What entries of the ledger say, as they are kept and handed on: they name one another by SHA-256. */
const approvalWords = {
  owner: identifierSchema,
  organisation: lineSchema,
  approver: lineSchema,
  day: daySchema,
  fileHash: sha256Schema,
  decision: z.enum(approvalDecisions),
};
const overrulingWords = {
  owner: identifierSchema,
  organisation: lineSchema,
  fileHash: sha256Schema,
  reason: wordsSchema.min(1),
};
const releaseWords = { language: z.enum(locales), fileHash: sha256Schema, record: publicRecordSchema };
const ownerWords = { owner: identifierSchema, organisation: lineSchema, before: lineSchema.nullable() };

export const ownerChangeFields = z.strictObject({ change: z.enum(ownerChangeKinds), ...ownerWords });
export const approvalFields = z.strictObject(approvalWords);
export const overrulingFields = z.strictObject({ ...overrulingWords, approval: sha256Schema.nullable() });
export const releaseFields = z.strictObject({
  ...releaseWords,
  /** The state of the project that was released. */
  state: z.string().regex(/^[0-9a-f]{32}$/u),
  approvals: z.array(sha256Schema).readonly(),
  overrulings: z.array(sha256Schema).readonly(),
});

/** A sealed file that left the project: for whom, what for, and which state it has. */
export const shareFields = z.strictObject({
  fileHash: sha256Schema,
  state: z.string().regex(/^[0-9a-f]{32}$/u),
  purpose: wordsSchema,
  /** Null where nobody said who sealed it. */
  author: z.strictObject({ name: lineSchema, fingerprint: z.string().max(200).nullable() }).nullable(),
  recipients: z
    .array(z.strictObject({ fingerprint: z.string().max(200), name: lineSchema, organisation: lineSchema }))
    .min(1)
    .max(64)
    .readonly(),
});

export const ownerChangeSchema: z.ZodType<OwnerChange> = z.strictObject({
  kind: z.enum(ownerChangeKinds),
  recordedAt,
  ...ownerWords,
});

export const approvalSchema: z.ZodType<Approval> = z.strictObject({ sequence, ...approvalWords, recordedAt });

export const overrulingSchema: z.ZodType<Overruling> = z.strictObject({
  sequence,
  recordedAt,
  ...overrulingWords,
  approval: sequence.nullable(),
});

export const releaseSchema: z.ZodType<Release> = z.strictObject({
  sequence,
  createdAt: recordedAt,
  ...releaseWords,
  approvals: z.array(sequence),
  overrulings: z.array(sequence),
});
