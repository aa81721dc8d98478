import { Command } from 'commander';
import { clausesOption, secondsOption } from '#cli/console/options.ts';
import { exitStatus } from '#cli/console/exit-status.ts';
import { print, printError, translate } from '#cli/console/console.ts';
import { refuse } from '#cli/models/model-file.ts';
import type { VerifyLimits } from '#cli/models/time-limit.ts';
import { writeEvidence } from '#cli/evidence/write-evidence.ts';
import { verifyFile, type Verified } from '#cli/models/verify-file.ts';
import { statementLine } from '#core/claims/statement.ts';
import { isPlanted, type AnswerAssumption, type Verdict } from '#core/analysis/record/verdict.ts';
import type { Unasked } from '#core/method/requirements/unasked.ts';
import {
  commonAssumptions,
  describeAssumption,
  ownAssumptions,
} from '#core/views/words/describe-assumption.ts';
import { describeAttackModel } from '#core/views/words/describe-attack-model.ts';
import { describeFinding } from '#core/views/words/describe-finding.ts';
import { underAttack } from '#core/views/words/describe-asked.ts';
import { describeQuestion } from '#core/views/words/describe-question.ts';
import { describeCost } from '#core/views/words/describe-cost.ts';
import { describeNotation, describeTrace } from '#core/views/words/describe-trace.ts';
import { describeUnasked } from '#core/views/words/describe-unasked.ts';

/** The command `verify` with its arguments and options. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description(
      'say what an active adversary can do: what holds for any number of runs, what is violated and how, ' +
        'what could not be decided',
    )
    .argument('<files...>', 'models in the language of Segl')
    .option('--json', 'one line of JSON for each file, in order')
    .option(
      '--evidence <folder>',
      'of one file, write the model, the answers, and what each rests on, to a folder that is empty or not there yet',
    )
    .addOption(secondsOption('time for one file', 120))
    .addOption(clausesOption())
    .action((files: readonly string[], options: VerifyOptions, command: Command) => {
      if (options.evidence !== undefined && files.length > 1)
        command.error("error: option '--evidence' takes one file", { exitCode: exitStatus.misused });
      process.exitCode = verify(files, options);
    });
}

/** Options of the command. */
interface VerifyOptions extends VerifyLimits {
  readonly json?: boolean;
  readonly evidence?: string;
}

/**
 * Tells for each file what an active adversary can do about its requirements, and what was not asked, with the reason.
 * Returns the worst exit status of all: what is not proved counts as a discrepancy, and so does what was not asked.
 */
function verify(files: readonly string[], options: VerifyOptions): number {
  const { json = false, evidence } = options;
  let worst: number = exitStatus.fine;
  for (const file of files) {
    const outcome = verifyFile(file, options);
    if (!outcome.ok) {
      worst = Math.max(worst, refuse(file, outcome.error, json));
      continue;
    }
    const { cost, verdicts, unasked, proved } = outcome.value;
    if (json)
      print(
        JSON.stringify({ file, cost, verdicts: verdicts.map(asJson), unasked: unasked.map(unaskedAsJson) }),
      );
    else describe(file, outcome.value);
    if (evidence !== undefined) worst = Math.max(worst, keepEvidence(evidence, outcome.value));
    worst = Math.max(worst, proved ? exitStatus.fine : exitStatus.discrepancies);
  }
  return worst;
}

// Says where it is and what identifies it, beside the answers.
function keepEvidence(folder: string, { text, stated }: Verified): number {
  const written = writeEvidence(folder, text, stated);
  printError(
    written.ok
      ? `${folder}: ${translate('report.evidence.identified', { sha256: written.value })}`
      : `${folder}: ${translate(`report.evidence.folder.${written.error}`)}`,
  );
  return written.ok ? exitStatus.fine : exitStatus.failed;
}

function asJson(verdict: Verdict): object {
  const { question, answer, reason, attackTypes, trace, assumes, evidence } = verdict;
  const { attack, kind, element, entity, originator, on, honest } = question;
  const requirement = { attack, requirement: kind, element, entity, originator, on, honest };
  return {
    ...requirement,
    verdict: answer,
    reason,
    planted: isPlanted(verdict),
    attackTypes,
    trace,
    assumes: assumes.map(assumptionAsJson),
    evidence,
  };
}

function assumptionAsJson({ kind, names, without }: AnswerAssumption): object {
  if (without === null) return { assumption: kind, names, without };
  const { answer, reason, attackTypes, trace } = without;
  return { assumption: kind, names, without: { verdict: answer, reason, attackTypes, trace } };
}

function unaskedAsJson({ attack, stated, entity, reason }: Unasked): object {
  const statement = 'text' in stated ? null : statementLine(stated);
  return { attack, requirement: 'text' in stated ? stated.name : null, statement, entity, reason };
}

function describe(file: string, { model, verdicts, unasked, cost }: Verified): void {
  print(`${file}:`);
  if (verdicts.length === 0 && unasked.length === 0) print(`  ${translate('report.active.nothing-asked')}`);
  const attacks = new Set(verdicts.map(({ question }) => question.attack));
  for (const name of attacks) {
    if (name !== null) print(`  ${translate('report.attack.model', { name })}:`);
    else if (attacks.size > 1) print(`  ${translate('report.attack.plain')}:`);
    const assumed = model.attacks.find((each) => each.name === name);
    const given = assumed === undefined ? [] : describeAttackModel(assumed, model.phases, translate);
    for (const sentence of given) print(`    ${sentence}`);
    const margin = attacks.size > 1 || name !== null ? '    ' : '  ';
    for (const verdict of verdicts) if (verdict.question.attack === name) printVerdict(verdict, margin);
  }
  const common = commonAssumptions(verdicts, translate);
  if (common.length > 0) print(`  ${translate('report.assumes.title')}:`);
  for (const sentence of common) print(`    ${sentence}`);
  const notation = describeNotation(
    verdicts.flatMap(({ trace }) => trace ?? []),
    translate,
  );
  if (notation.length > 0) print(`  ${translate('report.trace.notation')}:`);
  for (const sentence of notation) print(`    ${sentence}`);
  if (unasked.length > 0) print(`  ${translate('report.unasked')}:`);
  for (const each of unasked) {
    const { what, why } = describeUnasked(each, translate);
    print(`    ${underAttack(what, each.attack, translate)}: ${why}`);
  }
  print(`  ${describeCost(cost, translate)}`);
}

function printVerdict(verdict: Verdict, margin: string): void {
  const { question, trace } = verdict;
  print(`${margin}${describeQuestion(question, translate)}: ${describeFinding(verdict, translate)}`);
  for (const assumption of ownAssumptions(verdict)) {
    print(`${margin}  ${describeAssumption(assumption, question, translate)}`);
  }
  if (trace !== null) for (const line of describeTrace(trace, translate)) print(`${margin}  ${line}`);
}
