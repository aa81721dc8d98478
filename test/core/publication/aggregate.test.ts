import { expect, test } from 'vitest';
import {
  confidentialityVerdicts,
  integrityVerdicts,
  type AnalysisRecord,
  type RequirementCell,
} from '#core/analysis/record/record.ts';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import { principles } from '#core/dossier/principle.ts';
import { aggregate } from '#core/publication/aggregate.ts';
import { publicThreats, type PublicRecord } from '#core/publication/public-record.ts';
import { treatmentStatuses } from '#core/dossier/treatment.ts';
import { threatCatalogue } from '#core/method/threats/catalogue.ts';
import { threatDecisions, type ThreatEntry } from '#core/dossier/threat-entry.ts';
import { sampleText } from '../../support/models/sample.ts';
import { analysed, publicRecordOf } from '../../support/report/documents.ts';

const { model, run, record } = analysed(sampleText);
const executed = { model, run };
const plain = publicRecordOf(sampleText);

function publicOf(given: AnalysisRecord, dossier: Dossier = emptyDossier): PublicRecord {
  const counted = aggregate({ model, run, record: given, dossier });
  if (!counted.ok) throw new Error(counted.error.measure);
  return counted.value;
}

/** A cell that says that everything is wrong, in one way after the other. */
function wrong(cell: RequirementCell, index: number): RequirementCell {
  const { confidentiality, integrity } = cell;
  const verdicts = integrityVerdicts.filter((verdict) => verdict !== 'not-required');
  return {
    ...cell,
    confidentiality: {
      ...confidentiality,
      verdict: confidentialityVerdicts[index % confidentialityVerdicts.length] ?? 'agrees',
      obstacles: [],
    },
    integrity:
      integrity === null
        ? null
        : { ...integrity, verdict: verdicts[index % verdicts.length] ?? integrity.verdict },
  };
}

test('the threats of the bundled example are those of its catalogue, by the rows of Table 2', () => {
  expect(plain.threats).toEqual({
    eavesdropping: 8,
    modification: 15,
    replay: 5,
    reflection: 3,
    spoofing: 12,
    'key-compromise': 18,
  });
});

test('no finding changes what is published', () => {
  for (const shift of [0, 1, 2, 3, 4]) {
    const found = { ...record, cells: record.cells.map((cell, index) => wrong(cell, index + shift)) };
    expect(found.cells).not.toEqual(record.cells);
    expect(publicOf(found)).toEqual(plain);
  }
  // The catalogue itself does grow with what is found: that is what must not come through.
  const found = { ...record, cells: record.cells.map((cell) => wrong(cell, 2)) };
  const grown = threatCatalogue(executed, found, null, []).length;
  expect(grown).toBeGreaterThan(threatCatalogue(executed, record, null, []).length);
});

test('no decision about a threat changes what is published, and one that is gone counts for nothing', () => {
  const entryOf = (id: string, index: number): ThreatEntry => ({
    id,
    decision: threatDecisions[index % threatDecisions.length] ?? 'undecided',
    reason: 'of no matter here',
    title: 'another',
    description: '',
    requirements: [],
    citations: [],
    own: null,
    seen: null,
  });
  const ids = threatCatalogue(executed, record, null, []).map(({ id }) => id);
  const threats = [...ids, 'gone'].map(entryOf);
  expect(publicOf(record, { ...emptyDossier, threats })).toEqual(plain);
});

test('a threat that the analyst adds counts in its row, whatever she decides about it', () => {
  for (const decision of threatDecisions) {
    const own: ThreatEntry = {
      id: 'own',
      decision,
      reason: '',
      title: 'Mine',
      description: '',
      requirements: [],
      citations: [],
      own: {
        attackType: 'preplay',
        adversary: 'active-outsider',
        breaches: [],
        targets: [],
        phase: null,
        attackModel: null,
      },
      seen: null,
    };
    expect(publicOf(record, { ...emptyDossier, threats: [own] })).toEqual({
      ...plain,
      threats: { ...plain.threats, replay: plain.threats.replay + 1 },
    });
  }
});

test('a principle is listed for what the model applies, and for what was decided on', () => {
  const missing = principles.filter((principle) => !plain.principles[principle]);
  expect(missing).toContain('digital-signatures');
  for (const status of treatmentStatuses) {
    const treatment = {
      id: 'a',
      kind: 'cryptographic-measure',
      title: 'Sign',
      description: '',
      owner: '',
      status,
      threats: [],
      principle: 'digital-signatures',
    } as const;
    const listed = status === 'decided' || status === 'implemented';
    expect(publicOf(record, { ...emptyDossier, treatments: [treatment] }).principles).toEqual({
      ...plain.principles,
      'digital-signatures': listed,
    });
  }
});

test('every row of Table 2 that an analysis considers is there', () => {
  expect(Object.keys(plain.threats)).toEqual([...publicThreats]);
});
