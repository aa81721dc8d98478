import { IntlMessageFormat } from 'intl-messageformat';
import { texts, type Locale, type MessageKey } from '#core/messages/texts.ts';

export { locales, type Locale, type MessageKey } from '#core/messages/texts.ts';

/** Values put into a message's placeholders (ICU MessageFormat). */
export type MessageValues = Readonly<Record<string, string | number>>;

/** Gives the text of a key in one language. Never throws: keys are checked by the compiler. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

/**
 * Makes the translation function of one language. Texts are ICU MessageFormat; a text is parsed when it is
 * first asked for, and kept.
 */
export function createTranslate(locale: Locale): Translate {
  const catalogue = texts[locale];
  const formats = new Map<MessageKey, IntlMessageFormat>();
  return (key, values = {}) => {
    let format = formats.get(key);
    if (format === undefined) {
      format = new IntlMessageFormat(catalogue[key], locale, undefined, { ignoreTag: true });
      formats.set(key, format);
    }
    return String(format.format(values));
  };
}
