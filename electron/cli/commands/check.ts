import { createHash } from 'node:crypto';
import { exitStatus } from '#cli/exit-status.ts';
import { readModel, refusalLine, textRefusal, type Refusal } from '#cli/model-file.ts';
import { complain, print, tableOneLines, translate } from '#cli/speech.ts';
import { analyse } from '#core/analysis/analyse.ts';
import { totalDiscrepancies, type AnalysisRecord, type Cell } from '#core/analysis/record.ts';
import { explainCell } from '#core/report/explain.ts';
import { failure, type Result } from '#core/result.ts';

/** Analyses a file and says what differs from its requirements. Answers the exit status. */
export function check(file: string, json: boolean): number {
  const outcome = checkFile(file);
  if (json) print(JSON.stringify(asJson(file, outcome)));
  else if (outcome.ok) describe(file, outcome.value);
  if (!outcome.ok) {
    complain(refusalLine(file, outcome.error));
    return exitStatus.failed;
  }
  const count = totalDiscrepancies(outcome.value.discrepancies);
  if (count === 0) return exitStatus.fine;
  complain(`${file}: ${discrepancySentence(count)}`);
  return exitStatus.discrepancies;
}

function checkFile(file: string): Result<AnalysisRecord, Refusal> {
  const read = readModel(file);
  if (!read.ok) return read;
  const text = read.value;
  const inputHash = createHash('sha256').update(text, 'utf8').digest('hex');
  const analysed = analyse({ text, inputHash });
  if (analysed.ok) return analysed;
  return failure(textRefusal(text, analysed.error));
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
