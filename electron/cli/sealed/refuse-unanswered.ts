import { exitStatus } from '#cli/console/exit-status.ts';
import { print, printError } from '#cli/console/console.ts';
import { refusalLine } from '#cli/models/model-file.ts';
import { refusalOf } from '#cli/projects/refusal.ts';
import { printWarnings, type NamedWarning } from '#cli/sealed/warnings.ts';

/** Says that nothing was done for what was not answered, and what that is; returns the exit status for it. */
export function refuseUnanswered(file: string, open: readonly NamedWarning[], json: boolean): number {
  const refusal = refusalOf({ code: 'sealed-unanswered' });
  if (json) print(JSON.stringify({ file, error: refusal, warnings: open }));
  printError(refusalLine(file, refusal));
  printWarnings(open);
  return exitStatus.failed;
}
