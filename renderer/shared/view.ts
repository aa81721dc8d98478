import type { Destination, Places } from '#renderer/shared/destination.ts';
import type { OpenProject } from '#renderer/shared/open-project.svelte.ts';

/** The properties of every view. */
export interface ViewProperties {
  readonly project: OpenProject;
  /** The places of all views: what each of them shows. */
  readonly places: Places;
  readonly navigate: (destination: Destination) => void;
  /** Has the text on the screen answered for an active adversary. No earlier answer is explained any more. */
  readonly verify: () => void;
}
