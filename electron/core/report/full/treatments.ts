import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block } from '#core/report/document/document.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { paragraph, table } from '#core/report/document/tables.ts';
import type { Treatment } from '#core/dossier/treatment.ts';

/** The measures, each with who answers for it and the risks that it is against. */
export function treatmentChapter({ dossier, risks }: ProjectState, translate: Translate): readonly Block[] {
  const numbers = (treatment: Treatment): string =>
    risks
      .filter(({ threat }) => treatment.threats.includes(threat.id))
      .map(({ number }) => String(number))
      .join(', ');
  return [
    { kind: 'heading', level: 1, text: translate('report.full.treatments') },
    paragraph(translate('report.full.treatments.text')),
    table(
      [
        'report.column.measure',
        'report.column.kind',
        'report.column.principle',
        'report.column.owner',
        'report.column.status',
        'report.column.risks',
      ],
      ['share', { points: 72 }, { points: 92 }, { points: 80 }, { points: 66 }, { points: 50 }],
      dossier.treatments.map((treatment) => [
        cell([treatment.title, treatment.description].filter((text) => text.trim() !== '').join('\n')),
        cell(translate(`risk.treatments.kind.${treatment.kind}`)),
        cell(treatment.principle === null ? '' : translate(`principle.${treatment.principle}`)),
        cell(treatment.owner),
        cell(translate(`risk.treatments.status.${treatment.status}`)),
        cell(numbers(treatment)),
      ]),
      translate,
      { none: translate('report.full.treatments.none') },
    ),
  ];
}
