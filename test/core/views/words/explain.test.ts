import { expect, test } from 'vitest';
import { createTranslate, locales } from '#core/messages/catalogue.ts';
import { explainCell } from '#core/views/words/explain.ts';
import { analysed, sampleText } from '../../../support/report/documents.ts';

test('every cell explains itself in both languages', () => {
  for (const locale of locales) {
    const translate = createTranslate(locale);
    for (const each of analysed(sampleText).record.cells) {
      const sentences = explainCell(each, translate);
      expect(sentences.length).toBeGreaterThan(0);
      for (const sentence of sentences) expect(sentence).not.toMatch(/[{}]|undefined|\*adversary\*/u);
    }
  }
});
