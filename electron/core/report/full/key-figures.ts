import { totalDiscrepancies } from '#core/analysis/record/record.ts';
import { answerKinds, type Verdict } from '#core/analysis/record/verdict.ts';
import type { MessageKey, Translate } from '#core/messages/catalogue.ts';
import { cell, type Block, type TableCell } from '#core/report/document/document.ts';
import { criteriaOf } from '#core/report/full/evaluation.ts';
import { decisionOf } from '#core/report/full/threats.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { table } from '#core/report/document/tables.ts';
import { overallStatus } from '#core/method/requirements/overall-status.ts';
import { acceptances } from '#core/dossier/risk-policy.ts';
import { threatDecisions } from '#core/dossier/threat-entry.ts';

/** The results in numbers, by chapter. */
export function keyFigures(state: ProjectState, translate: Translate): Block {
  const { findings, record, risks, threats } = state;
  const count: Counter = (kinds, things, kindOf, label) =>
    kinds
      .map((kind) =>
        translate('report.full.summary.of', {
          label: translate(label(kind)),
          count: things.filter((thing) => kindOf(thing) === kind).length,
        }),
      )
      .join('; ');
  const found = count(
    ['warning', 'advice'],
    findings,
    ({ severity }) => severity,
    (severity) => `guideline.severity.${severity}`,
  );
  const decided = count(threatDecisions, threats, decisionOf, (decision) => `threats.decision.${decision}`);
  const fulfilled = count(
    ['done', 'partly', 'open'],
    criteriaOf(state),
    ({ status }) => status,
    (status) => `evaluation.status.${status}`,
  );
  const levels = (when: 'before' | 'after'): string =>
    count(
      [...acceptances, 'undecided'],
      risks,
      (risk) => risk[when]?.acceptance ?? 'undecided',
      (acceptance) => `risk.acceptance.${acceptance}`,
    );
  return table(
    ['report.column.subject', 'report.column.figures'],
    [{ points: 120 }, 'share'],
    [
      row(translate('report.full.summary.overall'), overall(state, translate)),
      row(translate('report.full.discrepancies'), String(totalDiscrepancies(record.discrepancies))),
      ...answerRows(state, translate, count),
      row(translate('report.full.guidelines'), found),
      row(translate('report.full.threats'), decided),
      row(translate('report.full.risk.matrix-before'), levels('before')),
      row(translate('report.full.risk.matrix-after'), levels('after')),
      row(translate('report.full.evaluation'), fulfilled),
    ],
    translate,
  );
}

/** Writes how many of some things are of each kind. */
type Counter = <Kind extends string, Thing>(
  kinds: readonly Kind[],
  things: readonly Thing[],
  kindOf: (thing: Thing) => Kind,
  label: (kind: Kind) => MessageKey,
) => string;

function overall({ model, run, analysis, record }: ProjectState, translate: Translate): string {
  const status = overallStatus({ model, run }, record, analysis);
  return translate('report.full.summary.overall-told', {
    status: translate(`requirements.overall.${status}`),
    meaning: translate(`requirements.overall-what.${status}`),
  });
}

// The answers about the plain adversary, and about all attack models where there are any.
function answerRows(
  { analysis }: ProjectState,
  translate: Translate,
  count: Counter,
): readonly (readonly TableCell[])[] {
  if (analysis === null) return [];
  const answers = (verdicts: readonly Verdict[]): string =>
    count(
      answerKinds,
      verdicts,
      ({ answer }) => answer,
      (answer) => `metrics.answers.${answer}`,
    );
  const plain = analysis.verdicts.filter(({ question }) => question.attack === null);
  const modelled = analysis.verdicts.filter(({ question }) => question.attack !== null);
  return [
    row(translate('report.attack.plain'), answers(plain)),
    ...(modelled.length === 0 ? [] : [row(translate('report.full.summary.models'), answers(modelled))]),
  ];
}

function row(title: string, value: string): readonly TableCell[] {
  return [cell(title, { bold: true }), cell(value)];
}
