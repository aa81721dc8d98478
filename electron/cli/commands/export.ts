import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { secondsOption, clausesOption, sessionsOption } from '#cli/console/options.ts';
import { exitStatus } from '#cli/console/exit-status.ts';
import { readImported, readModel, refusalLine, textRefusal } from '#cli/models/model-file.ts';
import { printError, failureSentence, translate } from '#cli/console/console.ts';
import { verifyFile } from '#cli/models/verify-file.ts';
import type { VerifyLimits } from '#cli/models/time-limit.ts';
import { isAskedAfterwards } from '#core/claims/statement.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import { analyseRun, checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import type {
  ModelWriter,
  ProtocolWriter,
  Reader,
  VerdictWriter,
  Writer,
} from '#core/interchange/format/format.ts';
import { formatToRead, writerOf, writtenFormats } from '#core/interchange/formats.ts';
import { fileReference } from '#core/interchange/format/file-reference.ts';
import { isAfterwards } from '#core/interchange/format/problem-time.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { failure, success, type Result } from '#core/result.ts';
import { isSameFile, writeTarget } from '#project/export/target.ts';

/** The command `export` with its arguments and options. */
export function exportCommand(): Command {
  return new Command('export')
    .description(
      'write a model for another tool, with queries that correspond one to one to what Segl asks; or what was found ' +
        'about a model, for tools that collect findings; or a model for spreadsheets and tools of threat modelling',
    )
    .argument('<file>', 'a model in the language of Segl, of Verifpal (.vp) or of Scyther (.spdl)')
    .addOption(
      new Option('--to, --format <format>', 'the format').choices(writtenFormats).makeOptionMandatory(),
    )
    .option('--out <file>', 'the file to write instead of standard output')
    .option('--attack <name>', 'the attack model, instead of the plain adversary')
    .addOption(
      new Option(
        '--afterwards',
        'what is asked of the time after the last phase, when long-term keys leak (forward secrecy)',
      ).conflicts('attack'),
    )
    .addOption(sessionsOption())
    .addOption(secondsOption('time for finding out about one model', 120))
    .addOption(clausesOption())
    .action((file: string, options: ExportOptions) => {
      process.exitCode = exportModel(file, options);
    });
}

/** Options of the export: the format, the file to write, and the limits of the search for attacks. */
interface ExportOptions extends VerifyLimits {
  /** The format's name. */
  readonly format: string;
  /** The file to write; standard output where there is none. */
  readonly out?: string;
  /** The attack model; the plain adversary where there is none, or all of them where findings are written. */
  readonly attack?: string;
  /** The time after the last phase, when long-term keys leak, instead of the time before. */
  readonly afterwards?: boolean;
  readonly sessions: number;
}

/**
 * Writes a file in another format. A model for another tool has queries that correspond one to one, in order, to what
 * Segl asks; what it says otherwise, and every question that it does not put, is told in it and on standard error.
 * What cannot be written is refused. Returns the exit status.
 */
function exportModel(file: string, options: ExportOptions): number {
  const writer = writerOf(options.format);
  if (writer === null) return exitStatus.misused;
  const written = textOf(file, writer, options);
  return written.ok ? place(file, written.value, options.out) : written.error;
}

function textOf(file: string, writer: Writer, options: ExportOptions): Result<string, number> {
  switch (writer.takes) {
    case 'protocol':
      return protocolText(file, writer, options);
    case 'verdicts':
      return verdictText(file, writer, options);
    case 'model':
      return modelText(file, writer, options);
  }
}

// What is written is the model as it is: nobody attacks it.
function modelText(
  file: string,
  writer: ModelWriter,
  { attack, afterwards }: ExportOptions,
): Result<string, number> {
  if (formatToRead(file).reader?.makes !== 'model') return refused(file, 'nothing-asked');
  if (attack !== undefined) return refused(file, 'attack-model-unknown');
  if (afterwards === true) return refused(file, 'nothing-asked');
  const executed = executedModel(file);
  if (!executed.ok) return executed;
  const { model, run } = executed.value;
  const findings = { executed: executed.value, record: analyseRun(model, run), name: basename(file) };
  return success(writer.write(findings, translate));
}

function executedModel(file: string): Result<ExecutedModel, number> {
  const read = readModel(file);
  if (!read.ok) {
    printError(refusalLine(file, read.error));
    return failure(exitStatus.failed);
  }
  const { executable, diagnostics } = checkText(read.value);
  if (executable === null) {
    printError(refusalLine(file, textRefusal(read.value, diagnostics)));
    return failure(exitStatus.failed);
  }
  return success(executable);
}

function place(file: string, text: string, out: string | undefined): number {
  if (out === undefined) {
    process.stdout.write(text);
    return exitStatus.fine;
  }
  const placed = isSameFile(out, file)
    ? failure({ code: 'target-is-source' as const })
    : writeTarget(out, Buffer.from(text, 'utf8'), { project: null, mayReplace: true });
  if (placed.ok) return exitStatus.fine;
  const { code } = placed.error;
  printError(`${out}: ${failureSentence(code)} [${code}]`);
  return exitStatus.failed;
}

// What has been said already is answered as an exit status.
function protocolText(file: string, writer: ProtocolWriter, options: ExportOptions): Result<string, number> {
  const subject = subjectOf(file, writer, options);
  if (!subject.ok) return subject;
  const written = writer.write(subject.value.protocol);
  if (!written.ok) {
    for (const { code, sentence } of written.error) printError(`${file}: ${sentence(translate)} [${code}]`);
    return failure(exitStatus.failed);
  }
  const notes = [...written.value.notes.map((sentence) => sentence(translate)), ...subject.value.notes];
  for (const note of notes) printError(`${file}: ${note}`);
  return success(written.value.textWith(notes));
}

function verdictText(
  file: string,
  writer: VerdictWriter,
  { attack, afterwards, clauses, seconds }: ExportOptions,
): Result<string, number> {
  if (formatToRead(file).reader?.makes !== 'model') return refused(file, 'nothing-asked');
  const verified = verifyFile(file, { clauses, seconds });
  if (!verified.ok) {
    printError(refusalLine(file, verified.error));
    return failure(exitStatus.failed);
  }
  const { text, model, verdicts, unasked } = verified.value;
  if (attack !== undefined && !model.attacks.some(({ name }) => name === attack)) {
    return refused(file, 'attack-model-unknown');
  }
  const isWanted = (under: string | null): boolean => attack === undefined || under === attack;
  const wanted = verdicts.filter(
    (verdict) =>
      isWanted(verdict.question.attack) && (afterwards !== true || isAskedAfterwards(verdict.question.kind)),
  );
  const findings = {
    uri: fileReference(file),
    text,
    model,
    verdicts: wanted,
    unasked: afterwards === true ? [] : unasked.filter((each) => isWanted(each.attack)),
  };
  return success(writer.write(findings, translate));
}

/** The protocol that is written, and what is to be said of it beside what the writing finds. */
interface Subject {
  readonly protocol: Protocol;
  readonly notes: readonly string[];
}

function subjectOf(file: string, writer: ProtocolWriter, options: ExportOptions): Result<Subject, number> {
  const { reader } = formatToRead(file);
  return reader?.makes === 'protocol'
    ? importedSubject(file, reader, options)
    : modelSubject(file, writer, options);
}

function refused(
  file: string,
  code: 'attack-model-unknown' | 'nothing-asked',
): { readonly ok: false; readonly error: number } {
  printError(`${file}: ${failureSentence(code)} [${code}]`);
  return failure(exitStatus.failed);
}

function importedSubject(
  file: string,
  reader: Extract<Reader, { makes: 'protocol' }>,
  options: ExportOptions,
): Result<Subject, number> {
  if (options.attack !== undefined) return refused(file, 'attack-model-unknown');
  if (options.afterwards === true) return refused(file, 'nothing-asked');
  const imported = readImported(file, reader, false, options);
  if (!imported.ok) return imported;
  const { protocol, notes } = imported.value;
  return success({ protocol, notes: notes.map((sentence) => sentence(translate)) });
}

function modelSubject(
  file: string,
  writer: ProtocolWriter,
  { attack, afterwards }: ExportOptions,
): Result<Subject, number> {
  const executed = executedModel(file);
  if (!executed.ok) return executed;
  const { model, run } = executed.value;
  if (attack !== undefined && !model.attacks.some(({ name }) => name === attack)) {
    return refused(file, 'attack-model-unknown');
  }
  const problems = problemsOf(model, run);
  const wanted = problems.find(
    (problem) => problem.attack === (attack ?? null) && isAfterwards(problem) === (afterwards ?? false),
  );
  if (wanted === undefined) return refused(file, 'nothing-asked');
  return success({
    protocol: wanted.protocol,
    notes: writer.omissions(wanted, problems).map((sentence) => sentence(translate)),
  });
}
