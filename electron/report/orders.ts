import { z } from 'zod';
import { reportDocumentSchema } from '#report/document-schema.ts';

z.config({ jitless: true });

/** An order for the thread that makes PDFs: documents to be rendered one after the other, or a PDF to be encrypted. */
export const renderOrderSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('render'),
    fontFolder: z.string(),
    documents: z.array(reportDocumentSchema),
  }),
  z.strictObject({ kind: z.literal('protect'), qpdfFile: z.string(), passphrase: z.string() }),
]);
export type RenderOrder = z.output<typeof renderOrderSchema>;

/**
 * An order on its way, as bytes that the thread overwrites once they are read: the order as JSON in UTF-8, and the PDF
 * that is to be encrypted.
 */
export const transferredOrderSchema = z.strictObject({
  order: z.instanceof(Uint8Array),
  pdf: z.instanceof(Uint8Array).nullable(),
});
export type TransferredOrder = z.output<typeof transferredOrderSchema>;

/** The files that the thread made, in the order of the documents. `pages` is null for an encrypted one. */
export const renderedFilesSchema = z.array(
  z.strictObject({ bytes: z.instanceof(Uint8Array), pages: z.int().min(0).nullable() }),
);
export type RenderedFiles = z.output<typeof renderedFilesSchema>;
