import type { Destination, Places } from '#renderer/shared/destination.ts';
import type { OpenProject } from '#renderer/shared/open-project.svelte.ts';

/** What every view is given. */
export interface ViewProperties {
  readonly project: OpenProject;
  /** What is shown, in this view and in those around it. */
  readonly places: Places;
  readonly navigate: (destination: Destination) => void;
  /** Has the text on the screen answered for an active adversary. No earlier answer is explained any more. */
  readonly verify: () => void;
}
