import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { exitStatus } from '#cli/exit-status.ts';
import { reportResources } from '#cli/places.ts';
import { complain, failureSentence, print, type CommandFailureCode } from '#cli/speech.ts';
import { analyseModel, checkText } from '#core/analysis/analyse.ts';
import type { Locale } from '#core/messages/catalogue.ts';
import { aggregate } from '#core/report/aggregate.ts';
import { failure, success, type Result } from '#core/result.ts';
import { canProtectPdf } from '#report/encrypt.ts';
import { produceFullReport, producePublicReport, type ProducedReport } from '#report/produce.ts';
import { suggestPassphrase } from '#report/suggest-passphrase.ts';
import { writeAtomically } from '#report/write.ts';
import { openVault, type Vault } from '#vault/vault.ts';

/** Options of the command. */
export interface ReportOptions {
  readonly project: string;
  readonly out: string;
  readonly language: Locale;
  readonly json?: boolean;
}

/** Writes a report of a project file. The full one is always encrypted. */
export async function report(kind: string, options: ReportOptions): Promise<number> {
  if (kind !== 'full' && kind !== 'public') {
    complain('a report is either full or public.');
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
  const written = await write(kind, opened.value, options, reportPassphrase);
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

async function write(
  kind: 'full' | 'public',
  vault: Vault,
  options: ReportOptions,
  passphrase: string,
): Promise<Result<ProducedReport, { readonly code: CommandFailureCode }>> {
  const { text, sequence } = vault.latestRevision();
  const { executable } = checkText(text);
  if (executable === null) return failure({ code: 'model-refused' });
  if (kind === 'full' && !canProtectPdf(passphrase)) return failure({ code: 'passphrase-too-long' });
  const { model, run } = executable;
  const record = analyseModel(model, run, createHash('sha256').update(text, 'utf8').digest('hex'));
  const day = new Date().toISOString().slice(0, 10);
  const request = { projectName: vault.project.name, revision: sequence, text, day, passphrase };
  const { language } = options;
  const dossier = vault.dossier();
  if (!dossier.ok) return dossier;
  const counted = aggregate({ model, record, dossier: dossier.value });
  if (kind === 'public' && !counted.ok) return counted;
  const produced = success(
    kind === 'public' && counted.ok
      ? await producePublicReport(counted.value, 'draft', language, reportResources)
      : await produceFullReport(model, record, request, language, reportResources),
  );
  try {
    await writeAtomically(options.out, produced.value.bytes);
  } catch {
    return failure({ code: 'file-unwritable' });
  }
  const noted = vault.recordEvent(
    kind === 'full' ? 'exported-full' : 'exported-public',
    produced.value.sha256,
  );
  return noted.ok ? produced : noted;
}
