import { Command } from 'commander';
import { exitStatus } from '#cli/console/exit-status.ts';
import { clausesOption, secondsOption } from '#cli/console/options.ts';
import { print, printError, translate } from '#cli/console/console.ts';
import { refusalLine, type Refusal } from '#cli/models/model-file.ts';
import type { VerifyLimits } from '#cli/models/time-limit.ts';
import { verifyFile, type Verified } from '#cli/models/verify-file.ts';
import { compareStatements, type StatementChange } from '#core/method/comparison/compare-statements.ts';
import {
  compareVerdicts,
  type ComparedVerdicts,
  type VerdictChange,
} from '#core/method/comparison/compare-verdicts.ts';
import type { Question } from '#core/analysis/record/question.ts';
import { describeFinding } from '#core/views/words/describe-finding.ts';
import { describeQuestion } from '#core/views/words/describe-question.ts';

/** The command `compare` with its arguments and options. */
export function compareCommand(): Command {
  return new Command('compare')
    .description(
      'say what a later version of a model says otherwise than an earlier one, and which answers differ: by meaning, whatever ' +
        'its labels, citations, comments and layout',
    )
    .argument('<earlier>', 'a model in the language of Segl')
    .argument('<later>', 'another version of it')
    .option('--pin', 'end with 1 also when something is no longer asked, or is asked of a weaker adversary')
    .option('--json', 'the outcome as one line of JSON')
    .addOption(secondsOption('time for each file', 120))
    .addOption(clausesOption())
    .action((earlier: string, later: string, options: CompareOptions) => {
      process.exitCode = compare(earlier, later, options);
    });
}

interface CompareOptions extends VerifyLimits {
  readonly pin?: boolean;
  readonly json?: boolean;
}

/** What differs between two files. */
interface Compared extends ComparedVerdicts {
  readonly statements: readonly StatementChange[];
}

/**
 * Tells what differs. Returns 1 where an answer got worse and, for those who pin what is asked, where a question was dropped or
 * is asked of less; 2 where a file is refused; else 0.
 */
function compare(earlier: string, later: string, options: CompareOptions): number {
  const { json = false, pin = false } = options;
  const [before, after] = [verifyFile(earlier, options), verifyFile(later, options)];
  if (!before.ok) return refuse(earlier, before.error, json);
  if (!after.ok) return refuse(later, after.error, json);
  const compared = differencesOf(before.value, after.value);
  if (json) print(JSON.stringify({ earlier, later, ...asJson(compared) }));
  else describe(earlier, later, compared);
  return statusOf(compared, pin);
}

function differencesOf(before: Verified, after: Verified): Compared {
  return {
    statements: compareStatements(before.tree, after.tree),
    ...compareVerdicts(before, after),
  };
}

function refuse(file: string, refusal: Refusal, json: boolean): number {
  if (json) print(JSON.stringify({ file, error: refusal }));
  printError(refusalLine(file, refusal));
  return exitStatus.failed;
}

function statusOf({ changes, weakened, adversary }: Compared, pin: boolean): number {
  const kinds = new Set(changes.map(({ kind }) => kind));
  const isWorse = kinds.has('worse');
  const asksLess = kinds.has('dropped') || weakened.length > 0 || adversary.length > 0;
  return isWorse || (pin && asksLess) ? exitStatus.discrepancies : exitStatus.fine;
}

function asJson({ statements, changes, weakened, adversary }: Compared): object {
  return {
    statements,
    verdicts: changes.map(({ kind, question, before, after }) => ({
      kind,
      attack: question.attack,
      question: question.key,
      before: before?.answer ?? null,
      after: after?.answer ?? null,
    })),
    weakened: weakened.map(({ question, honest }) => ({
      attack: question.attack,
      question: question.key,
      honest,
    })),
    adversary,
  };
}

const marks: Readonly<Record<StatementChange['kind'], string>> = {
  added: '+',
  removed: '-',
  changed: '~',
  moved: '>',
};

function describe(earlier: string, later: string, compared: Compared): void {
  const { statements, changes, weakened, adversary } = compared;
  print(`${earlier} -> ${later}:`);
  if (statements.length === 0) print(`  ${translate('report.compare.none')}`);
  else print(`  ${translate('report.compare.statements')}:`);
  for (const change of statements) print(`    ${statementChange(change)}`);
  if (changes.length > 0 || weakened.length > 0) print(`  ${translate('report.compare.verdicts')}:`);
  for (const change of changes) print(`    ${verdictChange(change)}`);
  for (const { question, honest } of weakened)
    print(
      `    ${translate('report.compare.weakened', { asked: askedOf(question), names: honest.join(', ') })}`,
    );
  if (adversary.length > 0) print(`  ${translate('report.compare.adversary.title')}:`);
  for (const { kind, names } of adversary)
    print(`    ${translate(`report.compare.adversary.${kind}`, { names: names.join(', ') })}`);
}

function statementChange({ kind, within, before, after }: StatementChange): string {
  const said = kind === 'changed' ? `${before ?? ''}  ->  ${after ?? ''}` : (after ?? before ?? '');
  return `${marks[kind]} ${within === null ? '' : `${within}: `}${said}`;
}

function verdictChange({ kind, question, before, after }: VerdictChange): string {
  const told = (verdict: typeof before): string =>
    verdict === null ? '' : describeFinding(verdict, translate);
  return translate(`report.compare.verdict.${kind}`, {
    asked: askedOf(question),
    before: told(before),
    after: told(after),
  });
}

function askedOf(question: Question): string {
  const asked = describeQuestion(question, translate);
  if (question.attack === null) return asked;
  return `${asked} (${translate('interface.verdicts.under', { name: question.attack })})`;
}
