import type { BrowserWindow } from 'electron';
import type { ReportRequest } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { Engine } from '#engine/engine.ts';
import type { Desk } from '#main/desk.ts';
import { askWhereToSave, pdfFile } from '#main/dialogs.ts';
import { exportFile } from '#main/export-file.ts';
import type { HandlersOf } from '#main/ipc.ts';
import { buildReport } from '#main/reports.ts';
import { canProtectPdf } from '#report/encrypt.ts';
import type { ReportResources } from '#report/produce.ts';
import { suggestPassphrase } from '#report/suggest-passphrase.ts';
import { judgeNewPassphrase } from '#vault/passphrase-slot.ts';

/** What the calls on reports work with. */
export interface ReportSurroundings {
  readonly desk: Desk;
  readonly engine: Engine;
  readonly window: BrowserWindow;
  readonly resources: ReportResources;
}

/** Calls that make reports of the open project. */
export function reportHandlers(surroundings: ReportSurroundings): HandlersOf<'report'> {
  const { desk, engine, window, resources } = surroundings;
  return {
    'report.write': async (request) => {
      const { vault } = desk;
      if (vault === null) return failure({ code: 'project-not-open' });
      const judged = judgeProtection(request);
      if (!judged.ok) return judged;
      const built = await buildReport(vault, request, engine, resources);
      if (!built.ok) return built;
      return exportFile(desk, vault, {
        bytes: built.value.bytes,
        note: (sha256) =>
          vault.recordEvent(request.kind === 'full' ? 'exported-full' : 'exported-public', sha256),
        askWhere: () =>
          askWhereToSave(window, request.locale, 'dialog.save-report', pdfFile, `segl-${request.kind}.pdf`),
      });
    },
    'report.suggestPassphrase': () => success({ passphrase: suggestPassphrase() }),
  };
}

// A passphrase that can be guessed protects nothing, and one that is cut off protects less than it seems to.
function judgeProtection(request: ReportRequest): Result<null, CallFailure> {
  if (request.kind === 'public' || request.protection.kind === 'none') return success(null);
  const { passphrase } = request.protection;
  const judged = judgeNewPassphrase(passphrase);
  if (!judged.ok) return judged;
  return canProtectPdf(passphrase) ? success(null) : failure({ code: 'passphrase-too-long' });
}
