import type { Navigation } from '#renderer/workbench/navigation.svelte.ts';
import { walkPanes } from '#renderer/workbench/walk-panes.ts';

/**
 * Goes back and forward by the usual keys, and to the next part of the window. To be told keys before the editor is, which
 * has other uses for some; a dialog keeps them to itself.
 */
export function goByKey(event: KeyboardEvent, navigation: Navigation): void {
  if (document.querySelector('dialog[open]') !== null) return;
  const act = actionOf(event, navigation);
  if (act === null) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function actionOf(event: KeyboardEvent, navigation: Navigation): (() => void) | null {
  const { key, altKey, shiftKey } = event;
  if (event.ctrlKey || event.metaKey) return null;
  if (key === 'F6' && !altKey)
    return () => {
      walkPanes(shiftKey ? -1 : 1);
    };
  if (!altKey || shiftKey) return null;
  if (key === 'ArrowLeft') return navigation.back;
  return key === 'ArrowRight' ? navigation.forward : null;
}

/** Goes back and forward by the side buttons of a mouse. */
export function goByButton({ button }: MouseEvent, navigation: Navigation): void {
  if (document.querySelector('dialog[open]') !== null) return;
  if (button === 3) navigation.back();
  if (button === 4) navigation.forward();
}
