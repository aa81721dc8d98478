import { confidentialityVerdicts, integrityVerdicts } from '#core/analysis/record/record.ts';
import { claimKinds } from '#core/language/kinds.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { ProtocolMetrics } from '#core/method/metrics/protocol-metrics.ts';
import { answerCells, answerColumns } from './answer-sheets.ts';
import { numeric, words, type Sheet, type SheetCell } from './sheet.ts';
import { requirementConsistencies } from '#core/method/requirements/consistency.ts';

/** The sheets about the requirements: by kind, one by one, line by line, cell by cell. */
export function requirementSheets(metrics: ProtocolMetrics, translate: Translate): readonly Sheet[] {
  return [
    kindSheet(metrics, translate),
    statedSheet(metrics, translate),
    statementSheet(metrics, translate),
    cellSheet(metrics, translate),
  ];
}

function kindSheet({ requirements }: ProtocolMetrics, translate: Translate): Sheet {
  return {
    name: 'requirement-kinds',
    title: translate('metrics.kinds.title'),
    note: translate('metrics.kinds.note'),
    columns: [
      words(translate('report.requirement-kind')),
      numeric(translate('metrics.kinds.stated')),
      numeric(translate('metrics.kinds.refined')),
      ...requirementConsistencies.map((each) => numeric(translate(`metrics.kinds.${each}`))),
    ],
    rows: requirements.kinds
      .filter(({ stated }) => stated > 0)
      .map(({ kind, stated, refined, consistency }) => [
        translate(`report.requirement-kind.${kind}`),
        stated,
        refined,
        ...requirementConsistencies.map((each) => consistency[each]),
      ]),
    total: false,
    active: false,
  };
}

function statedSheet({ requirements, active }: ProtocolMetrics, translate: Translate): Sheet {
  const answered = active !== null;
  return {
    name: 'requirements',
    title: translate('metrics.requirements.title'),
    note: answered ? translate('metrics.requirements.note') : null,
    columns: [
      words(translate('metrics.requirements.requirement')),
      words(translate('report.requirement-kind')),
      numeric(translate('metrics.requirements.ticks')),
      numeric(translate('metrics.requirements.claims')),
      words(translate('metrics.requirements.honest-run')),
      ...(answered ? answerColumns(translate) : []),
    ],
    rows: requirements.stated.map(({ name, kind, ticks, claims, consistency, answers }) => [
      name,
      translate(`report.requirement-kind.${kind}`),
      ticks,
      claims,
      translate(`metrics.consistency.${consistency}`),
      ...(answered ? answerCells(answers) : []),
    ]),
    total: false,
    active: answered,
  };
}

function statementSheet({ requirements: { statements } }: ProtocolMetrics, translate: Translate): Sheet {
  const claims = claimKinds
    .filter((kind) => statements.claims[kind] > 0)
    .map((kind) => [translate(`metrics.statements.${kind}`), statements.claims[kind]]);
  return {
    name: 'statements',
    title: translate('metrics.statements.title'),
    note: null,
    columns: [words(translate('metrics.statements.statement')), numeric(translate('report.number'))],
    rows: [
      [translate('metrics.statements.confidentiality'), statements.confidentiality],
      [translate('metrics.statements.integrity'), statements.integrity],
      ...claims,
      [translate('metrics.statements.without-requirement'), statements.withoutRequirement],
    ],
    total: false,
    active: false,
  };
}

function cellSheet({ requirements: { cells } }: ProtocolMetrics, translate: Translate): Sheet {
  const rows: readonly (readonly SheetCell[])[] = [
    ...confidentialityVerdicts.map((verdict) => [
      translate('metrics.cells.confidentiality', { verdict: translate(`report.verdict.${verdict}`) }),
      cells.confidentiality[verdict],
    ]),
    ...integrityVerdicts.map((verdict) => [
      translate('metrics.cells.integrity', { verdict: translate(`report.integrity.${verdict}`) }),
      cells.integrity[verdict],
    ]),
  ];
  return {
    name: 'cells',
    title: translate('metrics.cells.title'),
    note: translate('metrics.cells.note'),
    columns: [words(translate('metrics.cells.verdict')), numeric(translate('metrics.cells.cells'))],
    rows,
    total: false,
    active: false,
  };
}
