import { Command } from 'commander';
import { chmodSync, realpathSync, statSync } from 'node:fs';
import { exitStatus } from '#cli/console/exit-status.ts';
import { readModel, refusalLine, textRefusal, type Refusal } from '#cli/models/model-file.ts';
import { printError, failureSentence } from '#cli/console/console.ts';
import { parse, print } from '#core/notation/notation.ts';
import { failure, success, type Result } from '#core/result.ts';
import { replaceFile } from '#vault/files/replace-file.ts';

/** The command `format` with its arguments and options. */
export function formatCommand(): Command {
  return new Command('format')
    .description('write models anew in the layout of the language, with the same meaning and every comment')
    .argument('<files...>', 'models in the language of Segl')
    .option('--check', 'change nothing, and say which ones would change')
    .action((files: readonly string[], options: { readonly check?: boolean }) => {
      process.exitCode = format(files, options.check === true);
    });
}

/**
 * Writes models anew in the layout of the language, each with the same meaning and every comment; with `check`
 * only says which ones would change. A text that cannot be read whole is refused and left as it is. Returns the
 * worst exit status of all: what would change counts as a discrepancy.
 */
function format(files: readonly string[], check: boolean): number {
  let worst: number = exitStatus.fine;
  for (const file of files) {
    const outcome = formatFile(file, check);
    if (!outcome.ok) printError(refusalLine(file, outcome.error));
    const changes = outcome.ok && outcome.value && check;
    if (changes) printError(`${file}: ${failureSentence('not-formatted')}`);
    const status = changes ? exitStatus.discrepancies : exitStatus.fine;
    worst = Math.max(worst, outcome.ok ? status : exitStatus.failed);
  }
  return worst;
}

/** Returns true where the file's layout differs from the language's; unless it is only checked, it has been changed. */
function formatFile(file: string, check: boolean): Result<boolean, Refusal> {
  const read = readModel(file);
  if (!read.ok) return read;
  const { tree, diagnostics } = parse(read.value);
  if (diagnostics.length > 0) return failure(textRefusal(read.value, diagnostics));
  const printed = print(tree);
  if (printed === read.value || check) return success(printed !== read.value);
  try {
    // A link stays a link, and whoever could read the file still can.
    const path = realpathSync(file);
    const { mode } = statSync(path);
    replaceFile(path, Buffer.from(printed, 'utf8'));
    chmodSync(path, mode);
    return success(true);
  } catch {
    const code = 'file-unwritable';
    return failure({ code, message: failureSentence(code), line: null, column: null });
  }
}
