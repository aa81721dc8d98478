import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  approvalFields,
  overrulingFields,
  ownerChangeFields,
  releaseFields,
  shareFields,
} from '#contract/release-ledger-schema.ts';
import { canonicalJson } from '#core/history/canonical.ts';

const recordedAt = z.iso.datetime({ precision: 3 });

const owner = z.strictObject({ kind: z.literal('owner'), recordedAt, fields: ownerChangeFields });
const approval = z.strictObject({ kind: z.literal('approval'), recordedAt, fields: approvalFields });
const overruling = z.strictObject({ kind: z.literal('overruling'), recordedAt, fields: overrulingFields });
const release = z.strictObject({ kind: z.literal('release'), recordedAt, fields: releaseFields });
const share = z.strictObject({ kind: z.literal('share'), recordedAt, fields: shareFields });

/** An entry without its identifier: what its kind is, when it was recorded, and what it says. */
const ledgerContentSchema = z.discriminatedUnion('kind', [owner, approval, overruling, release, share]);

/** The content of an entry of the ledger: everything but its identifier, which follows from it. */
export type LedgerContent = z.output<typeof ledgerContentSchema>;

/** The kinds of entry. */
export type LedgerKind = LedgerContent['kind'];

/**
 * An entry of the ledger, as it is kept and handed on. Its identifier is the SHA-256 of its content, and entries name one
 * another by it, so that nothing of an entry can be changed without making it another one.
 */
export type LedgerEntry = LedgerContent & { readonly id: string };

/** The content of one kind. */
export type ContentOf<Kind extends LedgerKind> = Extract<LedgerContent, { readonly kind: Kind }>;

const identified = { id: z.string().regex(/^[0-9a-f]{64}$/u) };

/** The shape of an entry that comes from elsewhere; whether its identifier is that of its content is another question. */
export const ledgerEntrySchema: z.ZodType<LedgerEntry> = z.discriminatedUnion('kind', [
  owner.extend(identified),
  approval.extend(identified),
  overruling.extend(identified),
  release.extend(identified),
  share.extend(identified),
]);

/** The one text of an entry's content. */
export function ledgerText(content: LedgerContent): string {
  const { kind, recordedAt: at, fields } = content;
  return canonicalJson({ kind, recordedAt: at, fields });
}

/** The identifier of the entry with this text. */
export function ledgerId(text: string): string {
  return createHash('sha256').update('segl ledger entry v1\n').update(text, 'utf8').digest('hex');
}

/** The content of an entry that somebody else made; null where this program does not know its shape. */
export function readLedgerContent(given: unknown): LedgerContent | null {
  const parsed = ledgerContentSchema.safeParse(given);
  return parsed.success ? parsed.data : null;
}
