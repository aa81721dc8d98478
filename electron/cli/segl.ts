import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../../package.json' with { type: 'json' };
import { check } from '#cli/commands/check.ts';
import { checkImported, type ImportedOptions } from '#cli/commands/check-imported.ts';
import { demo } from '#cli/commands/demo.ts';
import { exportModel, type ExportOptions } from '#cli/commands/export.ts';
import { format } from '#cli/commands/format.ts';
import { guidelines } from '#cli/commands/guidelines.ts';
import { metrics } from '#cli/commands/metrics.ts';
import { report } from '#cli/commands/report.ts';
import { requirements } from '#cli/commands/requirements.ts';
import { threats } from '#cli/commands/threats.ts';
import { verifyPublic, type VerifyPublicOptions } from '#cli/commands/verify-public.ts';
import { verify } from '#cli/commands/verify.ts';
import type { VerifyLimits } from '#cli/models/time-limit.ts';
import { exitStatus } from '#cli/console/exit-status.ts';
import { engineVersion } from '#core/analysis/record/record.ts';
import { formatToRead, writtenFormats } from '#core/interchange/formats.ts';
import { usualLimits } from '#core/analysis/record/active-limits.ts';

function atLeastOne(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('It is a whole number from 1.');
  return count;
}

function secondsOption(description: string, usual: number): Option {
  return new Option('--seconds <n>', description).argParser(atLeastOne).default(usual);
}

function clausesOption(): Option {
  return new Option('--clauses <n>', 'clauses of one proof')
    .argParser(atLeastOne)
    .default(usualLimits.clauses);
}

// Whoever reads the output may stop before its end; then there is nobody left to tell.
process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
  if (problem.code !== 'EPIPE') throw problem;
  process.exit();
});

const program = new Command('segl')
  .description('Offline analysis of the security protocols of real systems')
  .version(`segl ${version}, engine ${engineVersion}`, '--version', 'say which version this is')
  .exitOverride()
  .showSuggestionAfterError(true);

program
  .command('check')
  .description('analyse models and say what agrees with their requirements and what does not')
  .argument('<files...>', 'models in the language of Segl, of Verifpal (.vp) or of Scyther (.spdl)')
  .option('--json', 'one line of JSON for each file, in order')
  .addOption(
    new Option('--sessions <n>', 'runs of each principal of a Verifpal model')
      .argParser(atLeastOne)
      .default(2),
  )
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

program
  .command('verify')
  .description(
    'say what an active adversary can do: what holds for any number of runs, what is violated and how, ' +
      'what could not be decided',
  )
  .argument('<files...>', 'models in the language of Segl')
  .option('--json', 'one line of JSON for each file, in order')
  .addOption(secondsOption('time for one file', 120))
  .addOption(clausesOption())
  .action((files: readonly string[], options: VerifyLimits & { readonly json?: boolean }) => {
    process.exitCode = verify(files, options.json === true, options);
  });

program
  .command('requirements')
  .description(
    'trace the requirements of models, from their sources to ticks, claims and verdicts, and say what leads nowhere; ' +
      'of a project, the passphrase is the first line of standard input',
  )
  .argument('[files...]', 'models in the language of Segl')
  .option('--project <file>', 'a project file instead of models')
  .option('--json', 'one line of JSON for each file, in order')
  .option('--verify', 'ask about an active adversary as well')
  .addOption(secondsOption('time for verifying one file', 120))
  .addOption(clausesOption())
  .action(
    async (
      files: readonly string[],
      options: VerifyLimits & {
        readonly json?: boolean;
        readonly project?: string;
        readonly verify?: boolean;
      },
    ) => {
      process.exitCode = await requirements(files, {
        project: options.project ?? null,
        json: options.json === true,
        limits: options.verify === true ? options : null,
      });
    },
  );

program
  .command('threats')
  .description(
    "list the threats that follow from models, by the paper's Table 2, each with the worst of what was answered; of a " +
      'project with what was decided, its passphrase is the first line of standard input',
  )
  .argument('[files...]', 'models in the language of Segl')
  .option('--project <file>', 'a project file instead of models')
  .option('--json', 'one line of JSON for each file, in order')
  .addOption(secondsOption('time for verifying one file', 120))
  .addOption(clausesOption())
  .action(
    async (
      files: readonly string[],
      options: VerifyLimits & { readonly json?: boolean; readonly project?: string },
    ) => {
      process.exitCode = await threats(files, options.project ?? null, options.json === true, options);
    },
  );

program
  .command('guidelines')
  .description('say where the design departs from the guidelines of the paper, and why')
  .argument('<files...>', 'models in the language of Segl')
  .option('--json', 'one line of JSON for each file, in order')
  .action((files: readonly string[], options: { readonly json?: boolean }) => {
    process.exitCode = guidelines(files, options.json === true);
  });

program
  .command('metrics')
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

program
  .command('export')
  .description(
    'write a model for another tool, with queries that correspond one to one to what Segl asks; or what was found ' +
      'about a model, for tools that collect findings',
  )
  .argument('<file>', 'a model in the language of Segl, of Verifpal (.vp) or of Scyther (.spdl)')
  .addOption(
    new Option('--to, --format <format>', 'the format').choices(writtenFormats).makeOptionMandatory(),
  )
  .option('--out <file>', 'the file to write instead of standard output')
  .option('--attack <name>', 'the attack model, instead of the plain adversary')
  .addOption(
    new Option(
      '--afterwards',
      'what is asked of the time after the last phase, when long-term keys leak (forward secrecy)',
    ).conflicts('attack'),
  )
  .addOption(
    new Option('--sessions <n>', 'runs of each principal of a Verifpal model')
      .argParser(atLeastOne)
      .default(2),
  )
  .addOption(secondsOption('time for finding out about one model', 120))
  .addOption(clausesOption())
  .action((file: string, options: ExportOptions) => {
    process.exitCode = exportModel(file, options);
  });

program
  .command('format')
  .description('write models anew in the layout of the language, with the same meaning and every comment')
  .argument('<files...>', 'models in the language of Segl')
  .option('--check', 'change nothing, and say which ones would change')
  .action((files: readonly string[], options: { readonly check?: boolean }) => {
    process.exitCode = format(files, options.check === true);
  });

program
  .command('demo')
  .description('make a project from the bundled example, analyse it, write both reports')
  .requiredOption('--out <folder>', 'where to write')
  .option('--json', 'the summary as one line of JSON')
  .action(async (options: { readonly out: string; readonly json?: boolean }) => {
    process.exitCode = await demo(options.out, options.json === true);
  });

program
  .command('report')
  .description(
    'write a report of a project; its passphrase is the first line of standard input, ' +
      'and that of a report that is not public may be the second',
  )
  .argument('<kind>', 'full, metrics or public')
  .requiredOption('--project <file>', 'the project file')
  .requiredOption('--out <file>', 'the PDF to write')
  .addOption(new Option('--language <tag>', 'language of the report').choices(['en', 'nb']).default('en'))
  .option('--json', 'the outcome as one line of JSON')
  .option('--final', 'the final public report, which every owner of information must have approved')
  .option('--force', 'replace the PDF that is there already')
  .action(async (kind: string, options: Parameters<typeof report>[1]) => {
    process.exitCode = await report(kind, options);
  });

program
  .command('verify-public')
  .description(
    'say whether a file is byte for byte the public report of a project, and who approved it; ' +
      'the passphrase of the project is the first line of standard input',
  )
  .argument('<file>', 'the PDF')
  .requiredOption('--project <file>', 'the project file')
  .option('--json', 'the outcome as one line of JSON')
  .action(async (file: string, options: VerifyPublicOptions) => {
    process.exitCode = await verifyPublic(file, options);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : exitStatus.misused;
  } else {
    // Whatever went wrong, its text could hold content: it is not shown.
    process.stderr.write('segl: something went wrong inside Segl.\n');
    process.exitCode = exitStatus.failed;
  }
}
