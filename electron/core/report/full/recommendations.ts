import { treatmentStatuses } from '#core/dossier/treatment.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block } from '#core/report/document/document.ts';
import { table } from '#core/report/document/tables.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { describeThreat } from '#core/method/threats/describe-threat.ts';
import { treatmentTitle } from '#core/views/tables/risk-register.ts';

/** The measures that are proposed, decided or implemented, and what is still to be decided. */
export function recommendations(state: ProjectState, translate: Translate): readonly Block[] {
  const { dossier, risks } = state;
  const measures = treatmentStatuses
    .filter((status) => status !== 'dropped')
    .flatMap((status) => dossier.treatments.filter((each) => each.status === status));
  const open = openDecisions(state, translate);
  return [
    table(
      ['report.column.measure', 'report.column.owner', 'report.column.status', 'report.column.risks'],
      ['share', { points: 130 }, { points: 70 }, { points: 60 }],
      measures.map((treatment) => [
        cell(treatmentTitle(treatment, translate)),
        cell(treatment.owner),
        cell(translate(`risk.treatments.status.${treatment.status}`)),
        cell(
          risks
            .filter(({ threat }) => treatment.threats.includes(threat.id))
            .map(({ number }) => String(number))
            .join(', '),
        ),
      ]),
      translate,
      { none: translate('report.full.treatments.none') },
    ),
    ...(open.length === 0 ? [] : [{ kind: 'list', numbered: false, items: open } as const]),
  ];
}

// What nobody accepted as it is, and nothing was decided against.
function openDecisions({ risks, model }: ProjectState, translate: Translate): readonly string[] {
  return risks.flatMap((risk) => {
    const title = describeThreat(risk.threat, model, translate, 'all').title;
    const values = { number: String(risk.number), title };
    if (risk.after === null) return [translate('report.full.recommend.judge', values)];
    return risk.after.acceptance === 'unacceptable' ? [translate('report.full.recommend.treat', values)] : [];
  });
}
