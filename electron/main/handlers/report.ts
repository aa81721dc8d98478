import type { BrowserWindow } from 'electron';
import type { ReportWriting } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Engine } from '#engine/engine.ts';
import type { Desk, PreparedReport } from '#main/desk.ts';
import { askToReplace, askWhereToSave, pdfFile } from '#main/dialogs.ts';
import { exportFile } from '#main/export-file.ts';
import type { HandlersOf } from '#main/ipc.ts';
import { buildReport } from '#main/reports.ts';
import { canProtectPdf } from '#report/pdf-passphrase.ts';
import { protectReport, type ReportResources } from '#report/produce.ts';
import { suggestPassphrase } from '#report/suggest-passphrase.ts';
import { judgeNewPassphrase, passphraseOf } from '#vault/passphrase-slot.ts';

/** What the calls on reports work with. */
export interface ReportSurroundings {
  readonly desk: Desk;
  readonly engine: Engine;
  readonly window: BrowserWindow;
  readonly resources: ReportResources;
}

/** Calls that make reports of the open project. */
export function reportHandlers({
  desk,
  engine,
  window,
  resources,
}: ReportSurroundings): HandlersOf<'report'> {
  // Of two that are made at the same time the one that was asked for last is laid on the desk.
  let newest = 0;
  let preparing = new AbortController();
  const begin = (): AbortSignal => {
    newest += 1;
    preparing.abort();
    preparing = new AbortController();
    return preparing.signal;
  };
  return {
    'report.prepare': async ({ kind, locale }) => {
      const { vault } = desk;
      if (vault === null) return failure({ code: 'project-not-open' });
      const signal = begin();
      const turn = newest;
      desk.layReport(null);
      const built = await buildReport(vault, { kind, locale }, engine, resources, signal);
      if (!built.ok) return built;
      // The project may have been locked meanwhile: its report goes with it.
      if (desk.vault !== vault) return failure({ code: 'project-not-open' });
      if (turn === newest) desk.layReport({ ...built.value, kind, locale });
      const { sha256, pages, bytes } = built.value;
      return success({ sha256, pages, bytes });
    },
    'report.write': async ({ sha256, protection }) => {
      const { vault, report } = desk;
      if (vault === null) return failure({ code: 'project-not-open' });
      if (report?.sha256 !== sha256) return failure({ code: 'report-not-prepared' });
      const judged = judgeProtection(report, protection);
      if (!judged.ok) return judged;
      const { kind, locale } = report;
      const written =
        protection.kind === 'passphrase'
          ? await protectReport(report, protection.passphrase, resources)
          : success(report);
      if (!written.ok) return written;
      return exportFile(desk, vault, {
        bytes: written.value.bytes,
        note: (hash) => vault.recordEvent(`exported-${kind}`, hash),
        askToReplace: (fileName) => askToReplace(window, locale, fileName),
        askWhere: () => askWhereToSave(window, locale, 'dialog.save-report', pdfFile, `segl-${kind}.pdf`),
      });
    },
    'report.discard': () => {
      begin();
      desk.layReport(null);
      return success({});
    },
    'report.suggestPassphrase': () => success({ passphrase: suggestPassphrase() }),
  };
}

// A passphrase that can be guessed protects nothing, and one that is cut off protects less than it seems to.
function judgeProtection(
  { kind }: PreparedReport,
  protection: ReportWriting['protection'],
): Result<null, CallFailure> {
  switch (protection.kind) {
    case 'none':
      return success(null);
    case 'open':
      return kind === 'public' ? success(null) : failure({ code: 'protection-unconfirmed' });
    case 'passphrase': {
      const judged = judgeNewPassphrase(passphraseOf(protection.passphrase));
      if (!judged.ok) return judged;
      return canProtectPdf(protection.passphrase) ? success(null) : failure({ code: 'passphrase-too-long' });
    }
  }
}
