/**
 * The row of a list that a key leads to, which has the focus then; null for a key that leads nowhere. Rows are what the
 * list marks with `data-row`, whatever it looks like, in the order of the page. Only one of them should be in the order
 * of the Tab key. Call it from the list's own `keydown`.
 */
export function rowAfterKey(event: KeyboardEvent): HTMLElement | null {
  const { currentTarget: list, target } = event;
  if (!(list instanceof HTMLElement) || !(target instanceof Element)) return null;
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')];
  const index = rows.findIndex((row) => row === target);
  if (index < 0) return null;
  const next = {
    ArrowUp: rows[index - 1],
    ArrowDown: rows[index + 1],
    Home: rows[0],
    End: rows.at(-1),
    PageUp: rows[Math.max(0, index - page)],
    PageDown: rows[Math.min(rows.length - 1, index + page)],
  }[event.key];
  if (next === undefined) return null;
  event.preventDefault();
  next.focus();
  return next;
}

/** How many rows a page is. */
const page = 10;
