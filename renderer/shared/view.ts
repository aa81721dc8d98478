import type { Destination, ViewStates } from '#renderer/shared/destination.ts';
import type { OpenProject } from '#renderer/shared/open-project.svelte.ts';

/** The properties of every view. */
export interface ViewProperties {
  readonly project: OpenProject;
  /** The states of all views: what each of them shows. */
  readonly viewStates: ViewStates;
  readonly navigate: (destination: Destination) => void;
  /** Has the text on the screen answered for an active adversary. No earlier answer is explained any more. */
  readonly verify: () => void;
}
