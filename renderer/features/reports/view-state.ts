import type { ReportKind } from '#core/report/report-kind.ts';

interface ReportsViewState {
  /** The report that is shown. */
  kind: ReportKind;
}

declare module '#renderer/shared/destination.ts' {
  interface ActivityStates {
    readonly reports: ReportsViewState;
  }
}

/** The reports as they are first shown. */
export function initialReportsState(): ReportsViewState {
  return { kind: 'full' };
}
