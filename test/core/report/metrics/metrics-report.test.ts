import { expect, test } from 'vitest';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import { locales } from '#core/messages/catalogue.ts';
import { metricsReport } from '#core/report/metrics/metrics-report.ts';
import { disguised } from '../../../support/report/disguise.ts';
import { popplerPages, rendered, sampleText, stateOf } from '../../../support/report/documents.ts';
import { filledDossier } from '../../../support/report/filled-dossier.ts';
import { listedHeadings, listedPage, plain } from '../../../support/report/report-pages.ts';

test('every page of the metrics report is marked, and its contents are right, in both languages', async () => {
  for (const locale of locales) {
    const document = metricsReport(stateOf(sampleText, { dossier: filledDossier }), locale);
    const pages = popplerPages(await rendered(document));
    const mark = locale === 'en' ? 'PROJECT: CONFIDENTIAL' : 'PROSJEKT: KONFIDENSIELT';
    for (const page of pages) expect(page.split(mark)).toHaveLength(3);
    for (const heading of listedHeadings(document)) {
      expect(plain(pages[listedPage(heading, pages) - 1] ?? '')).toContain(heading);
    }
  }
});

/** The same dossier with other words for everything that the analyst wrote. */
function reworded(dossier: Dossier): Dossier {
  const canary = 'ZQX';
  return {
    ...dossier,
    scope: { ...dossier.scope, purpose: canary },
    statements: dossier.statements.map((each) => ({ ...each, text: canary, reason: canary, citations: [] })),
    sources: dossier.sources.map((each) => ({
      ...each,
      title: `${canary} ${each.id}`,
      owner: canary,
      note: canary,
    })),
    treatments: dossier.treatments.map((each) => ({
      ...each,
      title: canary,
      description: canary,
      owner: canary,
    })),
    confirmations: dossier.confirmations.map((each) => ({ ...each, reason: canary })),
    effort: dossier.effort.map((each) => ({ ...each, note: canary })),
  };
}

test('the metrics report says the same of projects that differ in nothing but names and words', () => {
  for (const locale of locales) {
    const plainReport = metricsReport(stateOf(sampleText), locale);
    const other = metricsReport(stateOf(disguised(sampleText), { projectName: 'ZQX' }), locale);
    expect(other).toEqual(plainReport);
    const worded = metricsReport(stateOf(sampleText, { dossier: filledDossier }), locale);
    const rewordedReport = metricsReport(stateOf(sampleText, { dossier: reworded(filledDossier) }), locale);
    expect(rewordedReport).toEqual(worded);
    expect(JSON.stringify([other, rewordedReport])).not.toContain('ZQX');
  }
});

test('the metrics report tells what the dossier adds', async () => {
  const empty = metricsReport(stateOf(sampleText, { dossier: emptyDossier }), 'en');
  const filled = metricsReport(stateOf(sampleText, { dossier: filledDossier }), 'en');
  expect(filled).not.toEqual(empty);
  const text = plain(popplerPages(await rendered(filled)).join('\n'));
  expect(text).toContain('Security messages 28');
  expect(text).toContain('Modelling');
});
