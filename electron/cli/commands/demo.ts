import { Command } from 'commander';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { analyseWithin } from '#cli/models/active-analysis.ts';
import { exitStatus } from '#cli/console/exit-status.ts';
import { exampleResources } from '#cli/projects/resources.ts';
import { withNewProject } from '#cli/projects/open-project.ts';
import { writeReport } from '#cli/projects/write-report.ts';
import {
  printError,
  failureSentence,
  print,
  tableOneLines,
  type CommandFailureCode,
} from '#cli/console/console.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { totalDiscrepancies, type AnalysisRecord } from '#core/analysis/record/record.ts';
import { usualLimits } from '#core/analysis/record/active-limits.ts';
import { reportKinds } from '#core/report/report-kind.ts';
import { failure, success, type Result } from '#core/result.ts';
import { suggestPassphrase } from '#report/suggest-passphrase.ts';
import { exampleText, workedExample } from '#report/worked-example.ts';
import { newestRecordNow } from '#project/analysis/newest-record.ts';
import { checkTarget, writeTarget } from '#project/export/target.ts';
import { seedProject } from '#project/seed-project.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';

/** The command `demo` with its arguments and options. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('make a project from the bundled example, analyse it, write both reports')
    .requiredOption('--out <folder>', 'where to write')
    .option('--json', 'the summary as one line of JSON')
    .action(async (options: { readonly out: string; readonly json?: boolean }) => {
      process.exitCode = await demo(options.out, options.json === true);
    });
}

const projectName = 'AMS.segl';
const recordName = 'record.json';
const reportNames = reportKinds.map((kind) => `${kind}.pdf`);

interface Demonstration {
  readonly record: AnalysisRecord;
  readonly vaultPassphrase: string;
  readonly reportPassphrase: string;
}

/** Makes a project from the bundled example in a folder, worked through, with its reports and its record. */
async function demo(folder: string, json: boolean): Promise<number> {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    printError(`${folder}: ${failureSentence('target-folder-missing')}`);
    return exitStatus.failed;
  }
  // Told before there is a project without its reports.
  for (const path of [...reportNames, recordName].map((name) => join(folder, name))) {
    const target = checkTarget(path, null);
    const code = target.ok ? (target.value.replaces ? 'target-exists' : null) : target.error.code;
    if (code === null) continue;
    printError(`${path}: ${failureSentence(code)}`);
    return exitStatus.failed;
  }
  const shown = await demonstrate(folder);
  if (!shown.ok) {
    printError(failureSentence(shown.error.code));
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
  const vaultPassphrase = suggestPassphrase();
  const reportPassphrase = suggestPassphrase();
  const start = {
    path: join(folder, projectName),
    passphrase: passphraseOf(vaultPassphrase),
    projectName: 'AMS',
    text: await exampleText(exampleResources),
  };
  const made: string[] = [];
  const written = await withNewProject(start, (project) => {
    made.push(projectName, ...reportNames);
    return analyseAndWrite(folder, project, reportPassphrase);
  });
  if (written.ok) return success({ record: written.value, vaultPassphrase, reportPassphrase });
  // Nobody is told the passphrases of what was made so far.
  for (const name of made) rmSync(join(folder, name), { force: true });
  return written;
}

async function analyseAndWrite(
  folder: string,
  project: OpenProject,
  reportPassphrase: string,
): Promise<Result<AnalysisRecord, { readonly code: CommandFailureCode }>> {
  const { vault } = project;
  const { text, sequence } = vault.texts.latest();
  const { executable } = checkText(text);
  if (executable === null) return failure({ code: 'model-refused' });
  const worked = await workedExample(exampleResources);
  if (!worked.ok) return worked;
  const seeded = seedProject(vault, worked.value);
  if (!seeded.ok) return seeded;
  const record = newestRecordNow(project);
  if (!record.ok) return record;
  const { verdicts, cost } = analyseWithin(executable, usualLimits);
  const { engineVersion, inputHash } = record.value;
  const active = { format: 2, engineVersion, inputHash, bounds: usualLimits, cost, verdicts } as const;
  const kept = vault.verdicts.keep(sequence, active);
  if (!kept.ok) return kept;
  const reported = await writeReports(folder, project, reportPassphrase);
  if (!reported.ok) return reported;
  const bytes = Buffer.from(`${JSON.stringify(record.value)}\n`, 'utf8');
  const place = { project: project.path, mayReplace: false };
  const done = writeTarget(join(folder, recordName), bytes, place);
  return done.ok ? record : done;
}

async function writeReports(
  folder: string,
  project: OpenProject,
  reportPassphrase: string,
): Promise<Result<null, { readonly code: CommandFailureCode }>> {
  for (const kind of reportKinds) {
    const passphrase = kind === 'public' ? null : reportPassphrase;
    const out = join(folder, `${kind}.pdf`);
    const done = await writeReport(project, { kind, language: 'en', out, mayReplace: false, passphrase });
    if (!done.ok) return done;
  }
  return success(null);
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
