import { Command, CommanderError } from 'commander';
import { version } from '../../package.json' with { type: 'json' };
import { checkCommand } from '#cli/commands/check.ts';
import { checkEvidenceCommand } from '#cli/commands/check-evidence.ts';
import { verifyCommand } from '#cli/commands/verify.ts';
import { historyCommand } from '#cli/commands/history.ts';
import { compareCommand } from '#cli/commands/compare.ts';
import { requirementsCommand } from '#cli/commands/requirements.ts';
import { threatsCommand } from '#cli/commands/threats.ts';
import { guidelinesCommand } from '#cli/commands/guidelines.ts';
import { metricsCommand } from '#cli/commands/metrics.ts';
import { drawCommand } from '#cli/commands/draw.ts';
import { exportCommand } from '#cli/commands/export.ts';
import { formatCommand } from '#cli/commands/format.ts';
import { demoCommand } from '#cli/commands/demo.ts';
import { reportCommand } from '#cli/commands/report.ts';
import { verifyPublicCommand } from '#cli/commands/verify-public.ts';
import { identityCommand } from '#cli/commands/identity.ts';
import { cardCommand } from '#cli/commands/card.ts';
import { accessCommand } from '#cli/commands/access.ts';
import { sealCommand } from '#cli/commands/seal.ts';
import { unsealCommand } from '#cli/commands/unseal.ts';
import { mergeCommand } from '#cli/commands/merge.ts';
import { exitStatus } from '#cli/console/exit-status.ts';
import { inert } from '#cli/console/inert.ts';
import { engineVersion } from '#core/analysis/record/record.ts';

/** The commands, in the order of the help. */
const commands = [
  checkCommand,
  verifyCommand,
  checkEvidenceCommand,
  compareCommand,
  historyCommand,
  requirementsCommand,
  threatsCommand,
  guidelinesCommand,
  metricsCommand,
  drawCommand,
  exportCommand,
  formatCommand,
  demoCommand,
  reportCommand,
  verifyPublicCommand,
  identityCommand,
  cardCommand,
  accessCommand,
  sealCommand,
  unsealCommand,
  mergeCommand,
];

// Whoever reads the output may stop before its end; then there is nobody left to tell. A full disk is told.
process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
  if (problem.code === 'EPIPE') process.exit();
  process.stderr.write('segl: the output cannot be written.\n');
  process.exit(exitStatus.failed);
});

const program = new Command('segl')
  .description('Offline analysis of the security protocols of real systems')
  .version(`segl ${version}, engine ${engineVersion}`, '--version', 'say which version this is')
  .exitOverride()
  .configureOutput({
    // What is wrong with a command line may be told with its words.
    outputError: (told) => {
      for (const line of told.trimEnd().split('\n')) process.stderr.write(`${inert(line)}\n`);
    },
  })
  .showSuggestionAfterError(true);
for (const make of commands) {
  const command = make().copyInheritedSettings(program);
  for (const each of command.commands) each.copyInheritedSettings(program);
  program.addCommand(command);
}

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
