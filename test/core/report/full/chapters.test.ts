import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { engineVersion } from '#core/analysis/record/record.ts';
import type { ActiveRecord } from '#core/analysis/record/verdict.ts';
import { locales } from '#core/messages/catalogue.ts';
import type { ReportDocument } from '#core/report/document/document.ts';
import { fullReport } from '#core/report/full/full-report.ts';
import { analysisOf } from '../../../support/models/measured.ts';
import { popplerPages, rendered, sampleText, stateOf } from '../../../support/report/documents.ts';
import { filledDossier } from '../../../support/report/filled-dossier.ts';
import { listedHeadings, listedPage, pdfjsPages, plain } from '../../../support/report/report-pages.ts';
import { root } from '../../../support/places.ts';

const attackedText = readFileSync(
  join(root, 'resources', 'protocols', 'needham-schroeder-public-key.segl'),
  'utf8',
);

function verified(text: string): { readonly text: string; readonly record: ActiveRecord } {
  const { verdicts } = analysisOf(text);
  const bounds = { clauses: 100_000, seconds: 900 };
  return {
    text,
    record: { format: 2, engineVersion, inputHash: '0'.repeat(64), bounds, cost: null, verdicts },
  };
}

const attacked = verified(attackedText);

async function textOf(document: ReportDocument): Promise<string> {
  return plain(popplerPages(await rendered(document)).join('\n'));
}

function dense(text: string): string {
  return text.replaceAll(/\s/gu, '');
}

describe.each(locales)('the full report (%s)', (locale) => {
  const document = fullReport(stateOf(sampleText, { dossier: filledDossier }), locale);

  test('has every chapter on the page that its contents tell, as two readers see it', async () => {
    const bytes = await rendered(document);
    const [poppler, pdfjs] = [popplerPages(bytes), await pdfjsPages(bytes)];
    const headings = listedHeadings(document);
    expect(headings.length).toBeGreaterThan(30);
    expect(poppler).toHaveLength(pdfjs.length);
    for (const heading of headings) {
      const page = listedPage(heading, poppler);
      const lines = (poppler[page - 1] ?? '').split('\n').map(plain);
      expect(lines, `${heading} on page ${page}`).toContain(heading);
      // This reader takes a narrow pair of letters for a space.
      expect(dense(pdfjs[page - 1] ?? ''), `${heading} on page ${page}`).toContain(dense(heading));
    }
  });

  test('leaves no heading alone at the foot of a page', async () => {
    const headings = new Set(
      document.blocks.flatMap((block) => (block.kind === 'heading' ? [plain(block.text)] : [])),
    );
    for (const page of popplerPages(await rendered(document))) {
      const lines = page
        .split('\n')
        .map(plain)
        .filter((line) => line !== '');
      // The mark and the number of the page stand below.
      expect(headings.has(lines.at(-3) ?? '')).toBe(false);
    }
  });

  test('says what the analyst stated, section by section', async () => {
    const pages = await pdfjsPages(await rendered(document));
    const words = [
      ...filledDossier.statements.map((statement) => statement.text),
      ...filledDossier.sources.map(({ title }) => title),
      ...filledDossier.treatments.map(({ title }) => title),
      ...filledDossier.confirmations.map(({ reason }) => reason),
      ...filledDossier.effort.map(({ note }) => note),
    ];
    // Where a column breaks a line there is no space to be read.
    for (const word of words) expect(dense(pages.join(''))).toContain(dense(word));
  });
});

test('a page reference of a verdict leads to the attack of its cause', async () => {
  const document = fullReport(stateOf(attackedText, { verification: attacked }), 'en');
  const pages = popplerPages(await rendered(document));
  const violated = attacked.record.verdicts.flatMap(({ trace }, index) =>
    trace === null ? [] : [index + 1],
  );
  expect(violated.length).toBeGreaterThan(0);
  const lines = pages.flatMap((page) => page.split('\n')).map(plain);
  for (const number of violated) {
    const row = lines.find((line) => line.startsWith(`${number} `) && line.includes('✗ violated'));
    const page = Number(/ (\d+)$/u.exec(row ?? '')?.[1]);
    expect(page).toBeGreaterThan(0);
    // Told there, or named among those of the same cause, which may go on behind the page.
    const there = `${pages[page - 1] ?? ''}\n${pages[page] ?? ''}`;
    expect(there, `question ${number}`).toMatch(
      new RegExp(`Attack on question ${number}:|^ *${number} {1,3}\\S`, 'mu'),
    );
  }
});

test('what is known of an active adversary is said for what it is', async () => {
  const none = await textOf(fullReport(stateOf(attackedText), 'en'));
  expect(none).toContain('No active adversary has been analysed');
  expect(none).not.toContain('No attack was found');
  const commented = `${attackedText}\n// later\n`;
  const current = await textOf(fullReport(stateOf(commented, { verification: attacked }), 'en'));
  expect(current).not.toContain('EARLIER text of the model');
  const later = `${attackedText}\nentity LATER\n`;
  const outdated = await textOf(fullReport(stateOf(later, { verification: attacked }), 'en'));
  expect(outdated).toContain('EARLIER text of the model');
  expect(outdated).toContain('Attack on question');
  const [first] = attacked.record.verdicts;
  if (first === undefined) throw new Error('there is a question');
  const verdicts = [
    { ...first, answer: 'undecided', reason: 'limit', trace: null, attackTypes: [] } as const,
  ];
  const verification = { text: attackedText, record: { ...attacked.record, verdicts } };
  const undecided = await textOf(fullReport(stateOf(attackedText, { verification }), 'en'));
  expect(undecided).toContain('undecided (the limit was reached)');
  expect(undecided).toContain('at most 100,000 clauses');
  expect(undecided).toContain('1 question is undecided and may be violated');
});

test('what was judged of a risk after treatment is no reason for one that nothing treats', () => {
  const reason = 'A module of its own keeps it';
  const assessments = filledDossier.assessments.map((each) => ({
    ...each,
    residualLikelihood: { level: 'very-low', reason, edition: 1 } as const,
  }));
  const told = (status: 'decided' | 'proposed'): boolean => {
    const treatments = filledDossier.treatments.map((each) => ({ ...each, status }));
    const dossier = { ...filledDossier, assessments, treatments };
    return JSON.stringify(fullReport(stateOf(sampleText, { dossier }), 'en').blocks).includes(reason);
  };
  expect(told('decided')).toBe(true);
  expect(told('proposed')).toBe(false);
});

test('an attack is told and drawn: what the drawing writes is there once more', async () => {
  const document = fullReport(stateOf(attackedText, { verification: attacked }), 'en');
  const drawings = document.blocks.filter(({ kind }) => kind === 'drawing');
  const withoutAttack = fullReport(stateOf(attackedText), 'en').blocks.filter(
    ({ kind }) => kind === 'drawing',
  );
  expect(drawings.length).toBeGreaterThan(withoutAttack.length);
  expect(await textOf(document)).toContain('(1) Run 1');
});

test('a text that is longer than a page, and a word wider than its column, are printed whole', async () => {
  const long = Array.from({ length: 1200 }, (_, index) => `w${index}`).join(' ');
  const wide = 'x'.repeat(150);
  const dossier = {
    ...filledDossier,
    statements: [
      { id: 's', subject: 'part', inside: true, text: long, reason: wide, citations: [] },
    ] as const,
  };
  const pages = await pdfjsPages(await rendered(fullReport(stateOf(sampleText, { dossier }), 'en')));
  const text = pages.join(' ');
  for (let index = 0; index < 1200; index += 1) expect(text).toMatch(new RegExp(`\\bw${index}\\b`, 'u'));
  expect(text.match(/x{5,}/gu)?.join('')).toHaveLength(150);
});

test('what the text says of channels that may repeat and of entities that may coincide stands in the report', () => {
  const text = `protocol P
entity A
entity B
entity A, B may coincide
data D of A
phase f channel secure may repeat {
  message m A -> B: D
}
`;
  const { blocks } = fullReport(stateOf(text), 'en');
  const written = JSON.stringify(blocks);
  expect(written).toContain('One agent may play both A, B.');
  expect(written.match(/secure, may repeat/gu)?.length).toBeGreaterThanOrEqual(2);
});
