import type { ReportWriting } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import type { ReportKind } from '#core/report/report-kind.ts';
import { failure, success, type Result } from '#core/result.ts';
import { canProtectPdf } from '#report/pdf-passphrase.ts';
import { checkNewPassphrase, passphraseOf } from '#vault/container/passphrase-slot.ts';

/**
 * Judges the protection of a report that is to be written: a passphrase that can be guessed protects nothing, and one that
 * is cut off protects less than it seems to. `protection-unconfirmed`, `passphrase-too-short`, `passphrase-too-long`.
 */
export function checkProtection(
  kind: ReportKind,
  protection: ReportWriting['protection'],
): Result<null, CallFailure> {
  switch (protection.kind) {
    case 'none':
      return success(null);
    case 'open':
      return kind === 'public' ? success(null) : failure({ code: 'protection-unconfirmed' });
    case 'passphrase': {
      const judged = checkNewPassphrase(passphraseOf(protection.passphrase));
      if (!judged.ok) return judged;
      return canProtectPdf(protection.passphrase) ? success(null) : failure({ code: 'passphrase-too-long' });
    }
  }
}
