import { expect, test } from 'vitest';
import { locales } from '#core/messages/catalogue.ts';
import {
  analysed,
  fullDocument,
  popplerPages,
  rendered,
  sampleText,
} from '../../../support/report/documents.ts';

test('every page of the full report is marked, in both languages', async () => {
  for (const locale of locales) {
    const pages = popplerPages(await rendered(fullDocument(sampleText, locale)));
    expect(pages.length).toBeGreaterThan(5);
    for (const page of pages) expect(page).toContain('STRENGT FORTROLIG');
  }
});

test('the full report holds the model and is the same at every rendering', async () => {
  const document = fullDocument(sampleText);
  const bytes = await rendered(document);
  expect(Buffer.compare(bytes, await rendered(document))).toBe(0);
  const text = popplerPages(bytes).join('\n');
  const { model, record } = analysed(sampleText);
  for (const { name } of [...model.entities, ...model.elements]) expect(text).toContain(name);
  expect(text).toContain(record.inputHash);
});
