import { Command } from 'commander';
import { comparisonAsJson } from '#cli/comparison/comparison-json.ts';
import { comparisonLines } from '#cli/comparison/comparison-lines.ts';
import { exitStatus } from '#cli/console/exit-status.ts';
import { clausesOption, secondsOption } from '#cli/console/options.ts';
import { print } from '#cli/console/console.ts';
import { readComparables, type ComparableOptions } from '#cli/comparison/comparable.ts';
import { refuse } from '#cli/models/model-file.ts';
import { openingInput, withOpeningOptions } from '#cli/projects/opening-options.ts';
import { compareContents, type ComparedContents } from '#core/method/comparison/compare-contents.ts';

/** The command `compare` with its arguments and options. */
export function compareCommand(): Command {
  const command = new Command('compare')
    .description(
      'say what a later version of a model or a project says otherwise than an earlier one, and which answers differ: by ' +
        'meaning, whatever its labels, citations, comments and layout; of a project the newest state, or FILE@STATE: the ' +
        `beginning of an identifier, a name, or head~N; ${openingInput}, those of several projects in order`,
    )
    .argument('<earlier>', 'a model in the language of Segl, or a project file, with @ and a state or not')
    .argument('<later>', 'another version of it')
    .option('--pin', 'end with 1 also when something is no longer asked, or is asked of a weaker adversary')
    .option('--json', 'the outcome as one line of JSON')
    .addOption(secondsOption('time for each file', 120))
    .addOption(clausesOption());
  return withOpeningOptions(command).action(
    async (earlier: string, later: string, options: CompareOptions) => {
      process.exitCode = await compare(earlier, later, options);
    },
  );
}

interface CompareOptions extends ComparableOptions {
  readonly pin?: boolean;
  readonly json?: boolean;
}

/**
 * Tells what differs. Returns 1 where an answer got worse and, for those who pin what is asked, where a question was dropped or
 * is asked of less; 2 where a file is refused; else 0.
 */
async function compare(earlier: string, later: string, options: CompareOptions): Promise<number> {
  const { json = false, pin = false } = options;
  const read = await readComparables([earlier, later], options);
  if (!read.ok) return refuse(read.error.file, read.error.refusal, json);
  const [before, after] = read.value;
  if (before === undefined || after === undefined) throw new Error('two things are compared');
  const compared = compareContents(before, after);
  if (json) print(JSON.stringify({ earlier, later, ...comparisonAsJson(compared) }));
  else for (const line of [`${earlier} -> ${later}:`, ...comparisonLines(compared)]) print(line);
  return statusOf(compared, pin);
}

function statusOf({ models }: ComparedContents, pin: boolean): number {
  const { verdicts = [], weakened = [] } = models ?? {};
  const isWorse = verdicts.some(({ kind }) => kind === 'worse');
  const asksLess = verdicts.some(({ kind }) => kind === 'dropped') || weakened.length > 0;
  return isWorse || (pin && asksLess) ? exitStatus.discrepancies : exitStatus.fine;
}
