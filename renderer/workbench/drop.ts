import type { Dropped } from '#renderer/shared/destination.ts';

/** The kinds of files of Segl that are dropped on its window, by how their names end. */
const endings = { sealed: /\.sealed$/iu, project: /\.segl$/iu } as const;

/** What is to become of a drop; null where it is for what is shown where it happened. */
export type DropOutcome =
  { readonly dropped: Dropped } | { readonly refusal: 'several' | 'project' | 'unreadable' } | null;

/**
 * Takes what is dropped anywhere on the window if it is Segl's own. A sealed file is opened from its bytes; a project lies on
 * the disk and is worked on there, and where that is the window never learns.
 */
export async function dropOnWindow(event: DragEvent): Promise<DropOutcome> {
  // A dialog takes what it can use by itself.
  if (document.querySelector('dialog[open]') !== null) return null;
  const files = [...(event.dataTransfer?.files ?? [])];
  const sealed = files.filter(({ name }) => endings.sealed.test(name));
  const projects = files.filter(({ name }) => endings.project.test(name));
  if (sealed.length + projects.length === 0) return null;
  event.preventDefault();
  event.stopPropagation();
  const [file] = sealed;
  if (file === undefined) return { refusal: 'project' };
  if (files.length > 1) return { refusal: 'several' };
  try {
    return { dropped: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } };
  } catch {
    return { refusal: 'unreadable' };
  }
}
