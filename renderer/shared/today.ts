/** The day of an instant in the analyst's calendar and time zone, as 2026-01-31. `instant` is a date, or ISO 8601. */
export function localDay(instant: Date | string): string {
  const date = new Date(instant);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Today in the analyst's calendar, as 2026-01-31. */
export function today(): string {
  return localDay(new Date());
}

/** An instant in the analyst's calendar and time zone to the minute, as 2026-01-31 14:05. `instant` is ISO 8601. */
export function localInstant(instant: string): string {
  const date = new Date(instant);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${localDay(date)} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
