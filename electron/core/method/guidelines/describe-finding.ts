import type { Finding, GuidelineCode } from './design/finding.ts';
import { guidelines } from './design/finding.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** The sentence of a finding in the reader's language. */
export function describeFinding({ code, values }: Finding, translate: Translate): string {
  return translate(`guideline.${code}.finding`, values);
}

/** Where the paper speaks of a guideline, as `Sections 4.3, 6.2.3 of the paper`. */
export function describeSections(code: GuidelineCode, translate: Translate): string {
  const { sections } = guidelines[code];
  return translate('guideline.sections', { sections: sections.join(', '), count: sections.length });
}
