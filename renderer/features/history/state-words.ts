import type { HistoryStateRow } from '#contract/history-calls.ts';
import type { Locale, Translate } from '#core/messages/catalogue.ts';
import { localDay, today } from '#renderer/shared/today.ts';

/** The time of an instant in the analyst's time zone, as 14:32:05. */
export function timeOf(instant: string): string {
  const date = new Date(instant);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** When something was, in the analyst's time zone: a time of today, or day and time. `now` is a day, as 2026-01-31. */
export function momentOf(instant: string, now = today()): string {
  const day = localDay(instant);
  return day === now ? timeOf(instant) : `${day} ${timeOf(instant).slice(0, 5)}`;
}

/** The name of a day: today, yesterday, or in full. `day` and `now` are days, as 2026-01-31. */
export function dayTitle(day: string, now: string, locale: Locale, text: Translate): string {
  if (day === now) return text('history.today');
  const date = new Date(`${day}T12:00:00`);
  const next = new Date(date);
  next.setDate(next.getDate() + 1);
  if (localDay(next) === now) return text('history.yesterday');
  const words = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { dateStyle: 'full' }).format(
    date,
  );
  return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
}

/** What a state is called: its name, or when it was made. */
export function stateLabel({ name, createdAt }: HistoryStateRow, text: Translate): string {
  return name ?? text('history.state-of', { when: momentOf(createdAt) });
}

/** Who made it. */
export function authorName({ author }: Pick<HistoryStateRow, 'author'>, text: Translate): string {
  return author?.name ?? text('history.nobody');
}

/** Tells one author from another: of one name there can be several identities. Empty for nobody. */
export function authorKey({ author }: Pick<HistoryStateRow, 'author'>): string {
  return author === null ? '' : (author.fingerprint ?? `name ${author.name}`);
}
