import { z } from 'zod';
import { dossierSchema } from '#contract/dossier/dossier-schema.ts';

z.config({ jitless: true });

/** A call without an input, or an answer that says no more than that it worked. */
export const nothing = z.strictObject({});

/** As bytes, which are zeroed once they were used: UTF-8, at most 1,024 characters of at most four bytes. */
export const passphrase: z.ZodType<Uint8Array, Uint8Array> = z
  .instanceof(Uint8Array)
  .refine(({ length }) => length >= 1 && length <= 4 * 1024);

/** A model's text. */
export const modelText = z.string().max(4_000_000);

/** The bytes of a file. */
export const fileBytes: z.ZodType<Uint8Array> = z.instanceof(Uint8Array);

/** A file that was written. */
export const fileWritten = z.strictObject({
  /** Base name of the written file, or null when the analyst cancelled the dialog. */
  fileName: z.string().nullable(),
  /** SHA-256 of the written bytes, lower-case hexadecimal, or null as above. */
  sha256: z.string().nullable(),
});

/** The content of a project that the window works on, as it is saved now. */
export const savedContent = z.strictObject({
  text: z.string(),
  dossier: dossierSchema,
  revision: z.int().min(1),
});
