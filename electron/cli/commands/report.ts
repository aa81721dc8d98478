import { tellOpening } from '#cli/opening-notice.ts';
import { readFileSync } from 'node:fs';
import { writePublicReport } from '#cli/commands/report-public.ts';
import { exitStatus } from '#cli/exit-status.ts';
import { writeReport } from '#cli/project-report.ts';
import { wouldOverwrite } from '#cli/same-place.ts';
import { complain, failureSentence, print, type CommandFailureCode } from '#cli/speech.ts';
import type { Locale } from '#core/messages/catalogue.ts';
import { reportKinds, type ReportKind } from '#core/report/report-kind.ts';
import { suggestPassphrase } from '#report/suggest-passphrase.ts';
import { openVault } from '#vault/vault.ts';

/** Options of the command. */
export interface ReportOptions {
  readonly project: string;
  readonly out: string;
  readonly language: Locale;
  /** The final public report, which needs every owner's approval. */
  readonly final?: boolean;
  readonly json?: boolean;
}

/** Writes a report of a project file. All but the public one are always encrypted. */
export async function report(kind: string, options: ReportOptions): Promise<number> {
  if (!isReportKind(kind)) {
    complain('a report is full, metrics or public.');
    return exitStatus.misused;
  }
  if (kind !== 'public' && options.final === true) {
    complain('only a public report has a final file.');
    return exitStatus.misused;
  }
  if (wouldOverwrite(options.out, options.project)) {
    complain('the report would overwrite the project file.');
    return exitStatus.misused;
  }
  const [passphrase = '', given = ''] = readFileSync(0, 'utf8').split(/\r?\n/);
  const opened = await openVault(options.project, passphrase);
  if (!opened.ok) return refuse(opened);
  tellOpening(opened.value);
  // A PDF's key derivation is far weaker than the vault's: its passphrase is never the project's own.
  const reportPassphrase = given === '' ? suggestPassphrase() : given;
  const { language, out } = options;
  const written =
    kind === 'public'
      ? await writePublicReport(opened.value, options)
      : await writeReport(opened.value, { kind, language, out, passphrase: reportPassphrase });
  const closed = opened.value.close();
  if (!written.ok) return refuse(written);
  if (!closed.ok) return refuse(closed);
  const suggested = kind !== 'public' && given === '' ? reportPassphrase : null;
  if (options.json === true) {
    print(JSON.stringify({ file: options.out, sha256: written.value.sha256, passphrase: suggested }));
  } else {
    print(`${options.out}  SHA-256 ${written.value.sha256}`);
    if (suggested !== null) print(`It opens with: ${suggested}`);
  }
  return exitStatus.fine;
}

function isReportKind(kind: string): kind is ReportKind {
  return reportKinds.some((known) => known === kind);
}

function refuse(refused: { readonly error: { readonly code: CommandFailureCode } }): number {
  complain(failureSentence(refused.error.code));
  return exitStatus.failed;
}
