import { riskMatrixScene } from '#core/views/diagrams/risk-matrix.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import {
  cell,
  drawingRoom,
  type Block,
  type ReportTone,
  type TableCell,
} from '#core/report/document/document.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { riskMatrixWords } from '#core/views/words/risk-words.ts';
import { paragraph, table, toneSigns } from '#core/report/document/tables.ts';
import type { Judgement } from '#core/dossier/assessment.ts';
import { placeRisks } from '#core/method/risk/matrix-placement.ts';
import type { Acceptance } from '#core/dossier/risk-policy.ts';
import type { RatedRisk } from '#core/method/risk/risk.ts';
import { counts } from '#core/dossier/treatment.ts';
import { describeThreat } from '#core/method/threats/describe-threat.ts';

type StatedRisk = ProjectState['risks'][number];

const acceptanceTones: Readonly<Record<Acceptance, ReportTone>> = {
  acceptable: 'good',
  tolerable: 'warning',
  unacceptable: 'danger',
};

/** How risk is judged, the matrix before and after treatment, and the register of risks. */
export function riskChapter(state: ProjectState, translate: Translate): readonly Block[] {
  return [
    { kind: 'heading', level: 1, text: translate('report.full.risk') },
    ...criteria(state, translate),
    ...matrix(state, 'before', translate),
    ...matrix(state, 'after', translate),
    ...register(state, translate),
  ];
}

function criteria({ dossier }: ProjectState, translate: Translate): readonly Block[] {
  const { criteria: stated, meanings, setOn, changes, notes } = dossier.riskPolicy;
  const told = notes.filter(({ text }) => text.trim() !== '');
  return [
    { kind: 'heading', level: 2, text: translate('report.full.risk.criteria') },
    setOn === null
      ? { kind: 'paragraph', text: translate('risk.criteria.not-set'), tone: 'warning' }
      : paragraph(translate('report.full.risk.set-on', { day: setOn })),
    ...(changes.length === 0
      ? []
      : [
          paragraph(translate('risk.criteria.changed')),
          {
            kind: 'list',
            numbered: false,
            items: changes.map(({ day, assessed }) =>
              translate('risk.criteria.change', { day, count: assessed }),
            ),
          } as const,
        ]),
    table(
      ['risk.risk', 'risk.criteria.acceptance', 'risk.criteria.terms'],
      [{ points: 90 }, { points: 90 }, 'share'],
      stated.map(({ level, acceptance, text }) => [
        cell(translate(`risk.level.${level}`)),
        acceptanceCell(acceptance, translate),
        cell(text),
      ]),
      translate,
      { caption: translate('report.full.risk.acceptance') },
    ),
    table(
      ['risk.criteria.category', 'risk.likelihood', 'risk.impact'],
      [{ points: 90 }, 'share', 'share'],
      meanings
        .filter(({ likelihood, impact }) => likelihood.trim() !== '' || impact.trim() !== '')
        .map(({ level, likelihood, impact }) => [
          cell(translate(`risk.level.${level}`)),
          cell(likelihood),
          cell(impact),
        ]),
      translate,
      {
        caption: translate('report.full.risk.scales'),
        none: translate('report.full.risk.no-scales'),
      },
    ),
    ...(told.length === 0
      ? []
      : [{ kind: 'sentences', items: told.map(({ mark, text }) => `${mark}) ${text}`) } as const]),
  ];
}

function matrix(
  { dossier, risks }: ProjectState,
  when: 'before' | 'after',
  translate: Translate,
): readonly Block[] {
  const look = { width: drawingRoom.width, words: riskMatrixWords(translate) };
  const unplaced = risks.filter((risk) => risk[when] === null).map(({ number }) => String(number));
  return [
    { kind: 'heading', level: 2, text: translate(`report.full.risk.matrix-${when}`) },
    { kind: 'drawing', scene: riskMatrixScene(dossier.riskPolicy, placeRisks(risks), when, look) },
    ...(unplaced.length === 0
      ? []
      : [paragraph(translate('risk.matrix.unplaced', { numbers: unplaced.join(', ') }))]),
  ];
}

function register(state: ProjectState, translate: Translate): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: translate('report.full.risk.register') },
    paragraph(translate('report.full.risk.register.text')),
    table(
      [
        'report.column.ordinal',
        'report.column.threat',
        'risk.matrix.before',
        'risk.matrix.after',
        'risk.register.acceptance-after',
      ],
      [{ points: 20 }, 'share', { points: 158 }, { points: 124 }, { points: 80 }],
      state.risks.map((risk) => row(risk, state, translate)),
      translate,
      { none: translate('report.full.risk.no-risks') },
    ),
  ];
}

function row(risk: StatedRisk, { model }: ProjectState, translate: Translate): readonly TableCell[] {
  const { number, threat, assessment, before, after, treatments, missing } = risk;
  const { likelihood, impact, residualLikelihood, residualImpact } = assessment;
  // What was judged of the risk after treatment says nothing of it while no treatment counts.
  const residual = treatments.some(counts) ? ([residualLikelihood, residualImpact] as const) : unreasoned;
  return [
    cell(String(number), { align: 'right' }),
    cell(describeThreat(threat, model, translate, 'all').title),
    cell(describeRating(before, [likelihood, impact], translate)),
    cell(describeRating(after, residual, translate)),
    withGaps(
      after?.acceptance == null
        ? cell(translate('risk.acceptance.undecided'), { tone: 'muted' })
        : acceptanceCell(after.acceptance, translate),
      missing.map((gap) => translate(`risk.gap.${gap}`)),
    ),
  ];
}

function withGaps(accepted: TableCell, gaps: readonly string[]): TableCell {
  return { ...accepted, text: [accepted.text, ...gaps].join('\n') };
}

function acceptanceCell(acceptance: Acceptance, translate: Translate): TableCell {
  const tone = acceptanceTones[acceptance];
  return cell(`${toneSigns[tone]}${translate(`risk.acceptance.${acceptance}`)}`, { tone });
}

const unreasoned = [null, null] as const;

// The level, then likelihood and impact, each with the reason that she gave.
function describeRating(
  rated: RatedRisk | null,
  [likelihood, impact]: readonly [Judgement | null, Judgement | null],
  translate: Translate,
): string {
  if (rated === null) return translate('risk.not-judged');
  const level = translate(`risk.level.${rated.level ?? 'unknown'}`);
  const marked = rated.note === null ? level : translate('risk.level-marked', { level, mark: rated.note });
  return [
    translate('report.full.risk.level', { level: marked }),
    describeAspect(translate('risk.likelihood'), rated.likelihood, likelihood, translate),
    describeAspect(translate('risk.impact'), rated.impact, impact, translate),
  ].join('\n');
}

function describeAspect(
  aspect: string,
  level: RatedRisk['likelihood'],
  judgement: Judgement | null,
  translate: Translate,
): string {
  const told = `${aspect}: ${translate(`risk.level.${level}`)}`;
  return judgement === null || judgement.reason.trim() === '' ? told : `${told}. ${judgement.reason}`;
}
