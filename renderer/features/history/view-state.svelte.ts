import { StateHistory } from '#renderer/features/history/state-history.svelte.ts';
import { everyState, type TimelineFilter } from '#renderer/features/history/timeline.ts';

/** The part of the history that is shown. */
export class HistoryViewState {
  tab = $state<string>('timeline');
  filter = $state.raw<TimelineFilter>(everyState);
  /** The state that is explained. */
  chosen = $state<string | null>(null);
  /** The state that is marked for comparison. */
  marked = $state<string | null>(null);
  /** The states that are compared. */
  earlier = $state<string | null>(null);
  later = $state<string | null>(null);
  how = $state<'meaning' | 'text'>('meaning');
  /** Kept while another activity is shown, so that nothing is worked out twice. */
  readonly history = new StateHistory();

  /** What is shown, to be come back to. */
  get place(): Pick<HistoryViewState, 'tab' | 'chosen' | 'earlier' | 'later' | 'how'> {
    const { tab, chosen, earlier, later, how } = this;
    return { tab, chosen, earlier, later, how };
  }
}

declare module '#renderer/shared/destination.ts' {
  interface ActivityStates {
    readonly history: HistoryViewState;
  }
}
