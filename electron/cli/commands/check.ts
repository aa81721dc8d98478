import { createHash } from 'node:crypto';
import { exitStatus } from '#cli/exit-status.ts';
import { readModel, refusalLine, type Refusal } from '#cli/model-file.ts';
import { complain, print, tableOneLines, translate } from '#cli/speech.ts';
import { analyse } from '#core/analysis/analyse.ts';
import { totalDiscrepancies, type AnalysisRecord, type Cell } from '#core/analysis/record.ts';
import { diagnosticSentence } from '#core/language/sentence.ts';
import { positionAt } from '#core/language/source.ts';
import { explainCell } from '#core/report/explain.ts';
import { failure, type Result } from '#core/result.ts';

/** Analyses files in order. Answers the worst exit status of all. */
export function check(files: readonly string[], json: boolean): number {
  const outcomes = files.map((file) => ({ file, outcome: checkFile(file) }));
  for (const { file, outcome } of outcomes) {
    if (json) print(JSON.stringify(asJson(file, outcome)));
    else if (outcome.ok) describe(file, outcome.value);
  }
  const refused = outcomes.filter(({ outcome }) => !outcome.ok);
  for (const { file, outcome } of refused) if (!outcome.ok) complain(refusalLine(file, outcome.error));
  if (refused.length > 0) return exitStatus.failed;
  const differing = outcomes.filter(
    ({ outcome }) => outcome.ok && totalDiscrepancies(outcome.value.discrepancies) > 0,
  );
  for (const { file, outcome } of differing) {
    if (outcome.ok)
      complain(`${file}: ${discrepancySentence(totalDiscrepancies(outcome.value.discrepancies))}`);
  }
  return differing.length > 0 ? exitStatus.discrepancies : exitStatus.fine;
}

function checkFile(file: string): Result<AnalysisRecord, Refusal> {
  const read = readModel(file);
  if (!read.ok) return read;
  const text = read.value;
  const inputHash = createHash('sha256').update(text, 'utf8').digest('hex');
  const analysed = analyse({ text, inputHash });
  if (analysed.ok) return analysed;
  const [first] = analysed.error;
  if (first === undefined) throw new Error('a refused text has a diagnostic');
  const { line, column } = positionAt(text, first.span.start);
  return failure({ code: first.code, message: diagnosticSentence(first, translate), line, column });
}

function asJson(file: string, outcome: Result<AnalysisRecord, Refusal>): object {
  if (!outcome.ok) return { file, error: outcome.error };
  const cells = outcome.value.cells.map((cell) => ({ ...cell, explanation: explainCell(cell, translate) }));
  return { file, ...outcome.value, cells };
}

function discrepancySentence(count: number): string {
  return count === 1 ? '1 discrepancy.' : `${String(count)} discrepancies.`;
}

function isDiscrepancy({ confidentiality, integrity }: Cell): boolean {
  const { verdict } = confidentiality;
  const weak = integrity?.verdict === 'not-assured' || integrity?.verdict === 'assured-without-freshness';
  return weak || (verdict !== 'agrees' && verdict !== 'not-required');
}

function describe(file: string, record: AnalysisRecord): void {
  print(`${file}: ${record.protocol}`);
  for (const line of tableOneLines(record.metrics.tableOne)) print(`  ${line}`);
  print(`  ${discrepancySentence(totalDiscrepancies(record.discrepancies))}`);
  for (const cell of record.cells.filter(isDiscrepancy)) {
    print(
      `  ${cell.element} at ${cell.entity}: ${cell.confidentiality.verdict}, ${cell.integrity?.verdict ?? '-'}`,
    );
    for (const sentence of explainCell(cell, translate)) print(`    ${sentence}`);
  }
}
