import { grouped } from '#core/grouped.ts';
import type { Model } from '#core/language/model.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block, type TableCell } from '#core/report/document/document.ts';
import { mono, paragraph, table, toneSigns } from '#core/report/document/tables.ts';
import { attackLabels } from '#core/report/full/question-labels.ts';
import {
  requirementResults,
  resultOf,
  resultTones,
  type RequirementResult,
} from '#core/report/full/requirement-results.ts';
import type { TracedRequirement } from '#core/method/requirements/trace-requirement.ts';
import type { TraceStatus } from '#core/method/requirements/trace-status.ts';

/** The result of each requirement, in a sentence of numbers and one by one. */
export function requirementResultBlocks(
  requirements: readonly TracedRequirement[],
  model: Pick<Model, 'attacks'>,
  translate: Translate,
): readonly Block[] {
  const labels = attackLabels(model);
  const none = translate('report.full.requirements.none');
  if (requirements.length === 0) return [{ kind: 'paragraph', text: none, tone: 'warning' }];
  const counted = requirementResults
    .map((result) => ({
      result,
      count: requirements.filter(({ status }) => resultOf[status] === result).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ result, count }) =>
      translate('report.full.summary.count-of', { result: translate(`report.result.${result}`), count }),
    );
  return [
    paragraph(
      translate('report.full.summary.counted', { count: requirements.length, results: counted.join(', ') }),
    ),
    table(
      [
        'report.column.name',
        'report.column.text',
        'report.column.result',
        'report.column.reason',
        'report.column.attack-models',
      ],
      [{ points: 34 }, 'share', { points: 70 }, { points: 110 }, { points: 110 }],
      requirements.map(({ requirement, status, attacks }) => [
        mono(requirement.name),
        cell(requirement.text),
        resultCell(status, translate),
        cell(translate(`requirements.status.${status}`)),
        cell(
          [...grouped(attacks, (attacked) => resultOf[attacked.status])]
            .toSorted(([left], [right]) => rank(left) - rank(right))
            .map(([result, own]) =>
              translate('report.full.trace.under', {
                status: translate(`report.result.${result}`),
                attacks: own.map(({ attack }) => labels.get(attack) ?? attack).join(', '),
              }),
            )
            .join('\n'),
        ),
      ]),
      translate,
    ),
  ];
}

function rank(result: RequirementResult): number {
  return requirementResults.indexOf(result);
}

function resultCell(status: TraceStatus, translate: Translate): TableCell {
  const result = resultOf[status];
  const tone = resultTones[result];
  return cell(`${toneSigns[tone]}${translate(`report.result.${result}`)}`, { tone });
}
