import { z } from 'zod';
import type { SourceReference } from '#core/language/model.ts';

z.config({ jitless: true });

/** An identifier of an entry: a random one, or a key that says what the entry is about. */
export const identifierSchema = z.string().min(1).max(500);

/** One line of words. */
export const lineSchema = z.string().max(1_000);

/** Words of any length that an analyst writes. */
export const wordsSchema = z.string().max(50_000);

/** A SHA-256, as 64 lower-case hexadecimal digits. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/u);

/** A day of the analyst's calendar, as 2026-01-31. */
export const daySchema = z.iso.date();

/** A list with at most so many entries as anybody would write. */
export function listOf<Entry>(entry: z.ZodType<Entry>): z.ZodType<readonly Entry[]> {
  return z.array(entry).max(20_000);
}

export const citationSchema: z.ZodType<SourceReference> = z.strictObject({
  document: lineSchema.min(1),
  section: lineSchema.nullable(),
  page: z.int().min(1).max(100_000).nullable(),
  quotation: wordsSchema.nullable(),
});
