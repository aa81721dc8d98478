import type { Translate } from '#core/messages/catalogue.ts';
import type { Diagnostic } from '#core/language/diagnostic.ts';

/** The sentence of a diagnostic in the reader's language. */
export function diagnosticSentence(diagnostic: Diagnostic, translate: Translate): string {
  return translate(`diagnostic.${diagnostic.code}`, diagnostic.values);
}
