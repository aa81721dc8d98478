/** The largest of numbers, and at least so much; of any number of them, which `Math.max` does not take. */
export function largest(numbers: Iterable<number>, least = 0): number {
  let found = least;
  for (const number of numbers) if (number > found) found = number;
  return found;
}
