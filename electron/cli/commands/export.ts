import { exitStatus } from '#cli/console/exit-status.ts';
import {
  importScytherModel,
  importVerifpalModel,
  readModel,
  refusalLine,
  textRefusal,
} from '#cli/models/model-file.ts';
import { printError, failureSentence, translate } from '#cli/console/console.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import { exportProverif, withNotes } from '#core/interchange/proverif/export.ts';
import {
  isAfterwards,
  omittedQueries,
  omittedQuestions,
  type Omission,
} from '#core/interchange/proverif/omissions.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { failure, success, type Result } from '#core/result.ts';
import { isSameFile, writeTarget } from '#project/export/target.ts';

/** Where a written model goes, and what of the file it is about. */
export interface ExportOptions {
  /** The file to write; standard output where there is none. */
  readonly out?: string;
  /** The attack model; the plain adversary where there is none. */
  readonly attack?: string;
  /** The time after the last phase, when long-term keys leak, instead of the time before. */
  readonly afterwards?: boolean;
  readonly sessions: number;
}

/**
 * Writes a model of ProVerif whose queries correspond one to one, in order, to what Segl asks. What the written
 * model says otherwise, and every question that it does not put, is told in the file and on standard error; a
 * model that cannot be written is refused. Answers the exit status.
 */
export function exportModel(file: string, options: ExportOptions): number {
  const subject = subjectOf(file, options);
  if (!subject.ok) return subject.error;
  const written = exportProverif(subject.value.protocol);
  if (!written.ok) {
    for (const { code, subject: name } of written.reasons) {
      printError(`${file}: ${translate(`export.proverif-reason-${code}`, { subject: name })} [${code}]`);
    }
    return exitStatus.failed;
  }
  const notes = [
    ...written.remarks.map(({ code, subject: name }) =>
      translate(`export.proverif-remark-${code}`, { subject: name }),
    ),
    ...omittedQueries(written.queries).map(omissionSentence),
    ...subject.value.notes,
  ];
  for (const note of notes) printError(`${file}: ${note}`);
  const text = withNotes(written.text, notes);
  if (options.out === undefined) {
    process.stdout.write(text);
    return exitStatus.fine;
  }
  const placed = isSameFile(options.out, file)
    ? failure({ code: 'target-is-source' as const })
    : writeTarget(options.out, Buffer.from(text, 'utf8'), { project: null, mayReplace: true });
  if (placed.ok) return exitStatus.fine;
  const { code } = placed.error;
  printError(`${options.out}: ${failureSentence(code)} [${code}]`);
  return exitStatus.failed;
}

function omissionSentence({ question, reason, attack }: Omission): string {
  return translate(`export.proverif-omitted-${reason}`, { question, attack });
}

/** The protocol that is written, and notes on it beside those that the writing makes. */
interface Subject {
  readonly protocol: Protocol;
  readonly notes: readonly string[];
}

// Anything that was printed already is answered as an exit status.
function subjectOf(file: string, options: ExportOptions): Result<Subject, number> {
  const isImported = file.endsWith('.vp') || file.endsWith('.spdl');
  if (isImported && options.attack !== undefined) return refused(file, 'attack-model-unknown');
  if (isImported && options.afterwards === true) return refused(file, 'nothing-asked');
  if (file.endsWith('.vp')) return verifpalSubject(file, options.sessions);
  return file.endsWith('.spdl') ? scytherSubject(file) : modelSubject(file, options);
}

function refused(
  file: string,
  code: 'attack-model-unknown' | 'nothing-asked',
): { readonly ok: false; readonly error: number } {
  printError(`${file}: ${failureSentence(code)} [${code}]`);
  return failure(exitStatus.failed);
}

function verifpalSubject(file: string, sessions: number): Result<Subject, number> {
  const imported = importVerifpalModel(file, false, sessions);
  if (!imported.ok) return imported;
  const { protocol, queries } = imported.value;
  const notes = queries
    .filter(({ undisturbed }) => undisturbed !== null)
    .map(({ query }) => translate('export.proverif-note-undisturbed', { question: query }));
  return success({ protocol, notes });
}

function scytherSubject(file: string): Result<Subject, number> {
  const imported = importScytherModel(file, false);
  if (!imported.ok) return imported;
  const { protocol, claims } = imported.value;
  const notes = claims.flatMap(({ role, label, claim, reason }) => {
    if (reason === null) return [];
    const because = translate(`import.scyther-reason-${reason.code}`, { name: reason.name });
    return [translate('export.proverif-note-claim', { question: `${role} ${label} ${claim}`, because })];
  });
  return success({ protocol, notes });
}

function modelSubject(file: string, { attack, afterwards }: ExportOptions): Result<Subject, number> {
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
  const { model, run } = executable;
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
    notes: omittedQuestions(wanted, problems).map(omissionSentence),
  });
}
