import { Command } from 'commander';
import { secondsOption, clausesOption } from '#cli/console/options.ts';
import { analyseWithin } from '#cli/models/active-analysis.ts';
import type { VerifyLimits } from '#cli/models/time-limit.ts';
import { exitStatus } from '#cli/console/exit-status.ts';
import { readModel, refusalLine, textRefusal, type Refusal } from '#cli/models/model-file.ts';
import { sheetLines } from '#cli/console/sheet-lines.ts';
import { printError, print, translate } from '#cli/console/console.ts';
import { withinSeconds } from '#cli/models/time-limit.ts';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { proposeEvaluation, type CriterionProposal } from '#core/method/evaluation/proposal.ts';
import { measure, type ProtocolMetrics } from '#core/method/metrics/protocol-metrics.ts';
import { threatMetrics } from '#core/method/metrics/threat-metrics.ts';
import { describeFindings } from '#core/views/tables/evaluation-sheets.ts';
import { metricsSheets } from '#core/views/tables/metrics-sheets.ts';
import { threatCatalogue } from '#core/method/threats/catalogue.ts';
import { isAllProved } from '#core/method/requirements/unasked.ts';
import { failure, success, type Result } from '#core/result.ts';
import { textHash } from '#engine/text-hash.ts';

/** The command `metrics` with its arguments and options. */
export function metricsCommand(): Command {
  return new Command('metrics')
    .description(
      'measure models: Table 1, key hierarchy, complexity, requirements, and a proposal for the criteria of evaluation',
    )
    .argument('<files...>', 'models in the language of Segl')
    .option('--json', 'one line of JSON for each file, in order')
    .option('--verify', 'count the answers about an active adversary as well')
    .addOption(secondsOption('time for verifying one file', 120))
    .addOption(clausesOption())
    .action(
      (
        files: readonly string[],
        options: VerifyLimits & { readonly json?: boolean; readonly verify?: boolean },
      ) => {
        process.exitCode = metrics(files, options.json === true, options.verify === true ? options : null);
      },
    );
}

interface Measured {
  /** SHA-256 of the text in UTF-8, lower-case hexadecimal. */
  readonly inputHash: string;
  readonly metrics: ProtocolMetrics;
  readonly evaluation: readonly CriterionProposal[];
  /** True where an active adversary was analysed, and something is not proved or was not asked. */
  readonly unproved: boolean;
}

/**
 * Measures each file. With `limits` the active adversary is analysed as well, and what is not proved counts as a
 * discrepancy, as it does for `verify`; without them nothing counts as one. Returns the worst exit status.
 */
function metrics(files: readonly string[], json: boolean, limits: VerifyLimits | null): number {
  const statuses = files.map((file) => {
    const measured = measureFile(file, limits);
    if (json) print(JSON.stringify(asJson(file, measured)));
    else if (measured.ok) describe(file, measured.value);
    if (!measured.ok) {
      printError(refusalLine(file, measured.error));
      return exitStatus.failed;
    }
    return measured.value.unproved ? exitStatus.discrepancies : exitStatus.fine;
  });
  return Math.max(...statuses);
}

function measureFile(file: string, limits: VerifyLimits | null): Result<Measured, Refusal> {
  const read = readModel(file);
  if (!read.ok) return read;
  const { executable, diagnostics } = checkText(read.value);
  if (executable === null) return failure(textRefusal(read.value, diagnostics));
  const { model, run } = executable;
  const inputHash = textHash(read.value);
  const record = analyseModel(model, run, inputHash);
  const timed = limits === null ? null : withinSeconds(limits.seconds, limits.clauses);
  const analysis = limits === null || timed === null ? null : analyseWithin(executable, limits, timed);
  // Nobody has decided about them: that is done in a project.
  const threats = threatMetrics(threatCatalogue(executable, record, analysis, []));
  const measured = measure(model, record, analysis, { threats });
  return success({
    inputHash,
    metrics: measured,
    evaluation: proposeEvaluation(model, measured),
    unproved: analysis !== null && !isAllProved(executable, record, analysis.verdicts),
  });
}

function asJson(file: string, measured: Result<Measured, Refusal>): object {
  if (!measured.ok) return { file, error: measured.error };
  const { inputHash, metrics: measures, evaluation } = measured.value;
  return { file, inputHash, ...measures, evaluation };
}

function describe(file: string, { metrics: measures, evaluation }: Measured): void {
  print(`${file}: ${measures.protocol}`);
  for (const sheet of metricsSheets(measures, translate)) {
    print('');
    for (const line of sheetLines(sheet)) print(line);
  }
  print('');
  print(translate('evaluation.criteria'));
  for (const proposal of evaluation) {
    const { met, missing } = describeFindings(proposal, translate);
    const status = translate(`evaluation.status.${proposal.status}`);
    print(`  ${translate(`evaluation.criterion.${proposal.criterion}`)}: ${status}`);
    for (const finding of met) print(`    + ${finding}`);
    for (const finding of missing) print(`    - ${finding}`);
  }
}
