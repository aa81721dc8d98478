import type { CriterionProposal } from '#core/evaluation/proposal.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { words, type Sheet } from '#core/report/sheet.ts';

/** What counts for a criterion, and what against it, each in a few words. */
export interface ToldFindings {
  readonly met: readonly string[];
  readonly missing: readonly string[];
}

/** Tells why a criterion is proposed to be done, partly done or open. */
export function tellFindings({ met, missing }: CriterionProposal, translate: Translate): ToldFindings {
  return {
    met: met.map(({ code, count }) => translate(`evaluation.met.${code}`, { count })),
    missing: missing.map(({ code, count }) => translate(`evaluation.missing.${code}`, { count })),
  };
}

/** The proposals as a table. */
export function evaluationSheet(proposals: readonly CriterionProposal[], translate: Translate): Sheet {
  return {
    name: 'evaluation',
    title: translate('evaluation.title'),
    note: translate('evaluation.note'),
    columns: [
      words(translate('evaluation.criterion')),
      words(translate('evaluation.status')),
      words(translate('evaluation.met')),
      words(translate('evaluation.missing')),
    ],
    rows: proposals.map((proposal) => {
      const { met, missing } = tellFindings(proposal, translate);
      return [
        translate(`evaluation.criterion.${proposal.criterion}`),
        translate(`evaluation.status.${proposal.status}`),
        met.join('; '),
        missing.join('; '),
      ];
    }),
    total: false,
    active: false,
  };
}
