import { locales, type Locale } from '#core/messages/texts.ts';
import type { PublicRecord } from '#core/report/public/public-record.ts';
import type { PublicStanding } from '#core/report/public/public-report.ts';
import { producePublicReport, type ProducedReport, type ReportResources } from '#report/produce.ts';

/** A public report as it would be written. */
export interface PublicFile extends ProducedReport {
  readonly language: Locale;
  readonly standing: PublicStanding;
}

/** Renders a record in every language, as a draft or as the final file. Throws when a resource cannot be read. */
export async function publicFiles(
  record: PublicRecord,
  standing: PublicStanding,
  resources: Pick<ReportResources, 'fontFolder'>,
): Promise<readonly PublicFile[]> {
  const files: PublicFile[] = [];
  // One after the other: the fonts of a renderer are shared.
  for (const language of locales) {
    files.push({
      language,
      standing,
      ...(await producePublicReport(record, standing, language, resources)),
    });
  }
  return files;
}
