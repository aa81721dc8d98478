import { answerKinds, type Verdict } from '#core/analysis/record/verdict.ts';
import { grouped } from '#core/grouped.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import { cell, type Block, type TableCell } from '#core/report/document/document.ts';
import { answerLooks, lookOf, remarks } from '#core/report/full/answer-look.ts';
import { attackModelSections } from '#core/report/full/answers-under-attack.ts';
import { attackAnchor, shortHash, toldAttacks } from '#core/report/full/told-attacks.ts';
import { proofSection } from '#core/report/full/proofs.ts';
import { questionLabels, type QuestionLabels } from '#core/report/full/question-labels.ts';
import { currencyNotice } from '#core/report/full/opening.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { paragraph, table } from '#core/report/document/tables.ts';
import { commonAssumptions } from '#core/views/words/describe-assumption.ts';
import { describeFinding } from '#core/views/words/describe-finding.ts';
import { describeQuestion } from '#core/views/words/describe-question.ts';
import { describeUnasked } from '#core/views/words/describe-unasked.ts';
import { askingStatement } from '#core/method/requirements/asked-statement.ts';
import { unaskedOf } from '#core/method/requirements/unasked.ts';

/** The answers about an active adversary, with what they mean and how far the analysis went. */
export function verdictChapter(state: ProjectState, translate: Translate): readonly Block[] {
  const { analysis } = state;
  const head: readonly Block[] = [
    { kind: 'heading', level: 1, text: translate('report.full.verdicts') },
    ...(analysis?.currency === 'current' ? [] : [currencyNotice(state, translate)]),
  ];
  if (analysis === null) return [...head, ...notAsked(state, translate)];
  return [
    ...head,
    ...bounds(analysis, translate),
    {
      kind: 'list',
      numbered: false,
      items: answerKinds.map(
        (answer) => `${answerLooks[answer].sign} ${translate(`report.full.meaning.${answer}`)}`,
      ),
    },
    paragraph(translate('report.full.verdicts.assumptions')),
    ...assumedByAll(analysis, translate),
    { kind: 'heading', level: 2, text: translate('report.attack.plain') },
    plainAnswers(analysis, translate),
    ...attackModelSections(analysis, translate),
    ...proofSection(analysis, questionLabels(analysis), translate),
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
  const labels = questionLabels(analysis);
  const adversary = (attack: string | null): string =>
    attack === null ? translate('report.full.under-attack.plain') : (labels.attacks.get(attack) ?? attack);
  const told = unasked.map((each) => ({
    ...describeUnasked(each, translate),
    attack: each.attack,
    isWhole: 'text' in each.stated,
  }));
  // What is asked of no adversary is said once.
  const items = [...grouped(told, ({ what, why }) => JSON.stringify([what, why])).values()].flatMap(
    (same) => {
      const [first] = same;
      if (first === undefined) return [];
      const { what, why, isWhole } = first;
      // A requirement in words is there whoever the adversary is.
      if (isWhole || same.length > analysis.model.attacks.length) return [`${what}: ${why}`];
      return [`${what} (${same.map(({ attack }) => adversary(attack)).join(', ')}): ${why}`];
    },
  );
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

function plainAnswers(analysis: ActiveAnalysis, translate: Translate): Block {
  const labels = questionLabels(analysis);
  const told = toldAttacks(analysis);
  const rows = analysis.verdicts.flatMap((verdict, index) =>
    verdict.question.attack === null ? [row({ verdict, index, analysis, labels, told }, translate)] : [],
  );
  return table(
    [
      'report.column.ordinal',
      'report.column.question',
      'report.column.refines',
      'report.column.answer',
      'report.column.page',
      'report.column.evidence',
    ],
    [{ points: 24 }, 'share', { points: 56 }, { points: 140 }, { points: 26 }, { points: 66 }],
    rows,
    translate,
    { caption: translate('report.full.verdicts.plain'), none: translate('report.active.nothing-asked') },
  );
}

/** A verdict with what is told of it elsewhere. */
interface Told {
  readonly verdict: Verdict;
  readonly index: number;
  readonly analysis: ActiveAnalysis;
  readonly labels: QuestionLabels;
  /** The verdict whose attack is told for each. */
  readonly told: ReadonlyMap<number, number>;
}

function row({ verdict, index, analysis, labels, told }: Told, translate: Translate): readonly TableCell[] {
  const { tone, sign } = lookOf(verdict, analysis);
  const representative = told.get(index);
  return [
    cell(labels.of[index] ?? '', { align: 'right' }),
    cell(describeQuestion(verdict.question, translate)),
    cell(askingStatement(verdict.question, analysis.model)?.refines.join(', ') ?? '', { font: 'mono' }),
    cell(`${sign} ${[describeFinding(verdict, translate), ...remarks(verdict, translate)].join('\n')}`, {
      tone,
    }),
    cell('', { align: 'right', page: representative === undefined ? null : attackAnchor(representative) }),
    cell(shortHash(verdict.attackFile), { font: 'mono' }),
  ];
}
