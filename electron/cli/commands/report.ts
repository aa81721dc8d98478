import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { writePublicReport } from '#cli/commands/report-public.ts';
import { exitStatus } from '#cli/exit-status.ts';
import { reportResources } from '#cli/places.ts';
import { complain, failureSentence, print, type CommandFailureCode } from '#cli/speech.ts';
import { analyseModel, checkText } from '#core/analysis/analyse.ts';
import type { Locale } from '#core/messages/catalogue.ts';
import { failure, success, type Result } from '#core/result.ts';
import { canProtectPdf } from '#report/encrypt.ts';
import { produceFullReport, type ProducedReport } from '#report/produce.ts';
import { suggestPassphrase } from '#report/suggest-passphrase.ts';
import { writeAtomically } from '#report/write.ts';
import { openVault, type Vault } from '#vault/vault.ts';

/** Options of the command. */
export interface ReportOptions {
  readonly project: string;
  readonly out: string;
  readonly language: Locale;
  /** The final public report, which needs every owner's approval. */
  readonly final?: boolean;
  readonly json?: boolean;
}

/** Writes a report of a project file. The full one is always encrypted. */
export async function report(kind: string, options: ReportOptions): Promise<number> {
  if (kind !== 'full' && kind !== 'public') {
    complain('a report is either full or public.');
    return exitStatus.misused;
  }
  if (kind === 'full' && options.final === true) {
    complain('only a public report has a final file.');
    return exitStatus.misused;
  }
  if (resolve(options.out) === resolve(options.project)) {
    complain('the report would overwrite the project file.');
    return exitStatus.misused;
  }
  const [passphrase = '', given = ''] = readFileSync(0, 'utf8').split(/\r?\n/);
  const opened = await openVault(options.project, passphrase);
  if (!opened.ok) return refuse(opened);
  // A PDF's key derivation is far weaker than the vault's: its passphrase is never the project's own.
  const reportPassphrase = given === '' ? suggestPassphrase() : given;
  const written =
    kind === 'full'
      ? await writeFull(opened.value, options, reportPassphrase)
      : await writePublicReport(opened.value, options);
  const closed = opened.value.close();
  if (!written.ok) return refuse(written);
  if (!closed.ok) return refuse(closed);
  const suggested = kind === 'full' && given === '' ? reportPassphrase : null;
  if (options.json === true) {
    print(JSON.stringify({ file: options.out, sha256: written.value.sha256, passphrase: suggested }));
  } else {
    print(`${options.out}  SHA-256 ${written.value.sha256}`);
    if (suggested !== null) print(`It opens with: ${suggested}`);
  }
  return exitStatus.fine;
}

function refuse(refused: { readonly error: { readonly code: CommandFailureCode } }): number {
  complain(failureSentence(refused.error.code));
  return exitStatus.failed;
}

async function writeFull(
  vault: Vault,
  options: ReportOptions,
  passphrase: string,
): Promise<Result<ProducedReport, { readonly code: CommandFailureCode }>> {
  const { text, sequence } = vault.latestRevision();
  const { executable } = checkText(text);
  if (executable === null) return failure({ code: 'model-refused' });
  if (!canProtectPdf(passphrase)) return failure({ code: 'passphrase-too-long' });
  const { model, run } = executable;
  const record = analyseModel(model, run, createHash('sha256').update(text, 'utf8').digest('hex'));
  const day = new Date().toISOString().slice(0, 10);
  const request = { projectName: vault.project.name, revision: sequence, text, day, passphrase };
  const produced = await produceFullReport(model, record, request, options.language, reportResources);
  try {
    await writeAtomically(options.out, produced.bytes);
  } catch {
    return failure({ code: 'file-unwritable' });
  }
  const noted = vault.recordEvent('exported-full', produced.sha256);
  return noted.ok ? success(produced) : noted;
}
