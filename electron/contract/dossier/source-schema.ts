import { z } from 'zod';
import { identifierSchema, lineSchema, wordsSchema } from '#contract/dossier/parts.ts';
import { classifications } from '#core/classification.ts';
import { sourceKinds, type SourceDocument, type StoredFile } from '#core/dossier/source-document.ts';

/** The SHA-256 of a file, lower-case hexadecimal. */
export const fileHash = z.string().regex(/^[0-9a-f]{64}$/);

export const storedFileSchema: z.ZodType<StoredFile> = z.strictObject({
  sha256: fileHash,
  name: lineSchema,
  mediaType: lineSchema,
  bytes: z.int().min(0),
});

export const sourceDocumentSchema: z.ZodType<SourceDocument> = z.strictObject({
  id: identifierSchema,
  title: lineSchema,
  kind: z.enum(sourceKinds),
  owner: lineSchema,
  version: lineSchema,
  classification: z.enum(classifications),
  note: wordsSchema,
  file: storedFileSchema.nullable(),
});
