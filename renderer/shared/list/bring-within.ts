/** Scrolls a frame, and nothing around it, until a thing within it can be seen. */
export function bringWithin(frame: HTMLElement | undefined, thing: Element | null | undefined): void {
  if (frame === undefined || thing == null) return;
  const { top, bottom } = frame.getBoundingClientRect();
  const box = thing.getBoundingClientRect();
  if (box.top < top) frame.scrollTop -= top - box.top;
  else if (box.bottom > bottom) frame.scrollTop += box.bottom - bottom;
}
