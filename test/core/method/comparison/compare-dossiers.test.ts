import { describe, expect, test } from 'vitest';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import { unjudged } from '#core/dossier/assessment.ts';
import { withField } from '#core/method/risk/policy-edit.ts';
import { compareContents, type ComparedContents } from '#core/method/comparison/compare-contents.ts';

const text = `protocol P
entity A
entity B
key K shared by A, B
data D of A
phase one {
  message m A -> B: aead[K](D)
}
confidentiality D: A, B
integrity D: A
`;

const judged = { reason: 'Anybody can buy a probe', edition: 1 };

const dossier: Dossier = {
  ...emptyDossier,
  riskPolicy: { ...emptyDossier.riskPolicy, setOn: '2026-01-31' },
  owners: [{ id: 'o1', organisation: 'Fjellvik Nett' }],
  statements: [
    { id: 's1', subject: 'part', inside: true, text: 'The mesh', reason: 'It is open', citations: [] },
  ],
  sources: [
    {
      id: 'd1',
      title: 'Design note',
      kind: 'vendor-document',
      owner: '',
      version: '1',
      classification: 'open',
      note: '',
      file: null,
    },
  ],
  threats: [
    {
      id: 'replay/K',
      decision: 'accepted',
      reason: 'It was seen',
      title: '',
      description: '',
      requirements: [],
      citations: [],
      own: null,
      seen: null,
    },
  ],
  assessments: [
    {
      ...unjudged('replay/K'),
      likelihood: { level: 'high', ...judged },
      impact: { level: 'high', ...judged },
    },
  ],
  treatments: [
    {
      id: 't1',
      kind: 'cryptographic-measure',
      title: 'A counter',
      description: '',
      owner: 'Vendor',
      status: 'proposed',
      threats: ['replay/K'],
      principle: null,
    },
  ],
};

function compared(later: Partial<Dossier>, laterText = text): ComparedContents {
  return compareContents({ text, dossier }, { text: laterText, dossier: { ...dossier, ...later } });
}

/** One line for each entry that differs. */
function lines(
  list: readonly {
    kind: string;
    id: string;
    fields: readonly { field: string; before: unknown; after: unknown }[];
  }[],
): readonly string[] {
  return list.map(({ kind, id, fields }) =>
    [
      kind,
      id,
      ...fields.map(({ field, before, after }) => `${field}: ${String(before)} -> ${String(after)}`),
    ].join(' | '),
  );
}

describe('dossiers', () => {
  test('that say the same differ in nothing, whatever the order of their entries', () => {
    const found = compareContents({ text, dossier }, { text, dossier });
    expect(Object.values(found.dossier).flat()).toEqual([]);
    expect(found.threats).toMatchObject({ catalogue: [], risks: [] });
  });

  test('differ entry by entry and field by field', () => {
    const { dossier: found } = compared({
      scope: { ...dossier.scope, purpose: 'To decide on a purchase' },
      owners: [{ id: 'o2', organisation: 'Vendor' }],
      statements: dossier.statements.map((each) => ({ ...each, inside: false })),
      sources: dossier.sources.map((each) => ({ ...each, version: '2' })),
      riskPolicy: {
        ...dossier.riskPolicy,
        matrix: withField(dossier.riskPolicy.matrix, {
          likelihood: 'high',
          impact: 'high',
          risk: 'low',
          note: null,
        }),
      },
    });
    expect(found.scope).toEqual([{ field: 'purpose', before: null, after: 'To decide on a purchase' }]);
    expect(lines(found.owners)).toEqual(['removed | o1', 'added | o2']);
    expect(lines(found.statements)).toEqual(['changed | s1 | inside: true -> false']);
    expect(lines(found.sources)).toEqual(['changed | d1 | version: 1 -> 2']);
    expect(found.riskPolicy).toMatchObject([{ field: 'high × high', after: 'low' }]);
  });

  test('differ in what was decided about threats, and in the risks that come of it', () => {
    const found = compared({
      threats: dossier.threats.map((each) => ({
        ...each,
        decision: 'rejected',
        reason: 'A counter is there',
      })),
    });
    expect(lines(found.threats?.catalogue ?? [])).toEqual([
      'changed | replay/K | decision: accepted -> rejected | reason: It was seen -> A counter is there',
    ]);
    expect(lines(found.threats?.risks ?? [])).toEqual(['removed | replay/K']);
  });

  test('differ in risks before and after treatment, as the policy makes them', () => {
    const found = compared({
      assessments: dossier.assessments.map((each) => ({
        ...each,
        residualLikelihood: { level: 'low', ...judged },
      })),
      treatments: dossier.treatments.map((each) => ({ ...each, status: 'decided' })),
    });
    const [risk] = found.threats?.risks ?? [];
    expect(risk?.fields.map(({ field }) => field)).toEqual(['after']);
    expect(risk?.fields[0]?.before).toContain('high × high');
    expect(risk?.fields[0]?.after).toContain('low × high');
    expect(lines(found.dossier.treatments)).toEqual(['changed | t1 | status: proposed -> decided']);
  });

  test('of a model with other names say the same of the same threats', () => {
    const renamed = text.replaceAll(/\bK\b/gu, 'Kab');
    const ids = (each: string): string => (each === 'replay/K' ? 'replay/Kab' : each);
    const later = {
      threats: dossier.threats.map((each) => ({ ...each, id: ids(each.id) })),
      assessments: dossier.assessments.map((each) => ({ ...each, id: ids(each.id) })),
      treatments: dossier.treatments.map((each) => ({ ...each, threats: each.threats.map(ids) })),
    };
    const found = compared(later, renamed);
    expect(found.renames).toMatchObject([{ before: 'K', after: 'Kab' }]);
    expect(found.threats).toMatchObject({ catalogue: [], risks: [] });
    expect(Object.values(found.dossier).flat()).toEqual([]);
  });
});
