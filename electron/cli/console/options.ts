import { InvalidArgumentError, Option } from 'commander';
import { usualLimits } from '#core/analysis/record/active-limits.ts';

/** Reads a whole number from 1, as an option is given; throws what the command says of anything else. */
function atLeastOne(text: string): number {
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
