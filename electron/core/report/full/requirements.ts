import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block } from '#core/report/document/document.ts';
import { requirementTable } from '#core/report/full/requirement-cells.ts';
import { traceSections } from '#core/report/full/trace-matrix.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { mono, paragraph, table, describeSources } from '#core/report/document/tables.ts';

/** The high-level requirements, and the requirement table that refines them. */
export function requirementChapter(state: ProjectState, translate: Translate): readonly Block[] {
  const { model, record } = state;
  return [
    { kind: 'heading', level: 1, text: translate('report.full.requirements') },
    ...stated(state, translate),
    ...traceSections(state, translate),
    { kind: 'heading', level: 2, text: translate('report.full.table') },
    paragraph(translate('report.full.table.text')),
    ...requirementTable(model, record, translate),
  ];
}

function stated({ model }: ProjectState, translate: Translate): readonly Block[] {
  const refinedBy = (name: string): string =>
    [
      ...new Set(model.ticks.filter(({ refines }) => refines.includes(name)).map(({ element }) => element)),
    ].join(', ');
  return [
    { kind: 'heading', level: 2, text: translate('report.full.requirements.stated') },
    table(
      [
        'report.column.name',
        'report.requirement-kind',
        'report.column.text',
        'report.column.owner',
        'report.column.source',
        'report.column.refined',
      ],
      ['content', { points: 74 }, 'share', { points: 66 }, { points: 84 }, { points: 96 }],
      model.requirements.map(({ name, kind, text, owner, sources }) => [
        mono(name),
        cell(translate(`report.requirement-kind.${kind}`)),
        cell(text),
        cell(owner ?? ''),
        cell(describeSources(sources, translate)),
        mono(refinedBy(name)),
      ]),
      translate,
      { none: translate('report.full.requirements.none') },
    ),
  ];
}
