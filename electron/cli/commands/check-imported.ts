import { exitStatus } from '#cli/console/exit-status.ts';
import { readImported } from '#cli/models/model-file.ts';
import { failureSentence, print, printError, translate } from '#cli/console/console.ts';
import { printAttack } from '#cli/console/print-attack.ts';
import { withinSeconds } from '#cli/models/time-limit.ts';
import { withoutGuards } from '#cli/models/without-guards.ts';
import { verifyGuarded } from '#core/analysis/6-decide/guarded.ts';
import { verify } from '#core/analysis/6-decide/verify.ts';
import type { ReadOptions, Reader } from '#core/interchange/format/format.ts';

/** How a model of another tool is read, and how long its analysis may take. */
export interface ImportedOptions extends ReadOptions {
  readonly seconds: number;
}

/** How many clauses one proof may take up. */
const clauses = 20_000;

/**
 * Analyses a model of another tool for at most so many seconds, and lists what it asks in the order of the text, each
 * with its verdict and, when it is violated, the attack message by message. Returns the exit status.
 */
export function checkImported(
  file: string,
  reader: Extract<Reader, { makes: 'protocol' }>,
  json: boolean,
  options: ImportedOptions,
): number {
  const imported = readImported(file, reader, json, options);
  if (!imported.ok) return imported.error;
  const { protocol, report } = imported.value;
  const limits = withinSeconds(options.seconds, clauses);
  const verdicts = (withoutGuards() ? verify : verifyGuarded)(protocol, limits);
  const found = report(new Map(verdicts.map(({ query, answer }) => [query, answer])), limits.cancelled);
  if (json) print(JSON.stringify({ file, ...found.json }));
  else {
    print(`${file}:${found.heading}`);
    for (const { line, attack } of found.answers) {
      print(`  ${line(translate)}`);
      printAttack(attack);
    }
  }
  if (found.answers.length === 0) printError(`${file}: ${failureSentence('nothing-asked')}`);
  return found.allHold ? exitStatus.fine : exitStatus.discrepancies;
}
