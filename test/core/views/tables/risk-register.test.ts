import { expect, test } from 'vitest';
import { createTranslate } from '#core/messages/catalogue.ts';
import { columnWord, registerColumns, describeRisk } from '#core/views/tables/risk-register.ts';
import { defaultPolicy } from '#core/dossier/default-policy.ts';
import { riskRegister } from '#core/method/risk/register.ts';
import type { RiskLevel } from '#core/dossier/risk-level.ts';
import type { Treatment } from '#core/dossier/treatment.ts';
import {
  filterAndSort,
  registerRows,
  type RegisterFilter,
  type RegisterOrder,
} from '#core/views/tables/risk-register-order.ts';

const english = createTranslate('en');

function threat(id: string, title: string) {
  const words = { reason: '', title, description: '', requirements: [], citations: [] };
  const entry = { id, decision: 'accepted', ...words, own: null, seen: null } as const;
  return { id, entry, title, description: '', attackType: 'replay', answer: null } as const;
}

const judgement = (level: RiskLevel) => ({ level, reason: 'because', edition: 1 });

function treatment(title: string, owner: string, status: Treatment['status']): Treatment {
  const words = { title, description: '', owner };
  return {
    id: title,
    kind: 'cryptographic-measure',
    ...words,
    status,
    threats: ['b'],
    principle: 'key-renewal',
  };
}

const risks = riskRegister(
  { ...defaultPolicy(), setOn: '2026-01-31' },
  [threat('a', 'Case 10'), threat('b', 'Case 9'), threat('c', 'Åpen kanal'), threat('d', 'Zero')],
  [
    {
      id: 'a',
      likelihood: judgement('low'),
      impact: judgement('low'),
      residualLikelihood: null,
      residualImpact: null,
    },
    {
      id: 'b',
      likelihood: judgement('high'),
      impact: judgement('very-high'),
      residualLikelihood: judgement('very-low'),
      residualImpact: null,
    },
    {
      id: 'c',
      likelihood: judgement('moderate'),
      impact: judgement('high'),
      residualLikelihood: null,
      residualImpact: null,
    },
  ],
  [
    treatment('Keys are renewed', 'Operator', 'implemented'),
    treatment('Keys are split', 'Operator', 'decided'),
    treatment('Nothing', 'Vendor', 'dropped'),
  ],
);
const rows = registerRows(risks, english);
const everything: RegisterFilter = { search: '', level: 'any', acceptance: 'any', onlyGaps: false };

function arranged(
  order: Partial<RegisterOrder>,
  filter: Partial<RegisterFilter> = {},
  locale = 'en',
): string {
  const by = { column: 'number', descending: false, ...order } as const;
  return filterAndSort(rows, { ...everything, ...filter }, by, locale)
    .map(({ risk }) => risk.threat.id)
    .join('');
}

test('a row is told in words, an owner once, dropped treatments not at all', () => {
  const [, row] = risks;
  if (row === undefined) throw new Error('no row');
  const told = describeRisk(row, row.threat, english);
  expect(registerColumns.map((column) => [columnWord(column, english), told[column].join(' / ')])).toEqual([
    ['No.', '2'],
    ['Threat', 'Case 9'],
    ['Attack', 'replay'],
    ['Likelihood', 'high'],
    ['Impact', 'very high'],
    ['Risk', 'very high'],
    ['Acceptance', 'unacceptable'],
    ['Treatments', 'Keys are renewed / Keys are split'],
    ['Residual risk', 'low **)'],
    ['Acceptance after', 'acceptable'],
    ['Owner', 'Operator'],
    ['Status', 'implemented / decided'],
    ['Missing', ''],
  ]);
});

test('rows are ordered by rank where there is one, by words elsewhere, and what has neither is last', () => {
  expect(arranged({ column: 'risk', descending: true })).toBe('bcad');
  expect(arranged({ column: 'risk', descending: false })).toBe('acbd');
  expect(arranged({ column: 'acceptance-after', descending: true })).toBe('cabd');
  expect(arranged({ column: 'threat' })).toBe('cbad');
  expect(arranged({ column: 'threat' }, {}, 'nb')).toBe('badc');
  expect(arranged({ column: 'owner' })).toBe('bacd');
});

test('rows pass by words, by level before or after, by acceptance after, and by what they lack', () => {
  expect(arranged({}, { search: ' SPLIT ' })).toBe('b');
  expect(arranged({}, { search: 'vendor' })).toBe('');
  expect(arranged({}, { level: 'low' })).toBe('ab');
  expect(arranged({}, { level: 'very-high' })).toBe('b');
  expect(arranged({}, { acceptance: 'tolerable' })).toBe('c');
  expect(arranged({}, { onlyGaps: true })).toBe('d');
});
