import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { analyseWithin } from '#cli/models/active-analysis.ts';
import { dossierSchema } from '#contract/dossier/dossier-schema.ts';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { riskRegister } from '#core/method/risk/register.ts';
import { threatCatalogue } from '#core/method/threats/catalogue.ts';
import { sampleText } from '../../support/models/sample.ts';
import { root } from '../../support/places.ts';

const folder = join(root, 'resources', 'sample');
const dossier = dossierSchema.parse(JSON.parse(readFileSync(join(folder, 'ams-dossier.json'), 'utf8')));
const note = z
  .object({ sections: z.array(z.object({ heading: z.string(), paragraphs: z.array(z.string()) })) })
  .parse(JSON.parse(readFileSync(join(folder, 'ams-design-note.json'), 'utf8')));

function sample(): NonNullable<ReturnType<typeof checkText>['executable']> {
  const { executable } = checkText(sampleText);
  if (executable === null) throw new Error('the example has errors');
  return executable;
}

test('what the worked example decided is about the threats that the analysis of its model gives', () => {
  const executable = sample();
  const record = analyseModel(executable.model, executable.run, '0'.repeat(64));
  const analysis = analyseWithin(executable, { seconds: 60, clauses: 100_000 });
  const threats = threatCatalogue(executable, record, analysis, dossier.threats);
  const decided = threats.filter(({ entry }) => entry !== null);
  expect(decided).toHaveLength(dossier.threats.length);
  expect(decided.filter(({ status }) => status !== 'unchanged').map(({ id }) => id)).toEqual([]);

  const register = riskRegister(dossier.riskPolicy, threats, dossier.assessments, dossier.treatments);
  expect(register.map(({ threat }) => threat.id).toSorted()).toEqual(
    dossier.assessments.map(({ id }) => id).toSorted(),
  );
  expect(register.flatMap(({ missing }) => missing)).toEqual([]);
});

test('every section that the worked example cites is in its design note, and every quotation', () => {
  const sections = new Set(note.sections.map(({ heading }) => heading.split(' ')[0]));
  const words = note.sections.flatMap(({ paragraphs }) => paragraphs).join('\n');
  const stated = [
    ...dossier.statements.flatMap(({ citations }) => citations),
    ...dossier.threats.flatMap(({ citations }) => citations),
  ].filter(({ document }) => document === 'AMS design note');
  expect(stated.filter(({ section }) => section === null || !sections.has(section))).toEqual([]);
  expect(stated.filter(({ quotation }) => quotation !== null && !words.includes(quotation))).toEqual([]);
  const modelled = [...sampleText.matchAll(/source "AMS design note" "([\d.]+)"/g)].map(
    ([, section]) => section,
  );
  expect(modelled.length).toBeGreaterThan(0);
  expect(modelled.filter((section) => !sections.has(section))).toEqual([]);
});
