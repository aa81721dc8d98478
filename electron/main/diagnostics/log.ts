/**
 * Writes an unexpected failure to the terminal that started the application. The types let nothing of a project in: a
 * message of a foreign error may quote anything, so only the name of its class is told.
 */
export function logUnexpected(place: string, error: unknown): void {
  const kind = error instanceof Error ? ` (${error.name})` : '';
  process.stderr.write(`segl: unexpected failure in ${place}${kind}\n`);
}
