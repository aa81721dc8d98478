import type { Locale } from '#core/messages/catalogue.ts';

const units = ['kilobyte', 'megabyte', 'gigabyte'] as const;

/** A number of bytes as people read it, such as 12.3 kB. */
export function byteSize(bytes: number, locale: Locale): string {
  const step = Math.min(units.length, Math.max(1, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step - 1] ?? 'gigabyte',
    maximumFractionDigits: 1,
  });
  return format.format(bytes / 1_000 ** step);
}
