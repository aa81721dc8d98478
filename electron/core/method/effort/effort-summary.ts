import { methodActivities, type EffortEntry, type MethodActivity } from '#core/dossier/effort-entry.ts';

/** The time that was spent on one activity. Days as 2026-01-31; null without any entry. */
export interface ActivityEffort {
  readonly activity: MethodActivity;
  readonly entries: number;
  readonly minutes: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}

/** The time that was spent on the analysis, activity by activity in the order of the method, and in all. */
export interface EffortSummary {
  readonly activities: readonly ActivityEffort[];
  readonly entries: number;
  readonly minutes: number;
}

/** Sums up what was logged. */
export function summariseEffort(entries: readonly EffortEntry[]): EffortSummary {
  return {
    activities: methodActivities.map((activity) => {
      const those = entries.filter((entry) => entry.activity === activity);
      const days = those.map(({ day }) => day).toSorted();
      return {
        activity,
        entries: those.length,
        minutes: sumOf(those),
        firstDay: days[0] ?? null,
        lastDay: days.at(-1) ?? null,
      };
    }),
    entries: entries.length,
    minutes: sumOf(entries),
  };
}

function sumOf(entries: readonly EffortEntry[]): number {
  return entries.reduce((sum, { minutes }) => sum + minutes, 0);
}
