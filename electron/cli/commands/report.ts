import { writePublicReport } from '#cli/commands/report-public.ts';
import { exitStatus } from '#cli/exit-status.ts';
import { openGivenProject } from '#cli/open-project.ts';
import { writeReport } from '#cli/project-report.ts';
import { complain, failureSentence, print, type CommandFailureCode } from '#cli/speech.ts';
import type { Locale } from '#core/messages/catalogue.ts';
import { reportKinds, type ReportKind } from '#core/report/report-kind.ts';
import { suggestPassphrase } from '#report/suggest-passphrase.ts';
import { judgeTarget } from '#report/target.ts';

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
  const { language, out, project } = options;
  // Told before a passphrase is asked for or anything is noted in the project.
  const target = judgeTarget(out, project);
  if (!target.ok) {
    complain(failureSentence(target.error.code));
    return target.error.code === 'target-is-project' ? exitStatus.misused : exitStatus.failed;
  }
  const opened = await openGivenProject(options.project);
  if (!opened.ok) return refuse(opened);
  const { vault, secondLine: given } = opened.value;
  // A PDF's key derivation is far weaker than the vault's: its passphrase is never the project's own.
  const reportPassphrase = given === '' ? suggestPassphrase() : given;
  const written =
    kind === 'public'
      ? await writePublicReport(vault, options)
      : await writeReport(vault, {
          kind,
          language,
          out,
          project,
          mayReplace: true,
          passphrase: reportPassphrase,
        });
  const closed = vault.close();
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
