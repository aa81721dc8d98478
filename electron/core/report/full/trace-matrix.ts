import { grouped } from '#core/grouped.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block, type ReportTone, type TableCell } from '#core/report/document/document.ts';
import { attackLabels } from '#core/report/full/question-labels.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { mono, paragraph, table, describeSources, toneSigns } from '#core/report/document/tables.ts';
import { claims } from '#core/claims/claims.ts';
import { isTick, type ModelStatement } from '#core/claims/statement.ts';
import { isEmpty, traceMatrix, type TraceMatrix } from '#core/method/requirements/trace-matrix.ts';
import type { TracedRequirement } from '#core/method/requirements/trace-requirement.ts';
import type { TraceStatus } from '#core/method/requirements/trace-status.ts';
import type { TracedStatement } from '#core/method/requirements/trace-statement.ts';

const tones: Readonly<Record<TraceStatus, ReportTone>> = {
  violated: 'danger',
  differs: 'warning',
  inconsistent: 'danger',
  vacuous: 'danger',
  undecided: 'warning',
  open: 'warning',
  outdated: 'warning',
  'holds-within': 'plain',
  unfitting: 'warning',
  unsourced: 'warning',
  holds: 'good',
  'out-of-scope': 'muted',
};

/** From the documents to the requirements to what refines them and its verdicts, and what leads nowhere. */
export function traceSections(state: ProjectState, translate: Translate): readonly Block[] {
  const { model, run, record, analysis, dossier } = state;
  const matrix = traceMatrix({ model, run }, record, analysis, dossier);
  const labels = attackLabels(model);
  return [
    { kind: 'heading', level: 2, text: translate('report.full.trace') },
    paragraph(translate('report.full.trace.text')),
    table(
      [
        'report.column.name',
        'report.column.source',
        'report.column.refined',
        'report.column.plain-adversary',
        'report.column.attack-models',
      ],
      [{ points: 46 }, { points: 110 }, 'share', { points: 80 }, { points: 100 }],
      matrix.requirements.map((traced) => requirementRow(traced, labels, translate)),
      translate,
      { none: translate('report.full.requirements.none') },
    ),
    ...untraced(matrix, translate),
  ];
}

function requirementRow(
  { requirement, sources, statements, status, attacks }: TracedRequirement,
  labels: ReadonlyMap<string, string>,
  translate: Translate,
): readonly TableCell[] {
  return [
    mono(requirement.name),
    cell(describeSources(sources, translate)),
    cell(
      statements
        .map((each) => `${describeStatement(each.statement, translate)}: ${statusWord(each, translate)}`)
        .join('\n'),
    ),
    statusCell(status, translate),
    cell(
      [...grouped(attacks, (each) => each.status)]
        .map(([worst, own]) =>
          translate('report.full.trace.under', {
            status: translate(`requirements.status.${worst}`),
            attacks: own.map(({ attack }) => labels.get(attack) ?? attack).join(', '),
          }),
        )
        .join('\n'),
    ),
  ];
}

function statusWord({ status }: TracedStatement, translate: Translate): string {
  return `${toneSigns[tones[status]]}${translate(`requirements.status.${status}`)}`;
}

function statusCell(status: TraceStatus, translate: Translate): TableCell {
  const tone = tones[status];
  return cell(`${toneSigns[tone]}${translate(`requirements.status.${status}`)}`, { tone });
}

function describeStatement(statement: ModelStatement, translate: Translate): string {
  if (isTick(statement)) {
    return translate(`report.statement.${statement.property}`, { element: statement.element });
  }
  const { subject } = claims[statement.kind];
  return translate(`report.statement.${statement.kind}`, subject(statement));
}

function untraced(matrix: TraceMatrix, translate: Translate): readonly Block[] {
  const { untraced: found, statements } = matrix;
  const told = new Map(
    statements.map(({ key, statement }) => [key, describeStatement(statement, translate)] as const),
  );
  const kinds = [
    'uncitedDocuments',
    'unknownDocuments',
    'withoutSource',
    'unrefined',
    'unfitting',
    'withoutRequirement',
    'withoutVerdict',
    'outdated',
  ] as const;
  const items = kinds.flatMap((kind) => {
    const names = found[kind].map((name) => told.get(name) ?? name);
    return names.length === 0 ? [] : [translate(`report.untraced.${kind}`, { names: names.join(', ') })];
  });
  if (items.length === 0 && isEmpty(matrix))
    return [
      { kind: 'heading', level: 3, text: translate('report.full.untraced') },
      paragraph(translate('report.full.untraced.empty')),
    ];
  return [
    { kind: 'heading', level: 3, text: translate('report.full.untraced') },
    items.length === 0
      ? { kind: 'paragraph', text: translate('report.full.untraced.none'), tone: 'good' }
      : { kind: 'list', numbered: false, items },
  ];
}
