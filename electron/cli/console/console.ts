import type { FailureCode } from '#contract/failures.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { withoutUnseen } from '#core/method/sources/quotation.ts';
import { inert } from './inert.ts';
import { tableOneMeasures, type TableOne } from '#core/structure/model-metrics.ts';

/** The command speaks English; reports speak the language they are asked for in. */
export const translate = createTranslate('en');

/** Failures that only the command has. */
export type CommandFailureCode =
  | FailureCode
  | 'file-unreadable'
  | 'file-not-text'
  | 'not-formatted'
  | 'nothing-asked'
  | 'target-is-source'
  | 'attack-model-unknown'
  | 'entity-unknown'
  | 'key-unknown'
  | 'no-attack'
  | 'file-older'
  | 'file-forked'
  | 'state-unknown'
  | 'state-ambiguous'
  | 'answers-refused';

/** A failure of a command, and the file that it is about where that is not the one that was asked about. */
export interface CommandFailure {
  readonly code: CommandFailureCode;
  readonly file?: string;
}

/** Writes one line to standard output, inert (see {@link inert}). */
export function print(line: string): void {
  process.stdout.write(`${inert(line)}\n`);
}

/** Writes a line with words of others to standard output: without what would steer a terminal, or turn writing around. */
export function printWords(line: string): void {
  print(withoutUnseen(line));
}

/** Writes one sentence to standard error. */
export function printError(sentence: string): void {
  process.stderr.write(`segl: ${inert(sentence)}\n`);
}

/** The sentence of a failure. */
export function failureSentence(code: CommandFailureCode): string {
  return translate(`error.${code}`);
}

/** Table 1, a line for each aspect. */
export function tableOneLines(table: TableOne): readonly string[] {
  return tableOneMeasures.map(
    (measure) => `${translate(`report.measure.${measure}`).padEnd(24)}${String(table[measure]).padStart(5)}`,
  );
}
