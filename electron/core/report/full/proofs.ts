import type { ActiveAnalysis } from '#core/analysis/record/active-analysis.ts';
import type { ProofNote } from '#core/analysis/record/verdict.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block } from '#core/report/document/document.ts';
import { mono, paragraph, table } from '#core/report/document/tables.ts';
import { describeCheck } from '#core/views/words/describe-check.ts';

/** What each proved answer rests on: the file of its proof by its hash, and how to check it. Nothing where none is proved. */
export function proofSection(
  { verdicts, bounds }: Pick<ActiveAnalysis, 'verdicts' | 'bounds'>,
  translate: Translate,
): readonly Block[] {
  const proved = verdicts.flatMap(({ answer, evidence }, index) =>
    answer === 'holds' ? [{ number: index + 1, proof: evidence?.proof ?? null }] : [],
  );
  if (proved.length === 0) return [];
  const unknown = proved.filter(({ proof }) => proof === null).map(({ number }) => number);
  const files = new Map<string, { readonly proof: ProofNote; readonly numbers: number[] }>();
  for (const { number, proof } of proved) {
    if (proof === null) continue;
    const file = files.get(proof.sha256) ?? { proof, numbers: [] };
    files.set(proof.sha256, file);
    file.numbers.push(number);
  }
  const rows = [...files.values()].map(({ proof, numbers }) => [
    cell(listed(numbers)),
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
            [{ points: 70 }, 'share', { points: 44 }, { points: 44 }],
            rows,
            translate,
          ),
        ]),
    ...(unknown.length === 0
      ? []
      : [
          paragraph(
            translate('report.full.proofs.unknown', { count: unknown.length, numbers: listed(unknown) }),
          ),
        ]),
  ];
}

// Numbers that follow each other as a span.
function listed(numbers: readonly number[]): string {
  const spans: { readonly first: number; last: number }[] = [];
  for (const number of numbers) {
    const span = spans.at(-1);
    if (span?.last === number - 1) span.last = number;
    else spans.push({ first: number, last: number });
  }
  return spans
    .map(({ first, last }) => (first === last ? String(first) : `${String(first)}–${String(last)}`))
    .join(', ');
}
