import type { CallFailure } from '#contract/failures.ts';
import type { Locale } from '#core/messages/catalogue.ts';
import type { PublicRecord } from '#core/publication/public-record.ts';
import type { PublicationStatus } from '#core/report/public/public-report.ts';
import { success, type Result } from '#core/result.ts';
import { publishable } from '#project/publication/publishable.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import { publicFiles, type PublicFile } from '#report/public-files.ts';
import { producePublicReport, type ProducedReport, type ReportResources } from '#report/produce.ts';

/** The final file of a project in each language, and the public record that it is made from. */
export interface FinalFiles {
  readonly record: PublicRecord;
  readonly files: readonly PublicFile[];
}

/** Makes the public report of a project, as a draft or as the final file. Fails as {@link publishable} does. */
export async function producePublicFile(
  project: OpenProject,
  status: PublicationStatus,
  locale: Locale,
  resources: ReportResources,
  signal?: AbortSignal,
): Promise<Result<ProducedReport, CallFailure>> {
  const counted = publishable(project);
  if (!counted.ok) return counted;
  return await project.whileOpen(
    producePublicReport(counted.value.record, status, locale, resources, signal),
  );
}

/** Makes the final files of open projects. Those of the newest record are asked for over and over, and kept. */
export class FinalFileMaker {
  readonly #resources: ReportResources;
  // They go with the project.
  readonly #newest = new WeakMap<
    OpenProject,
    { readonly key: string; readonly files: readonly PublicFile[] }
  >();

  constructor(resources: ReportResources) {
    this.#resources = resources;
  }

  /** The final files of the newest revision. Fails as {@link publishable} does; `project-not-open` when locked meanwhile. */
  async make(project: OpenProject): Promise<Result<FinalFiles, CallFailure>> {
    const counted = publishable(project);
    if (!counted.ok) return counted;
    const { record } = counted.value;
    const files = await project.whileOpen(this.#filesOf(project, record));
    return files.ok ? success({ record, files: files.value }) : files;
  }

  async #filesOf(
    project: OpenProject,
    record: PublicRecord,
  ): Promise<Result<readonly PublicFile[], CallFailure>> {
    const known = this.#newest.get(project);
    const key = JSON.stringify(record);
    if (known?.key === key) return success(known.files);
    const files = await publicFiles(record, 'final', this.#resources);
    if (files.ok) this.#newest.set(project, { key, files: files.value });
    return files;
  }
}
