import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import type { Verdict } from '#core/analysis/record/verdict.ts';
import { grouped } from '#core/grouped.ts';
import type { AttackModel } from '#core/language/model.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block, type TableCell } from '#core/report/document/document.ts';
import { mono, paragraph, table } from '#core/report/document/tables.ts';
import { lookOf, remarks } from '#core/report/full/answer-look.ts';
import { listQuestions, questionLabels, type QuestionLabels } from '#core/report/full/question-labels.ts';
import { describeAttackModel } from '#core/views/words/describe-attack-model.ts';
import { describeFinding } from '#core/views/words/describe-finding.ts';
import { describeQuestion } from '#core/views/words/describe-question.ts';

/** More columns than these do not fit on a page. */
const mostColumns = 10;

/** The attack models, the answers under each of them as one table, and what is to be said of single ones. */
export function attackModelSections(analysis: ActiveAnalysis, translate: Translate): readonly Block[] {
  const { model } = analysis;
  if (model.attacks.length === 0) return [];
  const labels = questionLabels(analysis);
  return [
    { kind: 'heading', level: 2, text: translate('report.full.attack-models') },
    table(
      ['report.column.ordinal', 'report.column.name', 'report.column.attack-model', 'report.column.assumed'],
      [{ points: 26 }, { points: 90 }, { points: 150 }, 'share'],
      model.attacks.map((attack) => [
        cell(labels.attacks.get(attack.name) ?? ''),
        mono(attack.name),
        cell(attack.label === attack.name ? '' : attack.label),
        cell(describeAttackModel(attack, model.phases, translate).join(' ')),
      ]),
      translate,
    ),
    { kind: 'heading', level: 2, text: translate('report.full.under-attack') },
    paragraph(translate('report.full.under-attack.text')),
    ...chunks(model.attacks).map((attacks, index, all) =>
      matrix(attacks, [index, all.length], analysis, labels, translate),
    ),
    ...remarkBlocks(analysis, labels, translate),
  ];
}

function chunks(attacks: readonly AttackModel[]): readonly (readonly AttackModel[])[] {
  const count = Math.ceil(attacks.length / mostColumns);
  const size = Math.ceil(attacks.length / count);
  return Array.from({ length: count }, (_, index) => attacks.slice(index * size, (index + 1) * size));
}

function matrix(
  attacks: readonly AttackModel[],
  [part, parts]: readonly [number, number],
  analysis: ActiveAnalysis,
  labels: QuestionLabels,
  translate: Translate,
): Block {
  const byRow = grouped(
    analysis.verdicts.map((verdict, index) => ({ verdict, row: labels.rows[index] ?? 0 })),
    ({ row }) => row,
  );
  const columns = [null, ...attacks.map(({ name }) => name)];
  const name = (attack: string | null): string =>
    attack === null ? translate('report.full.under-attack.plain') : (labels.attacks.get(attack) ?? attack);
  const caption = translate('report.full.under-attack');
  return {
    kind: 'table',
    columns: [{ points: 20 }, 'share', ...columns.map(() => ({ points: 22 }))],
    header: [
      cell(translate('report.column.ordinal'), { bold: true, align: 'right' }),
      cell(translate('report.column.question'), { bold: true }),
      ...columns.map((attack) => cell(name(attack), { bold: true, align: 'center' })),
    ],
    rows: [...byRow].flatMap(([row, own]) => {
      const [first] = own;
      if (first === undefined) return [];
      return [
        [
          cell(String(row), { align: 'right' }),
          cell(describeQuestion(first.verdict.question, translate)),
          ...columns.map((attack) =>
            answerCell(own.find(({ verdict }) => verdict.question.attack === attack)?.verdict, analysis),
          ),
        ],
      ];
    }),
    size: 7,
    caption: {
      text: parts === 1 ? caption : translate('report.part', { text: caption, part: part + 1, parts }),
    },
  };
}

function answerCell(verdict: Verdict | undefined, analysis: ActiveAnalysis): TableCell {
  if (verdict === undefined) return cell('–', { tone: 'muted', align: 'center' });
  const { tone, sign } = lookOf(verdict, analysis);
  return cell(sign, { tone, align: 'center' });
}

// What a sign does not say, with the questions that it is to be said of.
function remarkBlocks(
  { verdicts }: ActiveAnalysis,
  labels: QuestionLabels,
  translate: Translate,
): readonly Block[] {
  const said = verdicts.flatMap((verdict, index) => {
    if (verdict.question.attack === null) return [];
    const isPlain = verdict.answer === 'holds' || verdict.answer === 'violated';
    const items = [...(isPlain ? [] : [describeFinding(verdict, translate)]), ...remarks(verdict, translate)];
    return items.map((item) => ({ item, index }));
  });
  if (said.length === 0) return [];
  return [
    paragraph(translate('report.full.under-attack.remarks')),
    {
      kind: 'list',
      numbered: false,
      items: [...grouped(said, ({ item }) => item)].map(([item, own]) =>
        translate('report.full.under-attack.remark', {
          remark: item,
          questions: listQuestions(
            own.map(({ index }) => index),
            labels,
          ),
        }),
      ),
    },
  ];
}
