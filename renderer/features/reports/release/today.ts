/** Today in the analyst's own calendar, as 2026-01-31. */
export function today(): string {
  return new Intl.DateTimeFormat('sv-SE').format(new Date());
}
