import { everything, type Grouping, type ThreatFilter } from '#renderer/features/threats/threat-groups.ts';

/** What is looked at among the threats; it stays while the analyst looks something up elsewhere. */
export class ThreatState {
  view = $state<string>('catalogue');
  filter = $state.raw<ThreatFilter>(everything);
  grouping = $state<Grouping>('type');
  /** The threat that is shown. */
  chosen = $state<string | null>(null);
  /** The attack models that are compared; null: all of them. */
  compared = $state.raw<readonly string[] | null>(null);
}
