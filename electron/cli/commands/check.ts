import { Command } from 'commander';
import { secondsOption, sessionsOption } from '#cli/console/options.ts';
import { checkImported, type ImportedOptions } from '#cli/commands/check-imported.ts';
import { exitStatus } from '#cli/console/exit-status.ts';
import { readModel, refusalLine, textRefusal, type Refusal } from '#cli/models/model-file.ts';
import { failureSentence, printError, print, tableOneLines, translate } from '#cli/console/console.ts';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { attackedTable, type AttackedTable } from '#core/analysis/pipeline/attacked/attacked-table.ts';
import {
  adversaryName,
  totalDiscrepancies,
  type AnalysisRecord,
  type RequirementCell,
} from '#core/analysis/record/record.ts';
import { describeGain, describeNotShown } from '#core/views/words/describe-attacked-table.ts';
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
    .option(
      '--attack-model <name>',
      'tell also what a listener obtains under this attack model of a model in the language of Segl',
    )
    .addOption(sessionsOption())
    .addOption(secondsOption('time for one model of Verifpal or Scyther', 60))
    .action((files: readonly string[], options: CheckOptions) => {
      const json = options.json === true;
      // In order, whatever language each file is in.
      const statuses = files.map((file) => {
        const { reader } = formatToRead(file);
        if (reader?.makes !== 'protocol') return check(file, json, options.attackModel ?? null);
        if (options.attackModel === undefined) return checkImported(file, reader, json, options);
        printError(`${file}: --attack-model is for models in the language of Segl.`);
        return exitStatus.misused;
      });
      process.exitCode = Math.max(...statuses);
    });
}

type CheckOptions = ImportedOptions & { readonly json?: boolean; readonly attackModel?: string };

/** Analyses a file and says what differs from its requirements. Returns the exit status. */
function check(file: string, json: boolean, attackModel: string | null): number {
  const outcome = checkFile(file, attackModel);
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
  /** The table under the attack model that was asked for, or null. */
  readonly attacked: AttackedTable | null;
}

function checkFile(file: string, attackModel: string | null): Result<Checked, Refusal> {
  const read = readModel(file);
  if (!read.ok) return read;
  const text = read.value;
  const inputHash = textHash(text);
  const { executable, diagnostics } = checkText(text);
  if (executable === null) return failure(textRefusal(text, diagnostics));
  const { model, run } = executable;
  const record = analyseModel(model, run, inputHash);
  const status = overallStatus(executable, record, null);
  if (attackModel === null) return success({ record, status, attacked: null });
  const attack = model.attacks.find(({ name }) => name === attackModel);
  if (attack === undefined) return failure(unknownAttackModel(model.attacks.map(({ name }) => name)));
  return success({ record, status, attacked: attackedTable(model, record.cells, attack) });
}

function asJson(file: string, outcome: Result<Checked, Refusal>): object {
  if (!outcome.ok) return { file, error: outcome.error };
  const { record, status, attacked } = outcome.value;
  const told = (cell: RequirementCell): object => ({ ...cell, explanation: explainCell(cell, translate) });
  const plain = { file, ...record, standing: status, cells: record.cells.map(told) };
  return attacked === null ? plain : { ...plain, attacked: { ...attacked, cells: attacked.cells.map(told) } };
}

function unknownAttackModel(names: readonly string[]): Refusal {
  const code = 'attack-model-unknown';
  const those = names.length === 0 ? '' : ` (${names.join(', ')})`;
  return { code, message: `${failureSentence(code)}${those}`, line: null, column: null };
}

function discrepancySentence(count: number): string {
  return count === 1 ? '1 discrepancy.' : `${String(count)} discrepancies.`;
}

function isDiscrepancy({ confidentiality, integrity }: RequirementCell): boolean {
  const { verdict } = confidentiality;
  const weak = integrity?.verdict === 'not-assured' || integrity?.verdict === 'assured-without-freshness';
  return weak || (verdict !== 'agrees' && verdict !== 'not-required');
}

function describe(file: string, { record, status, attacked }: Checked): void {
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
  if (attacked !== null) describeAttacked(attacked);
}

function describeAttacked(attacked: AttackedTable): void {
  print(`  ${describeGain(attacked, translate)}`);
  for (const sentence of describeNotShown(attacked, translate)) print(`  ${sentence}`);
  const gained = attacked.cells.filter(
    ({ entity, element }) => entity === adversaryName && attacked.gained.includes(element),
  );
  for (const cell of gained) {
    print(`  ${cell.element}: ${cell.confidentiality.verdict}`);
    for (const sentence of explainCell(cell, translate)) print(`    ${sentence}`);
  }
}
