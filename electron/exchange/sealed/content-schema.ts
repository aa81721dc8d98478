import { z } from 'zod';
import {
  identifierSchema,
  lineSchema,
  sha256Schema,
  daySchema,
  wordsSchema,
} from '#contract/dossier/parts.ts';
import { publicRecordSchema } from '#contract/release-ledger-schema.ts';
import { locales } from '#core/messages/catalogue.ts';
import { approvalDecisions } from '#core/publication/approval.ts';
import { ownerChangeKinds } from '#core/publication/owner-change.ts';
import { fingerprintPattern } from '#exchange/card/fingerprint.ts';
import { stateIdSchema } from './manifest.ts';
import {
  stateCauses,
  type SharedAuthor,
  type SharedEvent,
  type SharedLedgerEntry,
  type SharedState,
} from './shared-project.ts';

const instant = z.iso.datetime({ precision: 3 });

// As many as a ledger or a log of a project's life could have.
const entriesOf = <Entry>(entry: z.ZodType<Entry>): z.ZodType<readonly Entry[]> =>
  z.array(entry).max(100_000);

const author: z.ZodType<SharedAuthor> = z.strictObject({
  name: lineSchema,
  fingerprint: z.string().regex(fingerprintPattern).nullable(),
});

/** Where the content of a state is: the SHA-256 of its text and of its dossier. */
export interface ContentNote {
  readonly text: string;
  readonly dossier: string;
}

/** A state in `history.json`, whose content is elsewhere. */
export interface StateNote extends Omit<SharedState, 'content'> {
  readonly content: ContentNote | null;
}

const state: z.ZodType<StateNote> = z.strictObject({
  id: stateIdSchema,
  parents: z.array(stateIdSchema).max(64),
  createdAt: instant,
  author: author.nullable(),
  cause: z.enum(stateCauses),
  origin: stateIdSchema.nullable(),
  name: lineSchema.nullable(),
  content: z.strictObject({ text: sha256Schema, dossier: sha256Schema }).nullable(),
});

/** The shape of `history.json`. */
export const historySchema = z.strictObject({ states: z.array(state).min(1).max(20_000) });

const said = { owner: identifierSchema, organisation: lineSchema };
const references = z.array(sha256Schema).max(10_000);
const noted = { id: sha256Schema, recordedAt: instant };

const entry: z.ZodType<SharedLedgerEntry> = z.discriminatedUnion('kind', [
  z.strictObject({
    ...noted,
    kind: z.literal('owner'),
    fields: z.strictObject({ ...said, change: z.enum(ownerChangeKinds), before: lineSchema.nullable() }),
  }),
  z.strictObject({
    ...noted,
    kind: z.literal('approval'),
    fields: z.strictObject({
      ...said,
      approver: lineSchema,
      day: daySchema,
      fileHash: sha256Schema,
      decision: z.enum(approvalDecisions),
    }),
  }),
  z.strictObject({
    ...noted,
    kind: z.literal('overruling'),
    fields: z.strictObject({
      ...said,
      fileHash: sha256Schema,
      approval: sha256Schema.nullable(),
      reason: wordsSchema.min(1),
    }),
  }),
  z.strictObject({
    ...noted,
    kind: z.literal('release'),
    fields: z.strictObject({
      language: z.enum(locales),
      fileHash: sha256Schema,
      record: publicRecordSchema,
      state: stateIdSchema,
      approvals: references,
      overrulings: references,
    }),
  }),
]);

/** The shape of `ledger.json`. */
export const ledgerSchema = z.strictObject({ entries: entriesOf(entry) });

const event: z.ZodType<SharedEvent> = z.strictObject({
  id: sha256Schema,
  previous: z.array(sha256Schema).max(1_000),
  createdAt: instant,
  kind: z.string().regex(/^[a-z][a-z-]{0,39}$/u),
  author: author.nullable(),
  state: stateIdSchema.nullable(),
  fileHash: sha256Schema.nullable(),
});

/** The shape of `audit.json`. */
export const auditSchema = z.strictObject({ events: entriesOf(event) });
