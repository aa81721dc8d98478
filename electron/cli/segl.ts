import { Command, CommanderError, Option } from 'commander';
import { check } from '#cli/commands/check.ts';
import { demo } from '#cli/commands/demo.ts';
import { report } from '#cli/commands/report.ts';
import { exitStatus } from '#cli/exit-status.ts';

const program = new Command('segl')
  .description('Offline analysis of the security protocols of real systems')
  .exitOverride()
  .showSuggestionAfterError(true);

program
  .command('check')
  .description('analyse models and say what agrees with their requirements and what does not')
  .argument('<files...>', 'models in the language of Segl')
  .option('--json', 'one line of JSON for each file, in order')
  .action((files: readonly string[], options: { readonly json?: boolean }) => {
    process.exitCode = check(files, options.json === true);
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
      'and the passphrase for the full report may be the second',
  )
  .argument('<kind>', 'full or public')
  .requiredOption('--project <file>', 'the project file')
  .requiredOption('--out <file>', 'the PDF to write')
  .addOption(new Option('--language <tag>', 'language of the report').choices(['en', 'nb']).default('en'))
  .option('--json', 'the outcome as one line of JSON')
  .action(async (kind: string, options: Parameters<typeof report>[1]) => {
    process.exitCode = await report(kind, options);
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
