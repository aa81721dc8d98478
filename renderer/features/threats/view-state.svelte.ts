import { everything, type Grouping, type ThreatFilter } from '#renderer/features/threats/threat-groups.ts';

/** The part of the threats that is shown. */
export class ThreatsViewState {
  tab = $state<string>('catalogue');
  filter = $state.raw<ThreatFilter>(everything);
  grouping = $state<Grouping>('type');
  /** The threat that is explained. */
  chosen = $state<string | null>(null);
  /** The attack models that are compared; null: all of them. */
  compared = $state.raw<readonly string[] | null>(null);

  /** What is shown, to be come back to. */
  get place(): Pick<ThreatsViewState, 'tab' | 'filter' | 'chosen'> {
    const { tab, filter, chosen } = this;
    return { tab, filter, chosen };
  }
}

declare module '#renderer/shared/destination.ts' {
  interface ActivityStates {
    readonly threats: ThreatsViewState;
  }
}
