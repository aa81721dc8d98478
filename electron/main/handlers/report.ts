import type { BrowserWindow } from 'electron';
import type { ChannelOutput, ReportOrder, ReportWriting } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import { askAndExport, type WrittenFile } from '#main/handlers/ask-and-export.ts';
import type { HandlersOf } from '#main/ipc/ipc.ts';
import { pdfFile } from '#main/window/dialogs.ts';
import type { Analyser } from '#project/analyser.ts';
import { buildReport } from '#project/reports/build-report.ts';
import { checkProtection } from '#project/reports/protection.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import type { ProjectSession } from '#project/session/project-session.ts';
import { protectReport, type ReportResources } from '#report/produce.ts';
import { suggestPassphrase } from '#report/suggest-passphrase.ts';

/** Everything that the calls on reports need. */
export interface ReportContext {
  readonly session: ProjectSession;
  readonly analyser: Analyser;
  readonly window: BrowserWindow;
  readonly resources: ReportResources;
}

/** Calls that make reports of the open project. */
export function reportHandlers(context: ReportContext): HandlersOf<'report'> {
  const { session } = context;
  return {
    'report.prepare': (order) => session.use((project) => prepare(project, order, context)),
    'report.write': (order) => session.use((project) => write(project, order, context)),
    'report.discard': () => {
      session.project?.reports.discard();
      return success({});
    },
    'report.suggestPassphrase': () => success({ passphrase: suggestPassphrase() }),
  };
}

async function prepare(
  project: OpenProject,
  order: ReportOrder,
  context: ReportContext,
): Promise<Result<ChannelOutput<'report.prepare'>, CallFailure>> {
  const built = await project.reports.replace(order, (signal) =>
    buildReport(project, order, context, signal),
  );
  if (!built.ok) return built;
  const { sha256, pages, bytes } = built.value;
  return success({ sha256, pages, bytes });
}

async function write(
  project: OpenProject,
  { sha256, protection }: ReportWriting,
  { window, resources }: ReportContext,
): Promise<Result<WrittenFile, CallFailure>> {
  const report = project.reports.find(sha256);
  if (report === null) return failure({ code: 'report-not-prepared' });
  const { kind, locale } = report;
  const judged = checkProtection(kind, protection);
  if (!judged.ok) return judged;
  const written =
    protection.kind === 'passphrase'
      ? await protectReport(report, protection.passphrase, resources)
      : success(report);
  if (!written.ok) return written;
  const { bytes } = written.value;
  return askAndExport(
    project,
    { bytes, note: (hash) => project.vault.audit.add(`exported-${kind}`, hash) },
    { window, locale, title: 'dialog.save-report', kind: pdfFile, suggestedName: `segl-${kind}.pdf` },
  );
}
