/** How many rows a page is. */
const page = 10;

/** The row that a key leads to from another, of `count` rows numbered from 0; null for a key that leads nowhere. */
export function stepByKey(event: KeyboardEvent, index: number, count: number): number | null {
  if (index < 0 || event.ctrlKey || event.metaKey || event.altKey) return null;
  const next = {
    ArrowUp: index - 1,
    ArrowDown: index + 1,
    Home: 0,
    End: count - 1,
    PageUp: Math.max(0, index - page),
    PageDown: Math.min(count - 1, index + page),
  }[event.key];
  return next === undefined || next < 0 || next >= count ? null : next;
}
