import { describe, expect, test } from 'vitest';
import { guidelineCodes } from '#core/method/guidelines/design/finding.ts';
import { describeFinding, describeSections } from '#core/method/guidelines/describe-finding.ts';
import { createTranslate, locales } from '#core/messages/catalogue.ts';
import { examples } from './examples.ts';
import { findingsOf } from './findings-of.ts';

describe('each guideline', () => {
  test.each(examples)('$code: $what', ({ code, wrong, span, mended }) => {
    const found = findingsOf(wrong).filter((each) => each.code === code);
    expect(found.map(({ span: { start, end } }) => wrong.slice(start, end))).toContain(span);
    expect(findingsOf(mended).map((each) => each.code)).not.toContain(code);
  });

  test('has an example', () => {
    const shown = new Set(examples.map(({ code }) => code));
    expect(guidelineCodes.filter((code) => !shown.has(code))).toEqual([]);
  });

  test.each(locales)('speaks in the language %s', (locale) => {
    const translate = createTranslate(locale);
    for (const { wrong } of examples) {
      for (const finding of findingsOf(wrong)) {
        expect(describeFinding(finding, translate)).toMatch(/^\S.*\.$/u);
        expect(describeSections(finding.code, translate)).toMatch(/\d\.\d/u);
      }
    }
  });
});
