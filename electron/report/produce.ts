import { createHash } from 'node:crypto';
import type { AnalysisRecord } from '#core/analysis/record.ts';
import type { Model } from '#core/language/model.ts';
import { createTranslate, type Locale } from '#core/messages/catalogue.ts';
import { aggregate } from '#core/report/aggregate.ts';
import { fullReport } from '#core/report/full.ts';
import { publicReport } from '#core/report/public/public-report.ts';
import { failure, success, type Result } from '#core/result.ts';
import { encryptPdf } from '#report/encrypt.ts';
import { renderPdf } from '#report/render.ts';

/** Where the files lie that rendering needs. */
export interface ReportResources {
  readonly fontFolder: string;
  readonly qpdfFile: string;
}

/** A finished report. `sha256` is that of the bytes, lower-case hexadecimal. */
export interface ProducedReport {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** What a full report needs beyond the analysis. `passphrase` null leaves the file open to everybody. */
export interface FullReportRequest {
  readonly projectName: string;
  readonly revision: number;
  readonly text: string;
  /** The day of the report, as ISO 8601 date. */
  readonly day: string;
  readonly passphrase: string | null;
}

function produced(bytes: Uint8Array): ProducedReport {
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Renders the full report. Throws when a resource cannot be read. */
export async function produceFullReport(
  model: Model,
  record: AnalysisRecord,
  request: FullReportRequest,
  locale: Locale,
  resources: ReportResources,
): Promise<ProducedReport> {
  const { projectName, revision, text, day, passphrase } = request;
  const input = { model, record, text, projectName, revision, generatedOn: day, language: locale };
  const bytes = await renderPdf(fullReport(input, createTranslate(locale)), resources);
  return produced(passphrase === null ? bytes : await encryptPdf(bytes, passphrase, resources));
}

/**
 * Renders the public report from the aggregates alone. A model too large for the public record is refused.
 * Throws when a resource cannot be read.
 */
export async function producePublicReport(
  model: Model,
  record: AnalysisRecord,
  locale: Locale,
  resources: ReportResources,
): Promise<Result<ProducedReport, { readonly code: 'count-out-of-bounds' }>> {
  const aggregated = aggregate(model, record);
  if (!aggregated.ok) return failure({ code: 'count-out-of-bounds' });
  const document = publicReport(aggregated.value, locale, createTranslate(locale));
  return success(produced(await renderPdf(document, resources)));
}
