import { locales, type Locale } from '#core/messages/texts.ts';
import type { PublicRecord } from '#core/publication/public-record.ts';
import { publicReport, type PublicationStatus } from '#core/report/public/public-report.ts';
import { success, type Result } from '#core/result.ts';
import type { PdfFailure } from '#report/pdf-threads.ts';
import { produceReports, type ProducedReport, type RenderResources } from '#report/produce.ts';

/** A public report as it would be written. */
export interface PublicFile extends ProducedReport {
  readonly language: Locale;
  readonly status: PublicationStatus;
}

/** Makes the public report of a record in every language, as a draft or as the final file; errors as for any PDF. */
export async function publicFiles(
  record: PublicRecord,
  status: PublicationStatus,
  resources: RenderResources,
): Promise<Result<readonly PublicFile[], PdfFailure>> {
  const documents = locales.map((language) => publicReport(record, status, language));
  const produced = await produceReports(documents, resources);
  if (!produced.ok) return produced;
  return success(
    locales.flatMap((language, index) => {
      const report = produced.value[index];
      return report === undefined ? [] : [{ ...report, language, status }];
    }),
  );
}
