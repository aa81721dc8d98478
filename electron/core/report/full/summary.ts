import { totalDiscrepancies } from '#core/analysis/record/record.ts';
import { answerKinds } from '#core/analysis/record/verdict.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block, type TableCell } from '#core/report/document/document.ts';
import { criteriaOf } from '#core/report/full/evaluation.ts';
import { currencyNotice } from '#core/report/full/opening.ts';
import { decisionOf } from '#core/report/full/threats.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { facts } from '#core/report/document/tables.ts';
import { overallStatus } from '#core/method/requirements/overall-status.ts';
import { acceptances } from '#core/dossier/risk-policy.ts';
import { threatDecisions } from '#core/dossier/threat-entry.ts';

/** The chapter that sums up the results in numbers, on one page. */
export function summaryChapter(state: ProjectState, translate: Translate): readonly Block[] {
  const { model, run, analysis, record, findings, threats, risks } = state;
  const plain = analysis?.verdicts.filter(({ question }) => question.attack === null) ?? [];
  const modelled = analysis?.verdicts.filter(({ question }) => question.attack !== null) ?? [];
  const count = (label: string, count: number): string =>
    translate('report.full.summary.of', { label, count });
  const answers = (among: typeof plain): string =>
    answerKinds
      .map((answer) =>
        count(translate(`metrics.answers.${answer}`), among.filter((each) => each.answer === answer).length),
      )
      .join('; ');
  const levels = (when: 'before' | 'after'): string =>
    [...acceptances, null]
      .map((acceptance) =>
        count(
          translate(`risk.acceptance.${acceptance ?? 'undecided'}`),
          risks.filter((risk) => (risk[when]?.acceptance ?? null) === acceptance).length,
        ),
      )
      .join('; ');
  const criteria = criteriaOf(state);
  const overall = overallStatus({ model, run }, record, analysis);
  const row = (title: string, value: string): readonly TableCell[] => [
    cell(title, { bold: true }),
    cell(value),
  ];
  return [
    { kind: 'heading', level: 1, text: translate('report.full.summary') },
    currencyNotice(state, translate),
    facts([
      row(
        translate('report.full.summary.overall'),
        translate('report.full.summary.overall-told', {
          status: translate(`requirements.overall.${overall}`),
          meaning: translate(`requirements.overall-what.${overall}`),
        }),
      ),
      row(translate('report.full.discrepancies'), String(totalDiscrepancies(record.discrepancies))),
      ...(analysis === null
        ? []
        : [
            row(translate('report.attack.plain'), answers(plain)),
            ...(modelled.length === 0
              ? []
              : [row(translate('report.full.summary.models'), answers(modelled))]),
          ]),
      row(
        translate('report.full.guidelines'),
        (['warning', 'advice'] as const)
          .map((severity) =>
            count(
              translate(`guideline.severity.${severity}`),
              findings.filter((finding) => finding.severity === severity).length,
            ),
          )
          .join('; '),
      ),
      row(
        translate('report.full.threats'),
        threatDecisions
          .map((decision) =>
            count(
              translate(`threats.decision.${decision}`),
              threats.filter((threat) => decisionOf(threat) === decision).length,
            ),
          )
          .join('; '),
      ),
      row(translate('report.full.risk.matrix-before'), levels('before')),
      row(translate('report.full.risk.matrix-after'), levels('after')),
      row(
        translate('report.full.evaluation'),
        (['done', 'partly', 'open'] as const)
          .map((status) =>
            count(
              translate(`evaluation.status.${status}`),
              criteria.filter((each) => each.status === status).length,
            ),
          )
          .join('; '),
      ),
    ]),
  ];
}
