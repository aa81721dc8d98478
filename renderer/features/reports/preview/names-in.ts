/** As many recipients as an order can name, each as long as it can be. */
const limits = { names: 100, length: 200 } as const;

/** The names in a line with commas between them, without the space around them. */
export function namesIn(line: string): string[] {
  return line
    .split(',')
    .map((name) => name.trim().slice(0, limits.length))
    .filter((name) => name !== '')
    .slice(0, limits.names);
}
