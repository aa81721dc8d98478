import { texts, type Locale, type MessageKey } from '#core/messages/texts.ts';

/**
 * The families of plain texts, by how their keys begin. A plain text is characters and `{placeholders}`: no plural, no
 * number to be formatted, no quoting. The words of the public report are plain.
 */
export const plainFamilies = [
  'public.',
  'report.marking.',
  'report.measure.',
  'report.number',
  'report.page',
  'report.requirement-kind',
  'report.table-one.',
] as const;

/** The key of a plain text. */
export type PlainKey = Extract<MessageKey, `${(typeof plainFamilies)[number]}${string}`>;

/** Gives the plain text of a key in one language, with these values for its placeholders. Never throws. */
export type PlainTranslate = (key: PlainKey, values?: Readonly<Record<string, string>>) => string;

const placeholder = /\{(\w+)\}/gu;

/**
 * Makes the translation function for the plain texts of one language. It asks nothing of the runtime's knowledge of
 * languages (ICU), which differs between versions: what is approved by its hash must be the same everywhere. A
 * placeholder without a value stays as it is.
 */
export function createPlainTranslate(locale: Locale): PlainTranslate {
  const catalogue = texts[locale];
  return (key, values = {}) =>
    catalogue[key].replaceAll(placeholder, (whole, name: string) => values[name] ?? whole);
}
