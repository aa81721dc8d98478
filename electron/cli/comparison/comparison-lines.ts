import { translate } from '#cli/console/console.ts';
import { tableOneMeasures } from '#core/structure/model-metrics.ts';
import { grouped } from '#core/grouped.ts';
import type { ComparedContents } from '#core/method/comparison/compare-contents.ts';
import type { ComparedDossiers } from '#core/method/comparison/compare-dossiers.ts';
import type { ExplainedChange } from '#core/method/comparison/compare-models.ts';
import type { StatementChange } from '#core/method/comparison/compare-statements.ts';
import type { ComparedThreats } from '#core/method/comparison/compare-threats.ts';
import type { StatementPart } from '#core/method/comparison/written-statements.ts';
import type { MessageKey } from '#core/messages/catalogue.ts';
import { describeThreat } from '#core/method/threats/describe-threat.ts';
import {
  describeEntryChange,
  describeFieldChange,
  describeStatementChange,
  describeVerdictChange,
} from '#core/views/words/describe-comparison.ts';
import { describeWeakening } from '#core/views/words/describe-weakening.ts';

/** What differs, line by line. */
export function comparisonLines(compared: ComparedContents): readonly string[] {
  const { renames, statements, models, threats, dossier } = compared;
  const said = [
    ...section(
      'report.compare.renamed',
      renames.map(({ before, after }) => `${before} -> ${after}`),
    ),
    ...statementLines(statements),
  ];
  return [
    ...(said.length === 0 ? [`  ${translate('report.compare.none')}`] : said),
    ...section('report.compare.verdicts', (models?.verdicts ?? []).flatMap(verdictLines)),
    ...section(
      'report.compare.less',
      (models?.weakened ?? []).map((each) => describeWeakening(each, translate)),
    ),
    ...threatLines(threats),
    ...dossierLines(dossier),
    ...tableLines(compared.tableOne),
  ];
}

/** The parts of a text as they are told, in order. */
const parts = [
  ['report.compare.part.protocol', ['protocol']],
  ['report.compare.part.entities', ['entity', 'coincide']],
  ['report.compare.part.elements', ['element']],
  ['report.compare.part.phases', ['phase']],
  ['report.compare.part.messages', ['message']],
  ['report.compare.part.steps', ['step']],
  ['report.compare.part.requirements', ['requirement']],
  ['report.compare.part.ticks', ['tick']],
  ['report.compare.part.claims', ['claim']],
  ['report.compare.part.attacks', ['attack', 'assumption']],
] as const satisfies readonly (readonly [MessageKey, readonly StatementPart[]])[];

function statementLines(statements: readonly StatementChange[]): readonly string[] {
  const byPart = grouped(statements, ({ part }) => part);
  return parts.flatMap(([title, own]) =>
    section(
      title,
      own.flatMap((part) => byPart.get(part) ?? []).map((each) => describeStatementChange(each, translate)),
    ),
  );
}

// An answer, and below it what explains that it differs; of what one asks alone that is the text.
function verdictLines(change: ExplainedChange): readonly string[] {
  const told = describeVerdictChange(change, translate);
  if (change.kind === 'added' || change.kind === 'dropped') return [told];
  if (change.through.length === 0) return [told, `  ${translate('report.compare.through.nothing')}`];
  return [
    told,
    `  ${translate('report.compare.through')}:`,
    ...change.through.map((each) => `    ${describeStatementChange(each, translate)}`),
  ];
}

function threatLines(threats: ComparedThreats | null): readonly string[] {
  if (threats === null) return [];
  const { catalogue, risks, models } = threats;
  return [
    ...section(
      'report.compare.threats',
      catalogue.map((change) => {
        const model = change.after === null ? models.before : models.after;
        return describeEntryChange(change, (threat) => describeThreat(threat, model, translate).title);
      }),
    ),
    ...section(
      'report.compare.risks',
      risks.map((change) => {
        const model = change.after === null ? models.before : models.after;
        return describeEntryChange(change, ({ threat }) => describeThreat(threat, model, translate).title);
      }),
    ),
  ];
}

// What was decided and judged of threats stands beside them.
function dossierLines(dossier: ComparedDossiers): readonly string[] {
  return [
    ...section('report.compare.dossier.scope', dossier.scope.map(describeFieldChange)),
    ...section(
      'report.compare.dossier.statements',
      dossier.statements.map((each) => describeEntryChange(each, ({ text }) => text)),
    ),
    ...section(
      'report.compare.dossier.sources',
      dossier.sources.map((each) => describeEntryChange(each, ({ title }) => title)),
    ),
    ...section(
      'report.compare.dossier.threats',
      dossier.threats.map((each) =>
        describeEntryChange(each, ({ title, id }) => (title === '' ? id : title)),
      ),
    ),
    ...section('report.compare.dossier.riskPolicy', dossier.riskPolicy.map(describeFieldChange)),
    ...section(
      'report.compare.dossier.assessments',
      dossier.assessments.map((each) => describeEntryChange(each, ({ id }) => id)),
    ),
    ...section(
      'report.compare.dossier.treatments',
      dossier.treatments.map((each) => describeEntryChange(each, ({ title }) => title)),
    ),
    ...section(
      'report.compare.dossier.confirmations',
      dossier.confirmations.map((each) =>
        describeEntryChange(each, ({ id }) => translate(`evaluation.criterion.${id}`)),
      ),
    ),
    ...section(
      'report.compare.dossier.effort',
      dossier.effort.map((each) => describeEntryChange(each, ({ day, activity }) => `${day} ${activity}`)),
    ),
    ...section(
      'report.compare.dossier.owners',
      dossier.owners.map((each) => describeEntryChange(each, ({ organisation }) => organisation)),
    ),
    ...section(
      'report.compare.dossier.releasedItems',
      dossier.releasedItems.map((each) =>
        describeEntryChange(each, ({ item }) => Object.values(item).join(' ')),
      ),
    ),
  ];
}

function tableLines({ before, after }: ComparedContents['tableOne']): readonly string[] {
  if (before === null || after === null) return [];
  return section(
    'report.compare.table-one',
    tableOneMeasures
      .filter((measure) => before[measure] !== after[measure])
      .map(
        (measure) =>
          `${translate(`report.measure.${measure}`)}: ${String(before[measure])} -> ${String(after[measure])}`,
      ),
  );
}

function section(title: MessageKey, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`  ${translate(title)}:`, ...lines.map((line) => `    ${line}`)];
}
