import { Command } from 'commander';
import { secondsOption, sessionsOption } from '#cli/console/options.ts';
import { checkImported, type ImportedOptions } from '#cli/commands/check-imported.ts';
import { exitStatus } from '#cli/console/exit-status.ts';
import { readModel, refusalLine, textRefusal, type Refusal } from '#cli/models/model-file.ts';
import { printError, print, tableOneLines, translate } from '#cli/console/console.ts';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import {
  totalDiscrepancies,
  type AnalysisRecord,
  type RequirementCell,
} from '#core/analysis/record/record.ts';
import { explainCell } from '#core/views/words/explain.ts';
import { formatToRead } from '#core/interchange/formats.ts';
import { overallStatus, type OverallStatus } from '#core/method/requirements/overall-status.ts';
import { failure, success, type Result } from '#core/result.ts';
import { textHash } from '#engine/text-hash.ts';

/** The command `check` with its arguments and options. */
export function checkCommand(): Command {
  return new Command('check')
    .description('analyse models and say what agrees with their requirements and what does not')
    .argument('<files...>', 'models in the language of Segl, of Verifpal (.vp) or of Scyther (.spdl)')
    .option('--json', 'one line of JSON for each file, in order')
    .addOption(sessionsOption())
    .addOption(secondsOption('time for one model of Verifpal or Scyther', 60))
    .action((files: readonly string[], options: ImportedOptions & { readonly json?: boolean }) => {
      const json = options.json === true;
      // In order, whatever language each file is in.
      const statuses = files.map((file) => {
        const { reader } = formatToRead(file);
        return reader?.makes === 'protocol' ? checkImported(file, reader, json, options) : check(file, json);
      });
      process.exitCode = Math.max(...statuses);
    });
}

/** Analyses a file and says what differs from its requirements. Returns the exit status. */
function check(file: string, json: boolean): number {
  const outcome = checkFile(file);
  if (json) print(JSON.stringify(asJson(file, outcome)));
  else if (outcome.ok) describe(file, outcome.value);
  if (!outcome.ok) {
    printError(refusalLine(file, outcome.error));
    return exitStatus.failed;
  }
  const { record, status } = outcome.value;
  if (status === 'unstated' || status === 'unrefined') {
    printError(`${file}: ${translate(`requirements.overall.${status}`)}.`);
    return exitStatus.discrepancies;
  }
  const count = totalDiscrepancies(record.discrepancies);
  if (count === 0) return exitStatus.fine;
  printError(`${file}: ${discrepancySentence(count)}`);
  return exitStatus.discrepancies;
}

interface Checked {
  readonly record: AnalysisRecord;
  /** The status of the model by that, without an active adversary. */
  readonly status: OverallStatus;
}

function checkFile(file: string): Result<Checked, Refusal> {
  const read = readModel(file);
  if (!read.ok) return read;
  const text = read.value;
  const inputHash = textHash(text);
  const { executable, diagnostics } = checkText(text);
  if (executable === null) return failure(textRefusal(text, diagnostics));
  const { model, run } = executable;
  const record = analyseModel(model, run, inputHash);
  return success({ record, status: overallStatus(executable, record, null) });
}

function asJson(file: string, outcome: Result<Checked, Refusal>): object {
  if (!outcome.ok) return { file, error: outcome.error };
  const { record, status } = outcome.value;
  const cells = record.cells.map((cell) => ({ ...cell, explanation: explainCell(cell, translate) }));
  return { file, ...record, standing: status, cells };
}

function discrepancySentence(count: number): string {
  return count === 1 ? '1 discrepancy.' : `${String(count)} discrepancies.`;
}

function isDiscrepancy({ confidentiality, integrity }: RequirementCell): boolean {
  const { verdict } = confidentiality;
  const weak = integrity?.verdict === 'not-assured' || integrity?.verdict === 'assured-without-freshness';
  return weak || (verdict !== 'agrees' && verdict !== 'not-required');
}

function describe(file: string, { record, status }: Checked): void {
  print(`${file}: ${record.protocol}`);
  for (const line of tableOneLines(record.metrics.tableOne)) print(`  ${line}`);
  const count = totalDiscrepancies(record.discrepancies);
  if (count > 0) print(`  ${discrepancySentence(count)}`);
  else print(`  ${translate(`requirements.overall-what.${status}`)}`);
  for (const cell of record.cells.filter(isDiscrepancy)) {
    print(
      `  ${cell.element} at ${cell.entity}: ${cell.confidentiality.verdict}, ${cell.integrity?.verdict ?? '-'}`,
    );
    for (const sentence of explainCell(cell, translate)) print(`    ${sentence}`);
  }
}
