import { acceptances } from '#core/dossier/risk-policy.ts';
import { riskLevels } from '#core/dossier/risk-level.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block, type TableCell } from '#core/report/document/document.ts';
import { paragraph, table } from '#core/report/document/tables.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';

/** How many risks there are of each level and of each decision, before treatment and after what is decided. */
export function residualRisk({ risks }: ProjectState, translate: Translate): readonly Block[] {
  if (risks.length === 0) return [paragraph(translate('report.full.risk.no-risks'))];
  const row = (label: string, before: number, after: number): readonly TableCell[] => [
    cell(label),
    cell(String(before), { align: 'right' }),
    cell(String(after), { align: 'right' }),
  ];
  const unjudged = [
    risks.filter(({ before }) => before === null).length,
    risks.filter(({ after }) => after === null).length,
  ] as const;
  const of = (risk: (typeof risks)[number], when: 'before' | 'after') => risk[when];
  return [
    table(
      ['risk.risk', 'risk.matrix.before', 'risk.matrix.after'],
      ['share', { points: 110 }, { points: 110 }],
      [
        ...riskLevels
          .toReversed()
          .map((level) =>
            row(
              translate(`risk.level.${level}`),
              risks.filter((risk) => of(risk, 'before')?.level === level).length,
              risks.filter((risk) => of(risk, 'after')?.level === level).length,
            ),
          ),
        ...acceptances.map((acceptance) =>
          row(
            translate('report.full.residual.of-these', {
              acceptance: translate(`risk.acceptance.${acceptance}`),
            }),
            risks.filter((risk) => of(risk, 'before')?.acceptance === acceptance).length,
            risks.filter((risk) => of(risk, 'after')?.acceptance === acceptance).length,
          ),
        ),
        ...(unjudged[0] + unjudged[1] === 0 ? [] : [row(translate('risk.not-judged'), ...unjudged)]),
      ],
      translate,
    ),
  ];
}
