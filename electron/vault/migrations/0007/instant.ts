/** An instant in the one form that it is kept in from now on, which is the form in which this program always wrote it. */
export function instantOf(createdAt: string): string {
  const at = Date.parse(createdAt);
  return new Date(Number.isNaN(at) ? 0 : at).toISOString();
}
