import type {
  ActivityName,
  Destination,
  DialogDestination,
  PaneName,
  ViewStates,
} from '#renderer/shared/destination.ts';
import type { ProjectPlace } from '#contract/channels.ts';
import type { Span } from '#core/language/source.ts';
import { activities } from '#renderer/workbench/activities.ts';
import { panes } from '#renderer/workbench/panes.ts';
import { initialStatesOf } from '#renderer/workbench/view-row.ts';

/** A place where somebody was: an activity with what it showed, and what was selected in the text. */
interface Place {
  readonly activity: ActivityName;
  readonly states: Partial<Record<keyof ViewStates, Readonly<Record<string, unknown>>>>;
  readonly selected: Span | null;
}

/** As many places are remembered: nobody goes further back. */
const mostPlaces = 100;

/** The state of the screen: an activity, what every view shows, and a dialog over them. */
export class Navigation {
  #activity = $state<ActivityName>('model');
  #dialog = $state.raw<DialogDestination | null>(null);
  readonly viewStates: ViewStates = $state({ ...initialStatesOf(activities), ...initialStatesOf(panes) });
  readonly #selected: () => Span | null;
  #before = $state.raw<readonly Place[]>([]);
  #after = $state.raw<readonly Place[]>([]);

  /** `selected` tells what is selected in the text. */
  constructor(selected: () => Span | null = () => null) {
    this.#selected = selected;
  }

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
    const from = this.#here();
    Object.assign(this.viewStates[view], shown);
    if (isPane(view)) this.viewStates.model.pane = view;
    this.#activity = isPane(view) ? 'model' : view;
    this.#before = [...this.#before, from].slice(-mostPlaces);
    this.#after = [];
  };

  /** Where somebody is, as it is noted to be come back to after a lock. */
  get noted(): ProjectPlace {
    const selected = this.#selected() ?? { start: 0, end: 0 };
    return { activity: this.#activity, pane: this.viewStates.model.pane, selected };
  }

  /** Goes to a place that was noted; what it names and is not there is left as it is. */
  readonly comeBack = ({ activity, pane, selected }: ProjectPlace): void => {
    if (isView(pane, this.viewStates) && isPane(pane)) this.viewStates.model.pane = pane;
    if (isActivity(activity)) this.#activity = activity;
    this.viewStates.model.passage = { span: selected, focus: this.#activity === 'model' };
  };

  /** True where there is a place to go back to. */
  get canGoBack(): boolean {
    return this.#before.length > 0;
  }

  /** True where there is a place that was come back from. */
  get canGoForward(): boolean {
    return this.#after.length > 0;
  }

  /** Goes back to where somebody was before the last place that she went to. */
  readonly back = (): void => {
    const place = this.#before.at(-1);
    if (place === undefined) return;
    this.#after = [...this.#after, this.#here()];
    this.#before = this.#before.slice(0, -1);
    this.#show(place);
  };

  /** Goes to the place again that was come back from last. */
  readonly forward = (): void => {
    const place = this.#after.at(-1);
    if (place === undefined) return;
    this.#before = [...this.#before, this.#here()];
    this.#after = this.#after.slice(0, -1);
    this.#show(place);
  };

  #here(): Place {
    const { activity, viewStates } = this;
    const { pane } = viewStates.model;
    const states = activity === 'model' ? { model: { pane }, [pane]: shownBy(viewStates[pane]) } : {};
    return {
      activity,
      states: { ...states, ...(activity !== 'model' && { [activity]: shownBy(viewStates[activity]) }) },
      selected: this.#selected(),
    };
  }

  #show({ activity, states, selected }: Place): void {
    for (const [view, shown] of Object.entries(states))
      if (isView(view, this.viewStates)) Object.assign(this.viewStates[view], shown);
    if (activity === 'model' && selected !== null)
      this.viewStates.model.passage = { span: selected, focus: true };
    this.#activity = activity;
  }

  /** Notes that a dialog was closed, unless another one was opened meanwhile. */
  readonly closeDialog = (which: DialogDestination): void => {
    if (this.#dialog === which) this.#dialog = null;
  };
}

// What a view keeps beside what it shows, as one with a class of its own does, is not of a place.
function shownBy(state: object): Readonly<Record<string, unknown>> {
  return 'place' in state && typeof state.place === 'object' && state.place !== null
    ? { ...state.place }
    : { ...state };
}

function isView(name: string, states: ViewStates): name is keyof ViewStates {
  return name in states;
}

function isPane(view: keyof ViewStates): view is PaneName {
  return view in panes;
}

function isActivity(name: string): name is ActivityName {
  return name in activities;
}
