import type { ActivityEffort, EffortSummary } from '#core/method/effort/effort-summary.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { numeric, words, type Sheet } from './sheet.ts';

/** Tells a time in hours and minutes, as it can be typed. */
export function formatDuration(minutes: number, translate: Translate): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return translate('effort.minutes', { minutes });
  if (rest === 0) return translate('effort.hours', { hours });
  return translate('effort.hours-minutes', { hours, minutes: rest });
}

/** The time spent per activity and in all, as a table: only activities that time was logged on. */
export function effortSheet(summary: EffortSummary, translate: Translate): Sheet {
  const logged = summary.activities.filter(({ entries }) => entries > 0);
  return {
    name: 'effort',
    title: translate('effort.summary'),
    note: null,
    columns: [
      words(translate('effort.activity')),
      numeric(translate('effort.spent')),
      numeric(translate('effort.entries')),
      words(translate('effort.days')),
    ],
    rows:
      logged.length === 0
        ? []
        : [
            ...logged.map((effort) => [
              translate(`effort.activity.${effort.activity}`),
              formatDuration(effort.minutes, translate),
              effort.entries,
              formatDays(effort),
            ]),
            [translate('effort.total'), formatDuration(summary.minutes, translate), summary.entries, null],
          ],
    total: logged.length > 0,
    active: false,
  };
}

function formatDays({ firstDay, lastDay }: ActivityEffort): string | null {
  return firstDay === null || firstDay === lastDay ? firstDay : `${firstDay} – ${lastDay ?? ''}`;
}
