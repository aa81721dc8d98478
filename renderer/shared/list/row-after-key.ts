import { stepByKey } from '#renderer/shared/list/step-by-key.ts';

/**
 * The row of a list that a key leads to, which has the focus then; null for a key that leads nowhere. Rows are what the
 * list marks with `data-row`, whatever it looks like, in the order of the page. Only one of them should be in the order
 * of the Tab key. Call it from the list's own `keydown`.
 */
export function rowAfterKey(event: KeyboardEvent): HTMLElement | null {
  const { currentTarget: list, target } = event;
  if (!(list instanceof HTMLElement) || !(target instanceof Element)) return null;
  const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')];
  const step = stepByKey(
    event,
    rows.findIndex((row) => row === target),
    rows.length,
  );
  const next = step === null ? undefined : rows[step];
  if (next === undefined) return null;
  event.preventDefault();
  next.focus();
  return next;
}
