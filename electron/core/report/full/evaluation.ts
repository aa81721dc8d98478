import { evaluate, type CriterionEvaluation } from '#core/method/evaluation/evaluation.ts';
import { measureProject } from '#core/method/evaluation/measure-project.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block, type ReportTone } from '#core/report/document/document.ts';
import { describeFindings, describeConfirmation } from '#core/views/tables/evaluation-sheets.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { paragraph, table, toneSigns } from '#core/report/document/tables.ts';

const tones: Readonly<Record<CriterionEvaluation['status'], ReportTone>> = {
  done: 'good',
  partly: 'warning',
  open: 'danger',
};

/** The seven criteria: how each stands, what the analyst says, and what was computed. */
export function evaluationChapter(state: ProjectState, translate: Translate): readonly Block[] {
  return [
    { kind: 'heading', level: 1, text: translate('report.full.evaluation') },
    paragraph(translate('evaluation.note.confirmed')),
    table(
      [
        'evaluation.criterion',
        'evaluation.status',
        'evaluation.confirmation',
        'evaluation.reason',
        'evaluation.met',
        'evaluation.missing',
      ],
      [{ points: 100 }, { points: 48 }, { points: 62 }, 'share', { points: 92 }, { points: 92 }],
      criteriaOf(state).map((each) => {
        const { met, missing } = describeFindings(each.proposal, translate);
        const tone = tones[each.status];
        const confirmation = describeConfirmation(each, translate);
        const proposal = translate('report.full.evaluation.proposal', {
          status: translate(`evaluation.status.${each.proposal.status}`),
        });
        return [
          cell(translate(`evaluation.criterion.${each.criterion}`)),
          cell(`${toneSigns[tone]}${translate(`evaluation.status.${each.status}`)}`, { tone }),
          cell(each.confirmationStatus === 'overruled' ? `${confirmation} (${proposal})` : confirmation),
          cell(each.confirmation?.reason ?? ''),
          cell(met.join('; ')),
          cell(missing.join('; ')),
        ];
      }),
      translate,
    ),
  ];
}

/** How the criteria stand: the proposals with the analyst's own words. */
export function criteriaOf(state: ProjectState): readonly CriterionEvaluation[] {
  return evaluate(measureProject(state).proposals, state.dossier.confirmations);
}
