import { z } from 'zod';
import { identifier, line, words } from '#contract/dossier/parts.ts';
import { classifications } from '#core/classification.ts';
import { sourceKinds, type SourceDocument, type StoredFile } from '#core/dossier/source-document.ts';

/** The SHA-256 of a file, lower-case hexadecimal. */
export const fileHash = z.string().regex(/^[0-9a-f]{64}$/);

export const storedFileSchema: z.ZodType<StoredFile> = z.strictObject({
  sha256: fileHash,
  name: line,
  mediaType: line,
  bytes: z.int().min(0),
});

export const sourceDocumentSchema: z.ZodType<SourceDocument> = z.strictObject({
  id: identifier,
  title: line,
  kind: z.enum(sourceKinds),
  owner: line,
  version: line,
  classification: z.enum(classifications),
  note: words,
  file: storedFileSchema.nullable(),
});
