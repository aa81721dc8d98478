import { expect, test } from 'vitest';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { compareReleases } from '#core/publication/compare-releases.ts';
import { publicRows } from '#core/publication/public-rows.ts';
import type { Releasable } from '#core/dossier/releasable.ts';
import { changed, sampleText } from '../../support/models/sample.ts';
import { publicRecordOf } from '../../support/report/documents.ts';

const released = (...items: readonly Releasable[]): typeof emptyDossier => ({
  ...emptyDossier,
  releasedItems: items.map((item, index) => ({
    id: String(index),
    item,
    approver: 'Head of security',
    organisation: 'Grid operator',
    day: '2026-01-31',
  })),
});

test('what two reports say otherwise is listed, and nothing else', () => {
  const before = publicRecordOf(sampleText);
  const meter = released({ kind: 'entity-role', role: 'meter' });
  const after = publicRecordOf(
    changed(sampleText, 'requirement R4', 'requirement R5 integrity "More"\nrequirement R4'),
    meter,
  );
  expect(compareReleases(before, before)).toEqual([]);
  expect(compareReleases(before, after)).toEqual([
    {
      before: { kind: 'role', name: 'meter', value: false },
      after: { kind: 'role', name: 'meter', value: true },
    },
    {
      before: { kind: 'requirement', name: 'integrity', value: 1 },
      after: { kind: 'requirement', name: 'integrity', value: 2 },
    },
  ]);
  expect(compareReleases(after, before)).toHaveLength(2);
});

test('the order of the items, and who released them how often, is in no record', () => {
  const [meter, server, health] = [
    { kind: 'entity-role', role: 'meter' },
    { kind: 'entity-role', role: 'server' },
    { kind: 'system-domain', domain: 'health' },
  ] as const;
  const record = publicRecordOf(sampleText, released(meter, server, health));
  expect(publicRecordOf(sampleText, released(health, server, meter, server, meter))).toEqual(record);
  expect(JSON.stringify(publicRecordOf(sampleText, released(health, server, meter)))).toBe(
    JSON.stringify(record),
  );
});

test('every value of a record is a row', () => {
  const record = publicRecordOf(sampleText);
  const values = JSON.stringify(record).match(/:(?:\d+|true|false)(?=[,}])/gu) ?? [];
  // The number of the format is no value.
  expect(publicRows(record)).toHaveLength(values.length - 1);
});
