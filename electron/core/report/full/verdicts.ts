import { answerKinds, type AnswerKind, type Verdict } from '#core/analysis/record/verdict.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import { cell, type Block, type ReportTone, type TableCell } from '#core/report/document/document.ts';
import { attackAnchor } from '#core/report/full/attacks.ts';
import { proofSection } from '#core/report/full/proofs.ts';
import { currencyNotice } from '#core/report/full/opening.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { paragraph, table } from '#core/report/document/tables.ts';
import {
  commonAssumptions,
  describeAssumption,
  ownAssumptions,
} from '#core/views/words/describe-assumption.ts';
import { describeFinding } from '#core/views/words/describe-finding.ts';
import { describeAttackModel } from '#core/views/words/describe-attack-model.ts';
import { underAttack } from '#core/views/words/describe-asked.ts';
import { describeQuestion } from '#core/views/words/describe-question.ts';
import { describeUnasked } from '#core/views/words/describe-unasked.ts';
import { askingStatement } from '#core/method/requirements/asked-statement.ts';
import { unaskedOf } from '#core/method/requirements/unasked.ts';

const looks: Readonly<Record<AnswerKind, { readonly tone: ReportTone; readonly sign: string }>> = {
  holds: { tone: 'good', sign: '✓' },
  'holds-within': { tone: 'plain', sign: '≈' },
  inconsistent: { tone: 'danger', sign: '‼' },
  vacuous: { tone: 'danger', sign: '⊘' },
  violated: { tone: 'danger', sign: '✗' },
  undecided: { tone: 'warning', sign: '?' },
};

/** The answers about an active adversary, with what they mean and how far the analysis went. */
export function verdictChapter(state: ProjectState, translate: Translate): readonly Block[] {
  const { analysis } = state;
  const head: readonly Block[] = [
    { kind: 'heading', level: 1, text: translate('report.full.verdicts') },
    currencyNotice(state, translate),
  ];
  if (analysis === null) return [...head, ...notAsked(state, translate)];
  return [
    ...head,
    ...bounds(analysis, translate),
    {
      kind: 'list',
      numbered: false,
      items: answerKinds.map(
        (answer) => `${looks[answer].sign} ${translate(`report.full.meaning.${answer}`)}`,
      ),
    },
    paragraph(translate('report.full.verdicts.assumptions')),
    ...assumedByAll(analysis, translate),
    { kind: 'heading', level: 2, text: translate('report.attack.plain') },
    answers(null, analysis, translate),
    ...analysis.model.attacks.flatMap((attack): readonly Block[] => [
      { kind: 'heading', level: 2, text: translate('report.attack.model', { name: attack.label }) },
      { kind: 'sentences', items: describeAttackModel(attack, analysis.model.phases, translate) },
      answers(attack.name, analysis, translate),
    ]),
    ...proofSection(analysis, translate),
    ...notAsked(state, translate),
    ...unaskedSection(state, analysis, translate),
  ];
}

function assumedByAll({ verdicts }: ActiveAnalysis, translate: Translate): readonly Block[] {
  const items = commonAssumptions(verdicts, translate);
  if (items.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: translate('report.assumes.title') },
    { kind: 'sentences', items },
  ];
}

function unaskedSection(
  { record, run }: ProjectState,
  analysis: ActiveAnalysis,
  translate: Translate,
): readonly Block[] {
  if (analysis.currency !== 'current') return [];
  const asked = analysis.verdicts.map(({ question }) => question);
  const unasked = unaskedOf({ model: analysis.model, run }, record, asked);
  if (unasked.length === 0) return [];
  const items = unasked.map((each) => {
    const { what, why } = describeUnasked(each, translate);
    return `${underAttack(what, each.attack, translate)}: ${why}`;
  });
  return [
    { kind: 'heading', level: 2, text: translate('report.unasked') },
    { kind: 'paragraph', text: translate('report.unasked.text'), tone: 'warning' },
    { kind: 'sentences', items },
  ];
}

function bounds({ engineVersion, bounds: reached }: ActiveAnalysis, translate: Translate): readonly Block[] {
  const engine = engineVersion;
  const text =
    reached === null
      ? translate('report.full.verdicts.engine', { engine })
      : translate('report.full.verdicts.bounds', { engine, ...reached });
  return [paragraph(text)];
}

// Attack models of the newest text about which nothing was asked.
function notAsked({ model, analysis }: ProjectState, translate: Translate): readonly Block[] {
  const asked = new Set(analysis?.model.attacks.map(({ name }) => name));
  const missing = model.attacks.filter(({ name }) => !asked.has(name));
  if (missing.length === 0) return [];
  const names = missing.map(({ label }) => label).join(', ');
  return [
    {
      kind: 'paragraph',
      text: translate('report.full.attack-model.not-asked', { count: missing.length, names }),
      tone: 'warning',
    },
  ];
}

function answers(attack: string | null, analysis: ActiveAnalysis, translate: Translate): Block {
  const rows = analysis.verdicts.flatMap((verdict, index) =>
    verdict.question.attack === attack ? [row(verdict, index, analysis, translate)] : [],
  );
  return table(
    [
      'report.column.ordinal',
      'report.column.question',
      'report.column.refines',
      'report.column.answer',
      'report.column.page',
    ],
    [{ points: 24 }, 'share', { points: 60 }, { points: 160 }, { points: 28 }],
    rows,
    translate,
  );
}

function row(
  verdict: Verdict,
  index: number,
  { model, currency: known }: ActiveAnalysis,
  translate: Translate,
): readonly TableCell[] {
  const look = looks[verdict.answer];
  // What was proved of another text is no good news about this one.
  const { tone, sign } =
    known !== 'current' && look.tone === 'good' ? { ...look, tone: 'muted' as const } : look;
  const told = [
    describeFinding(verdict, translate),
    ...ownAssumptions(verdict).map((each) => describeAssumption(each, verdict.question, translate)),
  ].join('\n');
  return [
    cell(String(index + 1), { align: 'right' }),
    cell(describeQuestion(verdict.question, translate)),
    cell(askingStatement(verdict.question, model)?.refines.join(', ') ?? '', { font: 'mono' }),
    cell(`${sign} ${told}`, { tone }),
    cell('', { align: 'right', page: verdict.trace === null ? null : attackAnchor(index) }),
  ];
}
