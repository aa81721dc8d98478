import type {
  ActivityName,
  Destination,
  DialogDestination,
  PaneName,
  ViewStates,
} from '#renderer/shared/destination.ts';
import { activities } from '#renderer/workbench/activities.ts';
import { panes } from '#renderer/workbench/panes.ts';
import { initialStatesOf } from '#renderer/workbench/view-row.ts';

/** The state of the screen: an activity, what every view shows, and a dialog over them. */
export class Navigation {
  #activity = $state<ActivityName>('model');
  #dialog = $state.raw<DialogDestination | null>(null);
  readonly viewStates: ViewStates = $state({ ...initialStatesOf(activities), ...initialStatesOf(panes) });

  /** The activity that is shown. */
  get activity(): ActivityName {
    return this.#activity;
  }

  /** The dialog that is open, or null. */
  get dialog(): DialogDestination | null {
    return this.#dialog;
  }

  /** Goes to a destination. What a view shows and the destination does not name stays. */
  readonly navigate = (destination: Destination): void => {
    if ('dialog' in destination) {
      this.#dialog = destination;
      return;
    }
    const { view, ...shown } = destination;
    Object.assign(this.viewStates[view], shown);
    if (isPane(view)) this.viewStates.model.pane = view;
    this.#activity = isPane(view) ? 'model' : view;
  };

  /** Notes that a dialog was closed, unless another one was opened meanwhile. */
  readonly closeDialog = (which: DialogDestination): void => {
    if (this.#dialog === which) this.#dialog = null;
  };
}

function isPane(view: keyof ViewStates): view is PaneName {
  return view in panes;
}
