/**
 * The day of an instant in the calendar and the time zone of whoever works here, as 2026-01-31: the one in which window,
 * command and reports state days. `instant` is a date, or ISO 8601.
 */
export function localDay(instant: Date | string): string {
  const date = new Date(instant);
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  const padded = (part: number, length: number): string => String(part).padStart(length, '0');
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}
