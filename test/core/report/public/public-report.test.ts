import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { locales } from '#core/messages/catalogue.ts';
import { aggregate } from '#core/publication/aggregate.ts';
import { largestCount } from '#core/publication/public-record.ts';
import {
  analysed,
  popplerPages,
  publicDocument,
  publicRecordOf,
  rendered,
  sampleText,
  unpacked,
} from '../../../support/report/documents.ts';
import { disguised } from '../../../support/report/disguise.ts';

const tableOne = [
  ['Entities', 4],
  ['Security messages', 28],
  ['Symmetric keys', 9],
  ['Key pairs', 1],
  ['Counters', 7],
  ['Nonces', 0],
  ['Data elements', 2],
  ['Phases', 3],
] as const;

async function pdfjsText(bytes: Uint8Array): Promise<string> {
  const document = await getDocument({ data: bytes.slice(), useSystemFonts: false, verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const content = await (await document.getPage(number)).getTextContent();
    pages.push(content.items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  return pages.join('\n').replaceAll(/\s+/gu, ' ');
}

test('Table 1 stands in the public report, as two readers see it', async () => {
  const bytes = await rendered(publicDocument(sampleText));
  const poppler = popplerPages(bytes).join('\n').replaceAll(/\s+/gu, ' ');
  const pdfjs = await pdfjsText(bytes);
  for (const [label, count] of tableOne) {
    expect(poppler).toContain(`${label} ${count}`);
    expect(pdfjs).toContain(`${label} ${count}`);
  }
  expect(poppler).toContain('Levels of the key hierarchy');
});

test('every page says draft, in both languages', async () => {
  for (const locale of locales) {
    const pages = popplerPages(await rendered(publicDocument(sampleText, locale)));
    expect(pages.length).toBeGreaterThan(0);
    for (const page of pages) expect(page).toContain(locale === 'en' ? 'DRAFT' : 'UTKAST');
  }
});

test('two projects with equal public records give byte-identical files', async () => {
  const other = disguised(sampleText);
  const [first, second] = [analysed(sampleText), analysed(other)];
  expect(second.model.entities.map(({ name }) => name)).not.toEqual(
    first.model.entities.map(({ name }) => name),
  );
  expect(publicRecordOf(other)).toEqual(publicRecordOf(sampleText));
  const [left, right] = [await rendered(publicDocument(sampleText)), await rendered(publicDocument(other))];
  expect(Buffer.compare(left, right)).toBe(0);
});

test('no name and no label of the model reaches the public report', async () => {
  const canaries = disguised(sampleText);
  const bytes = await rendered(publicDocument(canaries));
  const { model } = analysed(canaries);
  expect(model.label).toMatch(/ZQX/u);
  for (const text of [popplerPages(bytes).join('\n'), await pdfjsText(bytes), unpacked(bytes)]) {
    expect(text).not.toMatch(/ZQX/iu);
  }
});

test('a count out of bounds is refused and named', () => {
  const { model, run, record } = analysed(sampleText);
  const metrics = { ...record.metrics, tableOne: { ...record.metrics.tableOne, messages: largestCount + 1 } };
  expect(aggregate({ model, run, record: { ...record, metrics }, dossier: emptyDossier })).toEqual({
    ok: false,
    error: { code: 'count-out-of-bounds', measure: 'messages' },
  });
});
