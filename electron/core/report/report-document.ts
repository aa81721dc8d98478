import type { Locale } from '#core/messages/catalogue.ts';
import { aggregate, type CountOutOfBounds } from '#core/publication/aggregate.ts';
import type { ReportDocument } from '#core/report/document/document.ts';
import { fullReport } from '#core/report/full/full-report.ts';
import { metricsReport } from '#core/report/metrics/metrics-report.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { publicReport } from '#core/report/public/public-report.ts';
import type { ReportKind } from '#core/report/report-kind.ts';
import { success, type Result } from '#core/result.ts';

/** The document of a report. Only the public one can be refused: for a number that it could not hold. */
export function reportDocument(
  kind: ReportKind,
  state: ProjectState,
  locale: Locale,
): Result<ReportDocument, CountOutOfBounds> {
  switch (kind) {
    case 'full':
      return success(fullReport(state, locale));
    case 'metrics':
      return success(metricsReport(state, locale));
    case 'public': {
      const aggregated = aggregate(state);
      if (!aggregated.ok) return aggregated;
      return success(publicReport(aggregated.value, 'draft', locale));
    }
  }
}
