/** What had the focus last in each part of the window. */
const last = new WeakMap<Element, HTMLElement>();

const focusable =
  'button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), a[href], [tabindex]:not([tabindex="-1"]), [contenteditable="true"]';

/**
 * Moves the focus to the next part of the window, or to the one before, around; to what had it there last. The parts are the
 * elements marked with `data-pane` that are shown.
 */
export function walkPanes(step: 1 | -1): void {
  const panes = [...document.querySelectorAll('[data-pane]')].filter(
    (pane) => pane.checkVisibility() && firstIn(pane) !== null,
  );
  const focused = document.activeElement;
  const at = panes.findIndex((pane) => pane.contains(focused));
  const from = panes[at];
  if (from !== undefined && focused instanceof HTMLElement) last.set(from, focused);
  const start = at === -1 && step === -1 ? 0 : at;
  const next = panes[(start + step + panes.length) % panes.length];
  if (next === undefined) return;
  const before = last.get(next);
  const wanted =
    before !== undefined && next.contains(before) && before.checkVisibility() ? before : firstIn(next);
  wanted?.focus();
}

function firstIn(pane: Element): HTMLElement | null {
  const all = [...pane.querySelectorAll<HTMLElement>(focusable)].filter((each) => each.checkVisibility());
  // The one that is chosen, where some are.
  return (
    all.find((each) => each.matches('[aria-current], [aria-selected="true"], .cm-content')) ?? all[0] ?? null
  );
}
