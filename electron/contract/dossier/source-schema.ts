import { z } from 'zod';
import { identifierSchema, lineSchema, wordsSchema, sha256Schema } from '#contract/dossier/parts.ts';
import { classifications } from '#core/classification.ts';
import { sourceKinds, type SourceDocument, type StoredFile } from '#core/dossier/source-document.ts';

export const storedFileSchema: z.ZodType<StoredFile> = z.strictObject({
  sha256: sha256Schema,
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
