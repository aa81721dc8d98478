import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import type { ProofNote } from '#core/analysis/record/verdict.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { listQuestions, type QuestionLabels } from '#core/report/full/question-labels.ts';
import { cell, type Block } from '#core/report/document/document.ts';
import { mono, paragraph, table } from '#core/report/document/tables.ts';
import { describeCheck } from '#core/views/words/describe-check.ts';

/** What each proved answer rests on: the file of its proof by its hash, and how to check it. Nothing where none is proved. */
export function proofSection(
  { verdicts, bounds }: Pick<ActiveAnalysis, 'verdicts' | 'bounds'>,
  labels: QuestionLabels,
  translate: Translate,
): readonly Block[] {
  const proved = verdicts.flatMap(({ answer, evidence }, index) =>
    answer === 'holds' ? [{ index, proof: evidence?.proof ?? null }] : [],
  );
  if (proved.length === 0) return [];
  const unknown = proved.filter(({ proof }) => proof === null).map(({ index }) => index);
  const files = new Map<string, { readonly proof: ProofNote; readonly indices: number[] }>();
  for (const { index, proof } of proved) {
    if (proof === null) continue;
    const file = files.get(proof.sha256) ?? { proof, indices: [] };
    files.set(proof.sha256, file);
    file.indices.push(index);
  }
  const rows = [...files.values()].map(({ proof, indices }) => [
    cell(listQuestions(indices, labels)),
    mono(proof.sha256),
    cell(String(proof.clauses), { align: 'right' }),
    cell(String(proof.terms), { align: 'right' }),
  ]);
  return [
    { kind: 'heading', level: 2, text: translate('report.full.proofs') },
    ...(rows.length === 0
      ? []
      : [
          paragraph(translate('report.full.proofs.text')),
          paragraph(describeCheck(bounds, translate)),
          table(
            ['report.column.ordinal', 'report.column.proof', 'report.column.clauses', 'report.column.terms'],
            [{ points: 110 }, 'share', { points: 44 }, { points: 44 }],
            rows,
            translate,
            { size: 6.5 },
          ),
        ]),
    ...(unknown.length === 0
      ? []
      : [
          paragraph(
            translate('report.full.proofs.unknown', {
              count: unknown.length,
              numbers: listQuestions(unknown, labels),
            }),
          ),
        ]),
  ];
}
