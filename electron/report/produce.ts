import { createHash } from 'node:crypto';
import type { AnalysisRecord } from '#core/analysis/record.ts';
import type { Model } from '#core/language/model.ts';
import { createTranslate, type Locale } from '#core/messages/catalogue.ts';
import { fullReport } from '#core/report/full.ts';
import type { PublicRecord } from '#core/report/public/public-record.ts';
import { publicReport, type PublicStanding } from '#core/report/public/public-report.ts';
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
 * Renders the public report from the public record alone. The same record, standing and language always give the same
 * bytes, so that the hash of the final file is known before it is released. Throws when a resource cannot be read.
 */
export async function producePublicReport(
  record: PublicRecord,
  standing: PublicStanding,
  locale: Locale,
  resources: Pick<ReportResources, 'fontFolder'>,
): Promise<ProducedReport> {
  const document = publicReport(record, standing, locale, createTranslate(locale));
  return produced(await renderPdf(document, resources));
}
