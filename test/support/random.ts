/**
 * The seed of everything random in tests: the same at every run, so that a test which passed passes again. Another is
 * named by SEGL_RANDOM_SEED; `npm run check:long` takes a new one each time.
 */
export const seed = wholeNumber('SEGL_RANDOM_SEED', 1);

/** How many times as many random cases as usual are tried: SEGL_RANDOM_FACTOR, 1 unless it is set. */
const factor = Math.max(1, wholeNumber('SEGL_RANDOM_FACTOR', 1));

/** How many random cases are tried where `usual` are tried usually. */
export function runs(usual: number): number {
  return usual * factor;
}

function wholeNumber(variable: string, usual: number): number {
  const number = Number(process.env[variable] ?? usual);
  if (!Number.isSafeInteger(number)) throw new Error(`${variable} is not a whole number`);
  return number;
}
