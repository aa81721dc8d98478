import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { analyseWithin } from '#cli/active-analysis.ts';
import { exitStatus } from '#cli/exit-status.ts';
import { examplePlaces } from '#cli/places.ts';
import { writeReport } from '#cli/project-report.ts';
import { complain, failureSentence, print, tableOneLines, type CommandFailureCode } from '#cli/speech.ts';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { totalDiscrepancies, type AnalysisRecord } from '#core/analysis/record/record.ts';
import { usualLimits } from '#core/analysis/record/active-limits.ts';
import { reportKinds } from '#core/report/report-kind.ts';
import { failure, success, type Result } from '#core/result.ts';
import { suggestPassphrase } from '#report/suggest-passphrase.ts';
import { exampleText, workedExample } from '#report/worked-example.ts';
import { judgeTarget, writeTarget } from '#report/target.ts';
import { passphraseOf } from '#vault/passphrase-slot.ts';
import { takeOver } from '#vault/take-over.ts';
import { createVault, type Vault } from '#vault/vault.ts';

const projectName = 'AMS.segl';
const recordName = 'record.json';

interface Demonstration {
  readonly record: AnalysisRecord;
  readonly vaultPassphrase: string;
  readonly reportPassphrase: string;
}

/** Makes a project from the bundled example in a folder, worked through, with its reports and its record. */
export async function demo(folder: string, json: boolean): Promise<number> {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    complain(`${folder}: ${failureSentence('target-folder-missing')}`);
    return exitStatus.failed;
  }
  // Told before there is a project without its reports.
  for (const path of [...reportKinds.map((kind) => `${kind}.pdf`), recordName].map((name) =>
    join(folder, name),
  )) {
    const target = judgeTarget(path, null);
    const code = target.ok ? (target.value.replaces ? 'target-exists' : null) : target.error.code;
    if (code === null) continue;
    complain(`${path}: ${failureSentence(code)}`);
    return exitStatus.failed;
  }
  const shown = await demonstrate(folder);
  if (!shown.ok) {
    complain(failureSentence(shown.error.code));
    return exitStatus.failed;
  }
  if (json)
    print(JSON.stringify({ folder, ...shown.value, record: undefined, ...shown.value.record.metrics }));
  else describe(folder, shown.value);
  return exitStatus.fine;
}

async function demonstrate(
  folder: string,
): Promise<Result<Demonstration, { readonly code: CommandFailureCode }>> {
  const text = await exampleText(examplePlaces);
  const vaultPassphrase = suggestPassphrase();
  const path = join(folder, projectName);
  const created = await createVault({
    path,
    passphrase: passphraseOf(vaultPassphrase),
    projectName: 'AMS',
    text,
  });
  if (!created.ok) return created;
  const reportPassphrase = suggestPassphrase();
  const written = await analyseAndWrite(folder, created.value, reportPassphrase);
  const closed = created.value.close();
  if (!written.ok) return written;
  return closed.ok ? success({ record: written.value, vaultPassphrase, reportPassphrase }) : closed;
}

async function analyseAndWrite(
  folder: string,
  vault: Vault,
  reportPassphrase: string,
): Promise<Result<AnalysisRecord, { readonly code: CommandFailureCode }>> {
  const { text, sequence } = vault.latestRevision();
  const { executable } = checkText(text);
  if (executable === null) return failure({ code: 'model-refused' });
  const { model, run } = executable;
  const record = analyseModel(model, run, createHash('sha256').update(text, 'utf8').digest('hex'));
  const worked = await workedExample(examplePlaces);
  if (!worked.ok) return worked;
  const { note, dossier } = worked.value;
  const { verdicts, cost } = analyseWithin(executable, usualLimits);
  const { engineVersion, inputHash } = record;
  const active = { format: 2, engineVersion, inputHash, bounds: usualLimits, cost, verdicts } as const;
  const failed = [
    takeOver(vault, note, dossier),
    vault.saveAnalysis(sequence, record),
    vault.saveVerification(sequence, active),
  ].find((kept) => !kept.ok);
  if (failed?.ok === false) return failed;
  const project = join(folder, projectName);
  for (const kind of reportKinds) {
    const passphrase = kind === 'public' ? null : reportPassphrase;
    const done = await writeReport(vault, {
      kind,
      language: 'en',
      out: join(folder, `${kind}.pdf`),
      project,
      mayReplace: false,
      passphrase,
    });
    if (!done.ok) return done;
  }
  const bytes = Buffer.from(`${JSON.stringify(record)}\n`, 'utf8');
  const done = await writeTarget(join(folder, recordName), bytes, { project, mayReplace: false });
  return done.ok ? success(record) : done;
}

function describe(folder: string, { record, vaultPassphrase, reportPassphrase }: Demonstration): void {
  print(`Written to ${folder}: AMS.segl, full.pdf, metrics.pdf, public.pdf, record.json`);
  print('');
  print('Table 1');
  for (const line of tableOneLines(record.metrics.tableOne)) print(`  ${line}`);
  print('');
  print(`Discrepancies: ${String(totalDiscrepancies(record.discrepancies))}`);
  print(`Levels of the key hierarchy: ${String(record.metrics.keyHierarchyLevels)}`);
  print('');
  print(`AMS.segl opens with: ${vaultPassphrase}`);
  print(`full.pdf and metrics.pdf open with: ${reportPassphrase}`);
}
