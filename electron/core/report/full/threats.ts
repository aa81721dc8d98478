import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block, type ReportTone, type TableCell } from '#core/report/document/document.ts';
import { currencyNotice } from '#core/report/full/opening.ts';
import { listQuestions, questionLabels } from '#core/report/full/question-labels.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { paragraph, table, describeSources, toneSigns } from '#core/report/document/tables.ts';
import {
  describeThreatAnswer,
  describeDoubts,
  describeThreat,
} from '#core/method/threats/describe-threat.ts';
import { threatDecisions, type ThreatDecision } from '#core/dossier/threat-entry.ts';
import type { Threat } from '#core/method/threats/threat.ts';

/** The catalogue of threats: those that the analyst accepted in full, the others as lists with her reasons. */
export function threatChapter(state: ProjectState, translate: Translate): readonly Block[] {
  const { analysis, threats } = state;
  return [
    { kind: 'heading', level: 1, text: translate('report.full.threats') },
    ...(analysis?.currency === 'current' ? [] : [currencyNotice(state, translate)]),
    paragraph(translate('report.full.threats.text', { count: threats.length })),
    ...threatDecisions
      .toSorted((left, right) => orderOf(left) - orderOf(right))
      .flatMap((decision) => decided(decision, state, translate)),
  ];
}

function orderOf(decision: ThreatDecision): number {
  return ['accepted', 'undecided', 'rejected'].indexOf(decision);
}

/** The analyst's decision about a threat; `undecided` where she made none. */
export function decisionOf({ entry }: Threat): ThreatDecision {
  return entry?.decision ?? 'undecided';
}

function decided(decision: ThreatDecision, state: ProjectState, translate: Translate): readonly Block[] {
  const those = state.threats.filter((threat) => decisionOf(threat) === decision);
  if (those.length === 0) return [];
  const heading = translate(`report.full.threats.${decision}`, { count: those.length });
  return [{ kind: 'heading', level: 2, text: heading }, threatTable(those, decision, state, translate)];
}

// What is accepted is described, with what it rests on; what is rejected has the reason.
function threatTable(
  threats: readonly Threat[],
  decision: ThreatDecision,
  state: ProjectState,
  translate: Translate,
): Block {
  const rejected = decision === 'rejected';
  return table(
    [
      'report.column.ordinal',
      'report.column.threat',
      'report.column.adversary',
      'report.column.breach',
      'report.column.answer',
      rejected ? 'report.column.reason' : 'report.column.requirements',
    ],
    [
      { points: 20 },
      'share',
      { points: 64 },
      { points: 84 },
      { points: 62 },
      { points: rejected ? 130 : 46 },
    ],
    threats.map((threat) => [
      cell(numberOf(threat, state), { align: 'right' }),
      cell(
        [
          titleOf(threat, state, translate),
          ...(decision === 'accepted' ? details(threat, state, translate) : []),
        ].join('\n'),
      ),
      cell(translate(`threats.adversary.${threat.adversary}`)),
      cell(threat.breaches.map((breach) => translate(`threats.breach.${breach}`)).join(', ')),
      answerCell(threat, translate),
      cell(rejected ? (threat.entry?.reason ?? '') : threat.requirements.join(', ')),
    ]),
    translate,
  );
}

// The number under which it stands in the register of risks.
function numberOf(threat: Threat, { risks }: ProjectState): string {
  const risk = risks.find((each) => each.threat.id === threat.id);
  return risk === undefined ? '' : String(risk.number);
}

function titleOf(threat: Threat, { model }: ProjectState, translate: Translate): string {
  const { title } = describeThreat(threat, model, translate, 'all');
  const marks = [
    ...(threat.form === 'own' ? [translate('report.full.threats.own')] : []),
    ...(threat.status === 'gone' || threat.status === 'changed'
      ? [translate(`threats.status.${threat.status}`)]
      : []),
  ];
  return marks.length === 0 ? title : `${title} (${marks.join(', ')})`;
}

const tones: Readonly<Record<NonNullable<Threat['answer']>, ReportTone>> = {
  holds: 'good',
  'holds-within': 'plain',
  inconsistent: 'danger',
  vacuous: 'danger',
  violated: 'danger',
  undecided: 'warning',
};

function answerCell(threat: Threat, translate: Translate): TableCell {
  const tone = threat.answer === null ? 'muted' : tones[threat.answer];
  return cell(`${toneSigns[tone]}${describeThreatAnswer(threat, translate)}`, { tone });
}

// The description, the analyst's reason, and what it rests on, a line each.
function details(threat: Threat, state: ProjectState, translate: Translate): readonly string[] {
  const { model, analysis } = state;
  const { description } = describeThreat(threat, model, translate, 'all');
  const { entry, attackModel } = threat;
  const attack = model.attacks.find(({ name }) => name === attackModel);
  const attacks = (analysis?.verdicts ?? []).flatMap((verdict, index) =>
    verdict.trace !== null && threat.verdicts.includes(verdict) ? [index] : [],
  );
  const line = (title: string, value: string): readonly string[] =>
    value === '' ? [] : [translate('report.full.fact', { title, value })];
  return [
    description,
    ...line(translate('report.column.reason'), entry?.reason ?? ''),
    ...line(translate('report.column.doubts'), describeDoubts(threat, translate).join(' ')),
    ...line(translate('report.column.source'), describeSources(entry?.citations ?? [], translate)),
    ...line(translate('report.column.attack-model'), attack?.label ?? ''),
    ...(analysis === null
      ? []
      : line(translate('report.full.threats.attacks'), listQuestions(attacks, questionLabels(analysis)))),
  ];
}
