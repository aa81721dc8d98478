import { createHash } from 'node:crypto';
import type { Locale } from '#core/messages/texts.ts';
import type { ReportDocument } from '#core/report/document/document.ts';
import type { PublicRecord } from '#core/publication/public-record.ts';
import { publicReport, type PublicationStatus } from '#core/report/public/public-report.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { PdfFailure, PdfThreads } from '#report/pdf-threads.ts';
import type { RenderedPdf } from '#report/render.ts';

/** The files and threads that reports are made with. */
export interface ReportResources {
  /** The folder with Segl's fonts (`resources/fonts` in the source tree). */
  readonly fontFolder: string;
  /** The file `qpdf.wasm` of the package @neslinesli93/qpdf-wasm. */
  readonly qpdfFile: string;
  readonly threads: PdfThreads;
}

/** Resources for reports that are not encrypted. */
export type RenderResources = Pick<ReportResources, 'fontFolder' | 'threads'>;

/** A finished report. `sha256` is that of the bytes, lower-case hexadecimal. */
export interface ProducedReport extends RenderedPdf {
  readonly sha256: string;
}

export type ProducedOutcome = Result<ProducedReport, PdfFailure>;

/** Makes reports that anybody can open, off the main thread; errors as in {@link PdfThreads}. */
export async function produceReports(
  documents: readonly ReportDocument[],
  { fontFolder, threads }: RenderResources,
  signal?: AbortSignal,
): Promise<Result<readonly ProducedReport[], PdfFailure>> {
  const rendered = await threads.render(documents, fontFolder, signal);
  return rendered.ok ? success(rendered.value.map(withHash)) : rendered;
}

/** Makes one report that anybody can open; see {@link produceReports}. */
export async function produceReport(
  document: ReportDocument,
  resources: RenderResources,
  signal?: AbortSignal,
): Promise<ProducedOutcome> {
  const produced = await produceReports([document], resources, signal);
  if (!produced.ok) return produced;
  const [report] = produced.value;
  return report === undefined ? failure({ code: 'report-failed' }) : success(report);
}

/** The same report under a passphrase that protects it; errors as in {@link PdfThreads}. */
export async function protectReport(
  { bytes, pages }: ProducedReport,
  passphrase: string,
  { qpdfFile, threads }: Pick<ReportResources, 'qpdfFile' | 'threads'>,
  signal?: AbortSignal,
): Promise<ProducedOutcome> {
  const sealed = await threads.protect(bytes, passphrase, qpdfFile, signal);
  return sealed.ok ? success(withHash({ bytes: sealed.value, pages })) : sealed;
}

/**
 * Makes the public report from the public record alone. The same record, status and language always give the same
 * bytes, so that the hash of the final file is known before it is released; errors as in {@link PdfThreads}.
 */
export async function producePublicReport(
  record: PublicRecord,
  status: PublicationStatus,
  locale: Locale,
  resources: RenderResources,
  signal?: AbortSignal,
): Promise<ProducedOutcome> {
  return await produceReport(publicReport(record, status, locale), resources, signal);
}

function withHash(pdf: RenderedPdf): ProducedReport {
  return { ...pdf, sha256: createHash('sha256').update(pdf.bytes).digest('hex') };
}
