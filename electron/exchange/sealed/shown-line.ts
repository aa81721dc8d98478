import { lineSchema } from '#contract/dossier/parts.ts';

/**
 * A line in a sealed file that is shown before anybody said that the file is to be trusted, or stands in lists ever after: read
 * without control characters, and without those that turn writing around, which nobody sees.
 */
export const shownLine = lineSchema.transform((line) => line.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, ''));
