import { describe, expect, test } from 'vitest';
import { tabSeparated, type Sheet } from '#core/views/tables/sheet.ts';
import { createTranslate, locales } from '#core/messages/catalogue.ts';
import { tableThreeServices, tableThreeSheet } from '#core/views/tables/table-three.ts';
import { theory } from '#core/terms/theory.ts';
import { metricsSheets } from '#core/views/tables/metrics-sheets.ts';
import { evaluate } from '#core/method/evaluation/evaluation.ts';
import { evaluationSheet } from '#core/views/tables/evaluation-sheets.ts';
import { changed, sampleText } from '../../../support/models/sample.ts';
import { analysisOf, measured } from '../../../support/models/measured.ts';

/** Needham and Schroeder's protocol with public keys, which Lowe attacked (1995). */
const lowe = `
protocol NSPK "Needham-Schroeder"
entity A "Initiator"
entity B "Responder"
key pair KA of A known to B
key pair KB of B known to A
nonce NA of A
nonce NB of B
phase run "Run" channel public adversary present {
  message m1 A -> B: penc[pk(KB)](NA, A)
  message m2 B -> A: penc[pk(KA)](NA, NB)
  message m3 A -> B: penc[pk(KB)](NB)
}
requirement R1 confidentiality "Nonces stay secret"
requirement R2 entity-authentication "The responder knows whom it talks with"
requirement R3 availability "An answer comes in time"
confidentiality NA: A, B refines R1
confidentiality NB: A, B refines R1
authentication A to B: weak-agreement refines R2
attack lost "The responder's private half is known" {
  leak sk(KB)
}
`;

describe('the bundled example', () => {
  const { metrics } = measured(sampleText);
  const { complexity, requirements } = metrics;

  test('has the messages and operations of each phase that can be counted in its text', () => {
    const counted = complexity.phases.map(({ name, messages, derivations, operations, nesting }) => ({
      name,
      messages,
      derivations,
      operations: Object.fromEntries(Object.entries(operations).filter(([, count]) => count > 0)),
      nesting,
    }));
    expect(counted).toEqual([
      {
        name: 'production',
        messages: 5,
        derivations: 0,
        operations: { hash: 2 },
        nesting: { max: 1, mean: 0.4 },
      },
      {
        name: 'deployment',
        messages: 15,
        derivations: 2,
        operations: { aead: 14, mac: 1, kdf: 2, penc: 3 },
        nesting: { max: 2, mean: 1.2 },
      },
      {
        name: 'operations',
        messages: 8,
        derivations: 0,
        operations: { aead: 16 },
        nesting: { max: 2, mean: 2 },
      },
    ]);
    expect(complexity.nesting).toEqual({ max: 2, mean: 1.29 });
  });

  test('has the elements of each entity', () => {
    expect(complexity.entities).toEqual([
      { name: 'KPE', held: 1, made: 3, derived: 2, received: 0, without: 13, sends: 6, receives: 3 },
      { name: 'HES', held: 7, made: 3, derived: 2, received: 4, without: 3, sends: 6, receives: 8 },
      { name: 'CON', held: 4, made: 1, derived: 1, received: 3, without: 10, sends: 10, receives: 11 },
      { name: 'MET', held: 5, made: 0, derived: 1, received: 6, without: 7, sends: 6, receives: 6 },
    ]);
  });

  test('has channels of three kinds of trust', () => {
    expect(complexity.channels).toEqual([
      { trust: 'public', channels: 4, messages: 19 },
      { trust: 'authentic', channels: 1, messages: 4 },
      { trust: 'confidential', channels: 0, messages: 0 },
      { trust: 'secure', channels: 2, messages: 5 },
    ]);
  });

  test('has its requirements refined and none that the honest run differs from', () => {
    expect(
      requirements.stated.map(({ name, ticks, claims, consistency }) => [name, ticks, claims, consistency]),
    ).toEqual([
      ['R1', 6, 0, 'agrees'],
      ['R2', 12, 0, 'agrees'],
      ['R3', 9, 0, 'agrees'],
      ['R4', 2, 0, 'agrees'],
    ]);
    expect(requirements.statements).toMatchObject({
      confidentiality: 12,
      integrity: 9,
      withoutRequirement: 0,
    });
  });

  test('takes nothing for compared that has no row to be compared in', () => {
    const { metrics } = measured(`protocol P
entity A
entity B
constant TAG
phase p {
  message m A -> B: TAG
}
requirement R integrity "Tags are genuine"
integrity TAG: A refines R
`);
    expect(metrics.requirements.stated[0]).toMatchObject({ ticks: 1, consistency: 'not-compared' });
  });

  test('tells which requirements a discrepancy is about, and no others', () => {
    const planted = measured(
      changed(sampleText, 'confidentiality READING: HES, MET', 'confidentiality READING: MET'),
    );
    expect(planted.metrics.requirements.stated.map(({ consistency }) => consistency)).toEqual([
      'agrees',
      'differs',
      'agrees',
      'agrees',
    ]);
  });

  test('has no answers before it was analysed', () => {
    expect(metrics.active).toBeNull();
    expect(requirements.stated.map(({ answers }) => answers)).toEqual([null, null, null, null]);
  });
});

describe('an analysis that found attacks', () => {
  const analysis = analysisOf(lowe);
  const { metrics } = measured(lowe, analysis);

  test('is counted by answer, by requirement and by attack model', () => {
    const { active, attackModels, requirements } = metrics;
    const plain = analysis.verdicts.filter(({ question }) => question.attack === null);
    expect(active?.plain.violated).toBe(plain.filter(({ answer }) => answer === 'violated').length);
    // Lowe: the responder is deceived about whom it talks with, and both nonces as it has them are lost; what the
    // initiator has stays secret.
    expect(requirements.stated.map(({ name, answers }) => [name, answers?.violated, answers?.holds])).toEqual(
      [
        ['R1', 2, 2],
        ['R2', 1, 0],
        ['R3', 0, 0],
      ],
    );
    expect(attackModels.map(({ name, assumptions }) => [name, assumptions.leak])).toEqual([['lost', 1]]);
    expect(attackModels[0]?.answers?.violated).toBeGreaterThan(0);
  });

  test('is counted by type of attack, under the plain adversary and under attack models', () => {
    const types = Object.fromEntries(
      (metrics.active?.attackTypes ?? []).map(({ type, plain, modelled }) => [type, { plain, modelled }]),
    );
    expect(types['man-in-the-middle']?.plain).toBe(3);
    expect(types['key-compromise']?.plain).toBe(0);
    expect(types['key-compromise']?.modelled).toBeGreaterThan(0);
  });

  test('says nothing of requirements and attack models that came later', () => {
    const later = measured(
      lowe.replace('requirement R3', 'requirement R4 integrity "New"\nrequirement R3') +
        'attack other "Another" {\n  leak sk(KA)\n}\n',
      { ...analysis, currency: 'outdated' },
    );
    const { requirements, attackModels } = later.metrics;
    expect(requirements.stated.find(({ name }) => name === 'R4')?.answers).toBeNull();
    expect(attackModels.map(({ answers }) => answers === null)).toEqual([false, true]);
  });

  test.each(locales)('is told in tables whose every row fits its columns (%s)', (locale) => {
    const translate = createTranslate(locale);
    const told = [measured(sampleText), measured(lowe, analysis)].flatMap(
      ({ metrics: each, evaluation }): Sheet[] => [
        ...metricsSheets(each, translate),
        evaluationSheet(evaluate(evaluation, []), translate),
      ],
    );
    for (const { columns, rows } of told) {
      for (const row of rows) expect(row).toHaveLength(columns.length);
    }
    expect(JSON.stringify(told)).not.toMatch(
      /undefined|NaN|\b(metrics|evaluation|report)\.[a-z]+\.|\{[a-z]+\}/u,
    );
  });

  test('can be pasted into a spreadsheet, whatever the names are', () => {
    const sheet: Sheet = {
      name: 'x',
      title: 'Title',
      note: 'left out',
      columns: [
        { label: 'Name', numeric: false },
        { label: 'Count', numeric: true },
      ],
      rows: [
        ['a\tb\nc', 1],
        ['d', null],
      ],
      total: false,
      active: false,
    };
    expect(tabSeparated([sheet, sheet])).toBe(
      'Title\nName\tCount\na b c\t1\nd\t\n\nTitle\nName\tCount\na b c\t1\nd\t\n',
    );
  });
});

describe('Table 3', () => {
  test('is that of the paper', () => {
    const { rows } = tableThreeSheet(createTranslate('en'));
    expect(rows.map((row) => row.slice(1))).toEqual([
      ['No', 'No', 'No', null],
      ['No', 'No', 'No', 'Yes*'],
      ['Yes', 'Yes', 'No', 'Yes*'],
      ['Yes', 'Yes', 'No', 'Yes*'],
      ['Yes', 'Yes', 'Yes', 'Yes*'],
    ]);
  });

  test('says of no primitive what is not true of its kind', () => {
    for (const { primitives } of tableThreeServices) {
      for (const name of primitives) expect(theory[name].table3).toEqual(theory[primitives[0]].table3);
    }
  });
});
