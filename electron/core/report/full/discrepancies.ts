import type { RequirementCell } from '#core/analysis/record/record.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { Block } from '#core/report/document/document.ts';
import { explainCell, holderName } from '#core/views/words/explain.ts';
import { paragraph } from '#core/report/document/tables.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';

/** Every discrepancy of the record, explained in sentences. */
export function discrepancyChapter({ model, record }: ProjectState, translate: Translate): readonly Block[] {
  const found = record.cells.filter((each) => verdictOf(each, translate) !== null);
  const none = model.ticks.length === 0 ? 'unstated' : 'none';
  // That the honest run agrees is no proof of anything.
  const intro: Block =
    found.length === 0
      ? paragraph(translate(`report.full.discrepancies.${none}`))
      : {
          kind: 'paragraph',
          text: translate('report.full.discrepancies.counts', { count: found.length }),
          tone: 'danger',
        };
  return [
    { kind: 'heading', level: 1, text: translate('report.full.discrepancies') },
    intro,
    ...found.flatMap((each): readonly Block[] => [
      { kind: 'heading', level: 3, text: headingOf(each, translate) },
      { kind: 'list', numbered: false, items: explainCell(each, translate) },
    ]),
  ];
}

function headingOf(each: RequirementCell, translate: Translate): string {
  return translate('report.full.discrepancy', {
    element: each.element,
    entity: holderName(each.entity, translate),
    verdict: verdictOf(each, translate) ?? '',
  });
}

function verdictOf({ confidentiality, integrity }: RequirementCell, translate: Translate): string | null {
  const verdicts: string[] = [];
  const { verdict } = confidentiality;
  if (verdict !== 'agrees' && verdict !== 'not-required')
    verdicts.push(translate(`report.verdict.${verdict}`));
  if (integrity?.verdict === 'not-assured' || integrity?.verdict === 'assured-without-freshness') {
    verdicts.push(translate(`report.integrity.${integrity.verdict}`));
  }
  return verdicts.length === 0 ? null : verdicts.join('; ');
}
