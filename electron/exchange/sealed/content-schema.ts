import { z } from 'zod';
import { lineSchema, sha256Schema } from '#contract/dossier/parts.ts';
import { stateCauses, type Author } from '#core/history/state.ts';
import { fingerprintPattern } from '#exchange/card/fingerprint.ts';
import type { ForeignState } from '#vault/history/foreign-history.ts';
import { auditEventSchema } from '#vault/repositories/audit-event.ts';
import { ledgerEntrySchema } from '#vault/repositories/ledger-entry.ts';
import { stateIdSchema } from './manifest.ts';
import { shownLine } from './shown-line.ts';

const instant = z.iso.datetime({ precision: 3 });

// As many as a ledger or a log of a project's life could have.
const entriesOf = <Entry>(entry: z.ZodType<Entry>): z.ZodType<readonly Entry[]> =>
  z.array(entry).max(100_000);

const author: z.ZodType<Author> = z.strictObject({
  name: lineSchema,
  fingerprint: z.string().regex(fingerprintPattern).nullable(),
});

/** Where the content of a state is: the SHA-256 of its text and of its dossier. */
export interface ContentNote {
  readonly text: string;
  readonly dossier: string;
}

/** A state in `history.json`, whose content is elsewhere. */
export interface StateNote extends Omit<ForeignState, 'content'> {
  readonly content: ContentNote | null;
}

const state: z.ZodType<StateNote> = z.strictObject({
  id: stateIdSchema,
  parents: z.array(stateIdSchema).max(64),
  createdAt: instant,
  author: author.nullable(),
  cause: z.enum(stateCauses),
  origin: stateIdSchema.nullable(),
  name: shownLine.nullable(),
  content: z.strictObject({ text: sha256Schema, dossier: sha256Schema }).nullable(),
});

/** The shape of `history.json`. */
export const historySchema = z.strictObject({ states: z.array(state).min(1).max(20_000) });

/** The shape of `ledger.json`. */
export const ledgerSchema = z.strictObject({ entries: entriesOf(ledgerEntrySchema) });

/** The shape of `audit.json`. */
export const auditSchema = z.strictObject({ events: entriesOf(auditEventSchema) });
