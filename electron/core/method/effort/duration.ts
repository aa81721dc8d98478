import { failure, success, type Result } from '#core/result.ts';

/** The longest time that one entry can have: a day, in minutes. */
export const longestDuration = 24 * 60;

/** Why what was typed is no duration of an entry: it is not understood, it is no time at all, or more than a day. */
export type DurationFailure = 'unreadable' | 'nothing' | 'beyond-a-day';

// Hours: h and t (timer), minutes: m, and the words that begin so.
const number = String.raw`(\d{1,6}(?:[.,]\d{1,6})?)`;
const hourWord = String.raw`(?:h|hrs?|hours?|t|timer?)\.?`;
const minuteWord = String.raw`(?:m|mins?|minutes?|minutt(?:er)?)\.?`;
const hoursAndMinutes = new RegExp(
  String.raw`^(?:${number}\s*${hourWord})?\s*(?:${number}\s*${minuteWord})?$`,
  'u',
);
const hoursThenMinutes = new RegExp(String.raw`^(\d{1,6})\s*${hourWord}\s*([0-5]?\d)$`, 'u');
const clock = /^(\d{1,6}):([0-5]\d)$/u;
const bare = /^\d{1,6}$/u;

/**
 * Reads a duration as it is typed in either language, in whole minutes, the nearest one: `90` (minutes), `1h 30m`,
 * `1 t 30 min`, `1.5 h`, `1,5 t`, `1h30`, `1:30`.
 */
export function readDuration(typed: string): Result<number, DurationFailure> {
  const text = typed.trim().toLowerCase();
  const minutes = text === '' ? null : minutesIn(text);
  if (minutes === null) return failure('unreadable');
  const whole = Math.round(minutes);
  if (whole === 0) return failure('nothing');
  return whole > longestDuration ? failure('beyond-a-day') : success(whole);
}

function minutesIn(text: string): number | null {
  if (bare.test(text)) return Number(text);
  const parts = clock.exec(text) ?? hoursThenMinutes.exec(text) ?? hoursAndMinutes.exec(text);
  return parts === null ? null : 60 * valueOf(parts[1]) + valueOf(parts[2]);
}

function valueOf(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits.replace(',', '.'));
}
