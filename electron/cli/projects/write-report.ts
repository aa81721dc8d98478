import { reportResources } from '#cli/projects/resources.ts';
import type { CallFailure } from '#contract/failures.ts';
import type { Locale } from '#core/messages/catalogue.ts';
import type { ReportHandling } from '#core/method/project/project-state.ts';
import type { ReportKind } from '#core/report/report-kind.ts';
import { failure, type Result } from '#core/result.ts';
import { inThisThread } from '#project/analyser.ts';
import { exportFile } from '#project/export/export-file.ts';
import { FinalFileMaker } from '#project/publication/public-file.ts';
import { publicationState, recordRelease } from '#project/publication/release.ts';
import { buildReport } from '#project/reports/build-report.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import { canProtectPdf } from '#report/pdf-passphrase.ts';
import { protectReport } from '#report/produce.ts';

/** The place of a report that is to be written. */
export interface ReportTarget {
  readonly out: string;
  /** True where an existing file may be replaced. */
  readonly mayReplace: boolean;
}

/** A report to be written. `passphrase` null leaves the file open to everybody. */
export interface ReportOrder extends ReportTarget {
  readonly kind: ReportKind;
  readonly language: Locale;
  readonly passphrase: string | null;
  readonly handling?: ReportHandling;
}

/** The SHA-256 of the file that was written. */
type Written = Result<string, CallFailure>;

/** Makes a report of a project's newest revision, notes it in the log, and writes it. */
export async function writeReport(project: OpenProject, order: ReportOrder): Promise<Written> {
  const { kind, language, passphrase, handling } = order;
  if (passphrase !== null && !canProtectPdf(passphrase)) return failure({ code: 'passphrase-too-long' });
  const means = { analyser: inThisThread, resources: reportResources };
  const request = { kind, locale: language, ...(handling === undefined ? {} : { handling }) };
  const built = await buildReport(project, request, means);
  if (!built.ok) return built;
  const written = passphrase === null ? built : await protectReport(built.value, passphrase, reportResources);
  if (!written.ok) return written;
  const { bytes } = written.value;
  const note = (sha256: string): Result<null, CallFailure> =>
    project.vault.audit.add(`exported-${kind}`, sha256);
  return exportFile(project, { bytes, path: order.out, mayReplace: order.mayReplace, note });
}

/** Writes the final public report, and adds it to the ledger of releases. */
export async function writeFinalReport(
  project: OpenProject,
  order: ReportTarget & { readonly language: Locale },
): Promise<Written> {
  const state = await publicationState(project, new FinalFileMaker(reportResources));
  if (!state.ok) return state;
  const { files, record } = state.value;
  const file = files.find(({ language }) => language === order.language);
  if (file === undefined) throw new Error('there is a final file in every language');
  return exportFile(project, {
    bytes: file.bytes,
    path: order.out,
    mayReplace: order.mayReplace,
    note: () => recordRelease(project, { file, record }),
  });
}
