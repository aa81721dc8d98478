import type { Translate } from '#core/messages/catalogue.ts';
import type { Block } from '#core/report/document/document.ts';
import { currencyNotice } from '#core/report/full/opening.ts';
import { keyFigures } from '#core/report/full/key-figures.ts';
import { mattersMost } from '#core/report/full/matters-most.ts';
import { recommendations } from '#core/report/full/recommendations.ts';
import { requirementResultBlocks } from '#core/report/full/result-table.ts';
import { residualRisk } from '#core/report/full/residual-risk.ts';
import { traceMatrix } from '#core/method/requirements/trace-matrix.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';

/**
 * The executive summary, for who reads nothing else: the result of each requirement, what matters most, what is recommended,
 * and what risk remains.
 */
export function summaryChapter(state: ProjectState, translate: Translate): readonly Block[] {
  const { model, run, record, analysis, dossier } = state;
  const { requirements } = traceMatrix({ model, run }, record, analysis, dossier);
  const heading = (text: string): Block => ({ kind: 'heading', level: 2, text });
  return [
    { kind: 'page-break' },
    { kind: 'heading', level: 1, text: translate('report.full.summary') },
    ...(analysis?.currency === 'current' ? [] : [currencyNotice(state, translate)]),
    heading(translate('report.full.summary.results')),
    ...requirementResultBlocks(requirements, model, translate),
    heading(translate('report.full.summary.matters')),
    ...mattersMost(state, requirements, translate),
    heading(translate('report.full.summary.recommendations')),
    ...recommendations(state, translate),
    heading(translate('report.full.summary.residual')),
    ...residualRisk(state, translate),
    heading(translate('report.full.summary.figures')),
    keyFigures(state, translate),
  ];
}
