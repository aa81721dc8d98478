import { InvalidArgumentError, Option } from 'commander';
import { usualLimits } from '#core/analysis/record/active-limits.ts';
import { fingerprintPattern } from '#exchange/card/fingerprint.ts';

/** Reads a whole number from 1, as an option is given; throws what the command says of anything else. */
export function atLeastOne(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('It is a whole number from 1.');
  return count;
}

/** The option of an analysis' time, in seconds. */
export function secondsOption(description: string, usual: number): Option {
  return new Option('--seconds <n>', description).argParser(atLeastOne).default(usual);
}

/** The option of how many clauses one proof may take up. */
export function clausesOption(): Option {
  return new Option('--clauses <n>', 'clauses of one proof')
    .argParser(atLeastOne)
    .default(usualLimits.clauses);
}

/** The option of how many runs each principal of a Verifpal model has. */
export function sessionsOption(): Option {
  return new Option('--sessions <n>', 'runs of each principal of a Verifpal model')
    .argParser(atLeastOne)
    .default(2);
}

/** The option of the keyring's file, for commands that are about one. */
export function keyringOption(): Option {
  return new Option('--keyring <file>', 'the file of your keyring').makeOptionMandatory();
}

/** The option of JSON instead of text. */
export function jsonOption(): Option {
  return new Option('--json', 'the outcome as one line of JSON');
}

/** Reads a fingerprint as it is spoken or written: 32 digits, in groups or not. All of them: others look alike at the beginning. */
export function wholeFingerprint(typed: string): string {
  const fingerprint = typed.replaceAll(/[\s-]/gu, '').toLowerCase();
  if (fingerprintPattern.test(fingerprint)) return fingerprint;
  throw new InvalidArgumentError('A fingerprint is 32 hexadecimal digits, in groups or not.');
}

/** The same of one more of several. */
export function furtherFingerprint(typed: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, wholeFingerprint(typed)];
}
