import type { CallFailure } from '#contract/failures.ts';
import { projectState } from '#core/method/project/project-state.ts';
import { reportDocument } from '#core/report/report-document.ts';
import { failure, type Result } from '#core/result.ts';
import type { Analyser } from '#project/analyser.ts';
import { newestRecord } from '#project/analysis/newest-record.ts';
import { producePublicFile } from '#project/publication/public-file.ts';
import { projectSource } from '#project/reports/project-source.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import type { ReportRequest } from '#project/session/prepared-reports.ts';
import { produceReport, type ProducedReport, type ReportResources } from '#report/produce.ts';

/** The means of making reports. */
export interface ReportMeans {
  readonly analyser: Analyser;
  readonly resources: ReportResources;
}

/**
 * Makes a report of a project's newest revision; the public one as a draft. A revision that this engine has not analysed
 * is analysed first. `report-cancelled` once the signal says so.
 */
export async function buildReport(
  project: OpenProject,
  { kind, locale, handling }: ReportRequest,
  { analyser, resources }: ReportMeans,
  signal?: AbortSignal,
): Promise<Result<ProducedReport, CallFailure>> {
  const record = await newestRecord(project, analyser);
  if (!record.ok) return record;
  // What is not published is not even read on the way to what is.
  if (kind === 'public') return await producePublicFile(project, 'draft', locale, resources, signal);
  const source = projectSource(project);
  if (!source.ok) return source;
  const state = projectState(
    handling === undefined ? source.value : { ...source.value, handling },
    record.value,
  );
  if (!state.ok) return state;
  const document = reportDocument(kind, state.value, locale);
  if (!document.ok) return failure({ code: document.error.code });
  return await project.whileOpen(produceReport(document.value, resources, signal));
}
