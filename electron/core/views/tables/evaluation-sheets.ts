import type { CriterionEvaluation } from '#core/method/evaluation/evaluation.ts';
import type { Findings } from '#core/method/evaluation/findings.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { words, type Sheet, type SheetCell } from './sheet.ts';

/** The findings for and against a criterion, each in a few words. */
export interface FindingTexts {
  readonly met: readonly string[];
  readonly missing: readonly string[];
}

/** Tells why a criterion is proposed to be done, partly done or open. */
export function describeFindings({ met, missing }: Findings, translate: Translate): FindingTexts {
  return {
    met: met.map(({ code, count }) => translate(`evaluation.met.${code}`, { count })),
    missing: missing.map(({ code, count }) => translate(`evaluation.missing.${code}`, { count })),
  };
}

/** Tells whether a criterion is proposed, confirmed or overruled, and what is wrong with her word on it. */
export function describeConfirmation(
  {
    confirmationStatus,
    outdated,
    unreasoned,
  }: Pick<CriterionEvaluation, 'confirmationStatus' | 'outdated' | 'unreasoned'>,
  translate: Translate,
): string {
  return [
    translate(`evaluation.confirmation.${confirmationStatus}`),
    ...(unreasoned ? [translate('evaluation.unreasoned')] : []),
    ...(outdated ? [translate('evaluation.outdated')] : []),
  ].join('; ');
}

/** The criteria as a table: what is proposed, and where the analyst gave her word on any, that as well. */
export function evaluationSheet(evaluations: readonly CriterionEvaluation[], translate: Translate): Sheet {
  const confirmed = evaluations.some(({ confirmation }) => confirmation !== null);
  return {
    name: 'evaluation',
    title: translate('evaluation.criteria'),
    note: translate(confirmed ? 'evaluation.note.confirmed' : 'evaluation.note'),
    columns: [
      words(translate('evaluation.criterion')),
      ...(confirmed ? wordColumns.map((column) => words(translate(`evaluation.${column}`))) : []),
      words(translate('evaluation.proposal')),
      words(translate('evaluation.met')),
      words(translate('evaluation.missing')),
    ],
    rows: evaluations.map((evaluation) => {
      const { criterion, proposal } = evaluation;
      const { met, missing } = describeFindings(proposal, translate);
      return [
        translate(`evaluation.criterion.${criterion}`),
        ...(confirmed ? wordOf(evaluation, translate) : []),
        translate(`evaluation.status.${proposal.status}`),
        met.join('; '),
        missing.join('; '),
      ];
    }),
    total: false,
    active: false,
  };
}

const wordColumns = ['status', 'confirmation', 'reason'] as const;

function wordOf(evaluation: CriterionEvaluation, translate: Translate): readonly SheetCell[] {
  const { status, confirmation } = evaluation;
  return [
    translate(`evaluation.status.${status}`),
    describeConfirmation(evaluation, translate),
    confirmation?.reason ?? null,
  ];
}
