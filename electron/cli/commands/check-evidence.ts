import { Command } from 'commander';
import { exitStatus } from '#cli/console/exit-status.ts';
import { print, printError, translate } from '#cli/console/console.ts';
import { readEvidence, type FolderRefusal } from '#cli/evidence/read-evidence.ts';
import { judgeEvidence, type JudgedFolder } from '#cli/evidence/judge-evidence.ts';
import { commonAssumptions } from '#core/views/words/describe-assumption.ts';
import { describeEvidence } from '#core/views/words/describe-evidence.ts';
import { describeQuestion } from '#core/views/words/describe-question.ts';

/** The command `check-evidence` with its arguments and options. */
export function checkEvidenceCommand(): Command {
  return new Command('check-evidence')
    .description(
      'judge answers by what "verify --evidence" wrote beside them, without proving or searching anything: questions and ' +
        'protocols are made anew from the model',
    )
    .argument('<folder>', 'what "verify --evidence" wrote')
    .option('--sha256 <digits>', 'what identifies the evidence, as a report or "verify" told it')
    .option('--json', 'the outcome as one line of JSON')
    .action((folder: string, options: CheckOptions) => {
      process.exitCode = checkEvidence(folder, options);
    });
}

interface CheckOptions {
  readonly sha256?: string;
  readonly json?: boolean;
}

/**
 * Judges every answer in a folder. Returns 0 where all are accepted, 1 where some claim nothing or rest on a search alone, and 2
 * where the folder or an answer is refused, or a question has none.
 */
function checkEvidence(folder: string, { sha256, json = false }: CheckOptions): number {
  const read = readEvidence(folder);
  if (!read.ok) return refuseFolder(folder, read.error, json);
  const other = sha256 !== undefined && sha256.toLowerCase() !== read.value.sha256;
  if (other) return refuseFolder(folder, { code: 'another', file: '' }, json);
  const judged = judgeEvidence(read.value);
  if (judged === null) return refuseFolder(folder, { code: 'malformed', file: 'model.segl' }, json);
  if (json) print(JSON.stringify({ folder, sha256: read.value.sha256, ...asJson(judged) }));
  else describe(folder, read.value.sha256, judged);
  return statusOf(judged);
}

function refuseFolder(
  folder: string,
  { code, file }: FolderRefusal | { readonly code: 'another'; readonly file: '' },
  json: boolean,
): number {
  if (json) print(JSON.stringify({ folder, error: { code, file } }));
  printError(`${folder}: ${translate(`report.evidence.folder.${code}`, { file })}`);
  return exitStatus.failed;
}

function statusOf({ answers, unknown }: JudgedFolder): number {
  const kinds = new Set(answers.map(({ found }) => found.kind));
  if (unknown.length > 0 || kinds.has('refused') || kinds.has('missing')) return exitStatus.failed;
  const isAll = answers.length > 0 && answers.every(({ found }) => found.kind === 'accepted');
  return isAll ? exitStatus.fine : exitStatus.discrepancies;
}

function asJson({ answers, unknown }: JudgedFolder): object {
  return {
    answers: answers.map(({ question, answer, found, assumes }) => ({
      attack: question.attack,
      question: question.key,
      answer,
      evidence: found.kind,
      code: found.kind === 'refused' ? found.code : null,
      detail: found.kind === 'refused' ? found.detail : null,
      assumes: assumes.map(({ kind, names }) => ({ assumption: kind, names })),
    })),
    unknown,
  };
}

function describe(folder: string, sha256: string, { answers, unknown }: JudgedFolder): void {
  print(`${folder}:`);
  for (const attack of new Set(answers.map(({ question }) => question.attack))) {
    const heading =
      attack === null ? translate('report.attack.plain') : translate('report.attack.model', { name: attack });
    print(`  ${heading}:`);
    for (const { question, answer, found } of answers) {
      if (question.attack !== attack) continue;
      const asked = describeQuestion(question, translate);
      print(`    ${asked}: ${describeEvidence(answer, found, translate)}`);
    }
  }
  const common = commonAssumptions(
    answers.filter(({ assumes }) => assumes.length > 0),
    translate,
  );
  if (common.length > 0) print(`  ${translate('report.assumes.title')}:`);
  for (const sentence of common) print(`    ${sentence}`);
  if (unknown.length > 0) print(`  ${translate('report.evidence.unknown', { count: unknown.length })}`);
  print(`  ${translate('report.evidence.identified', { sha256 })}`);
}
