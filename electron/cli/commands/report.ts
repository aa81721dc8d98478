import { Command, Option } from 'commander';
import { exitStatus } from '#cli/console/exit-status.ts';
import { print, printError } from '#cli/console/console.ts';
import { withGivenProject } from '#cli/projects/open-project.ts';
import { openingInput, withOpeningOptions, type OpeningOptions } from '#cli/projects/opening-options.ts';
import { refuseFile } from '#cli/projects/refusal.ts';
import { writeFinalReport, writeReport } from '#cli/projects/write-report.ts';
import type { CallFailure } from '#contract/failures.ts';
import type { Locale } from '#core/messages/catalogue.ts';
import type { ReportHandling } from '#core/method/project/project-state.ts';
import { reportKinds, type ReportKind } from '#core/report/report-kind.ts';
import { success, type Result } from '#core/result.ts';
import { checkTarget } from '#project/export/target.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import { suggestPassphrase } from '#report/suggest-passphrase.ts';

/** The command `report` with its arguments and options. */
export function reportCommand(): Command {
  const command = new Command('report')
    .description(
      `write a report of a project; ${openingInput}; that of a report that is not public may be the line after these`,
    )
    .argument('<kind>', 'full, metrics or public')
    .requiredOption('--project <file>', 'the project file')
    .requiredOption('--out <file>', 'the PDF to write')
    .addOption(new Option('--language <tag>', 'language of the report').choices(['en', 'nb']).default('en'))
    .option('--recipient <name>', 'who gets this copy of the full report; once for each', collected)
    .option('--copy <number>', 'what tells this copy of the full report from others')
    .option('--json', 'the outcome as one line of JSON')
    .option('--final', 'the final public report, which every owner of information must have approved')
    .option('--force', 'replace the PDF that is there already');
  return withOpeningOptions(command).action(async (kind: string, options: ReportOptions) => {
    process.exitCode = await report(kind, options);
  });
}

/** Options of the command. */
interface ReportOptions extends OpeningOptions {
  readonly project: string;
  readonly out: string;
  readonly language: Locale;
  /** The final public report, which needs every owner's approval. */
  readonly final?: boolean;
  /** Replace the file that is there already. */
  readonly force?: boolean;
  readonly json?: boolean;
  readonly recipient?: readonly string[];
  readonly copy?: string;
}

/** A report that was written. `suggested`: the passphrase that was made for it; null where none was. */
interface WrittenReport {
  readonly sha256: string;
  readonly suggested: string | null;
}

/** Writes a report of a project file. All but the public one are always encrypted. Returns the exit status. */
async function report(kind: string, options: ReportOptions): Promise<number> {
  if (!isReportKind(kind)) return misused('a report is full, metrics or public.');
  if (kind !== 'public' && options.final === true) return misused('only a public report has a final file.');
  if (kind !== 'full' && handlingOf(options) !== undefined)
    return misused('only a full report has recipients and a copy number.');
  const refused = refusedTarget(options);
  if (refused !== null) return refused;
  const written = await withGivenProject(options.project, options, ({ project, input }) =>
    write(project, kind, options, input.text()),
  );
  if (!written.ok) return refuseFile(options.project, written.error, options.json === true);
  const { sha256, suggested } = written.value;
  if (options.json === true) {
    print(JSON.stringify({ file: options.out, sha256, passphrase: suggested }));
  } else {
    print(`${options.out}  SHA-256 ${sha256}`);
    if (suggested !== null) print(`It opens with: ${suggested}`);
  }
  return exitStatus.fine;
}

// Told before a passphrase is asked for or anything is noted in the project.
function refusedTarget({ out, project, force = false, json = false }: ReportOptions): number | null {
  const target = checkTarget(out, project);
  if (!target.ok) {
    const status = refuseFile(out, target.error, json);
    return target.error.code === 'target-is-project' ? exitStatus.misused : status;
  }
  return target.value.replaces && !force ? refuseFile(out, { code: 'target-exists' }, json) : null;
}

async function write(
  project: OpenProject,
  kind: ReportKind,
  options: ReportOptions,
  given: string,
): Promise<Result<WrittenReport, CallFailure>> {
  const { out, language, final = false, force = false } = options;
  const place = { out, mayReplace: force, language };
  if (kind === 'public') {
    const written = final
      ? await writeFinalReport(project, place)
      : await writeReport(project, { ...place, kind, passphrase: null });
    return written.ok ? success({ sha256: written.value, suggested: null }) : written;
  }
  // A PDF's key derivation is far weaker than the vault's: its passphrase is never the project's own.
  const passphrase = given === '' ? suggestPassphrase() : given;
  const handling = handlingOf(options);
  const order = { ...place, kind, passphrase, ...(handling === undefined ? {} : { handling }) };
  const written = await writeReport(project, order);
  return written.ok
    ? success({ sha256: written.value, suggested: given === '' ? passphrase : null })
    : written;
}

function collected(name: string, before: readonly string[] = []): readonly string[] {
  return [...before, name];
}

function handlingOf({ recipient: recipients = [], copy = '' }: ReportOptions): ReportHandling | undefined {
  return recipients.length === 0 && copy === '' ? undefined : { recipients, copy };
}

function misused(sentence: string): number {
  printError(sentence);
  return exitStatus.misused;
}

function isReportKind(kind: string): kind is ReportKind {
  return reportKinds.some((known) => known === kind);
}
