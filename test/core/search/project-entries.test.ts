import { expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { dossierEntries, textEntries } from '#core/search/project-entries.ts';
import { sampleText } from '../../support/models/sample.ts';

const model = checkText(sampleText).executable?.model ?? null;

test('every line of a text is found, with or without a model, and leads to its place', () => {
  const lines = sampleText.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  for (const given of [model, null]) {
    const entries = textEntries(sampleText, given);
    expect(new Set(entries.map(({ title, text }) => text || title))).toEqual(new Set(lines));
    for (const { title, text, target } of entries) {
      if (!('span' in target)) throw new Error('a part of the text');
      const line = text || title;
      const at = sampleText.lastIndexOf('\n', target.span.start) + 1;
      expect(sampleText.slice(at).trimStart().startsWith(line)).toBe(true);
    }
  }
});

test('what is declared is found by its name and its label', () => {
  const titles = textEntries(sampleText, model).flatMap(({ title, target }) =>
    target.kind === 'declaration' ? [title] : [],
  );
  const [entity] = model?.entities ?? [];
  expect(titles).toContain(`${entity?.name ?? ''} · ${entity?.label ?? ''}`);
});

test('what is stated beside the model leads to where it stands, and nothing empty is listed', () => {
  expect(dossierEntries(emptyDossier, [])).toEqual([]);
  const dossier = {
    ...emptyDossier,
    owners: [{ id: 'o', organisation: 'Grid operator' }],
    sources: [
      {
        id: 's',
        title: 'Key management',
        kind: 'vendor-document',
        owner: 'Vendor',
        version: '3',
        classification: 'strengt-fortrolig',
        note: 'chapter 4',
        file: null,
      } as const,
    ],
  };
  const threats = [{ id: 't', title: 'Eavesdropping on K', text: 'undecided' }];
  expect(dossierEntries(dossier, threats).map(({ title, target }) => [title, target])).toEqual([
    ['Key management', { kind: 'source', id: 's' }],
    ['Eavesdropping on K', { kind: 'threat', id: 't' }],
    ['Grid operator', { kind: 'owner' }],
  ]);
});
