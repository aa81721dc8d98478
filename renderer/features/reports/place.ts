import type { ReportKind } from '#core/report/report-kind.ts';

interface ReportsPlace {
  /** The report that is shown. */
  kind: ReportKind;
}

declare module '#renderer/shared/destination.ts' {
  interface ActivityPlaces {
    readonly reports: ReportsPlace;
  }
}

/** The reports as they are first shown. */
export function reportsPlace(): ReportsPlace {
  return { kind: 'full' };
}
