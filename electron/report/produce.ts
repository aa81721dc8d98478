import { createHash } from 'node:crypto';
import type { Locale } from '#core/messages/texts.ts';
import type { ReportDocument } from '#core/report/document.ts';
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
  readonly pages: number;
}

/** Renders a report that anybody can open. Throws when a resource cannot be read. */
export async function produceReport(
  document: ReportDocument,
  resources: Pick<ReportResources, 'fontFolder'>,
): Promise<ProducedReport> {
  const { bytes, pages } = await renderPdf(document, resources);
  return { bytes, pages, sha256: sha256Of(bytes) };
}

/** The same report under a passphrase, which protects it; see {@link encryptPdf}. */
export async function protectReport(
  { bytes, pages }: ProducedReport,
  passphrase: string,
  resources: ReportResources,
): Promise<ProducedReport> {
  const sealed = await encryptPdf(bytes, passphrase, resources);
  return { bytes: sealed, pages, sha256: sha256Of(sealed) };
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
  return await produceReport(publicReport(record, standing, locale), resources);
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
