import { Command } from 'commander';
import { secondsOption, clausesOption } from '#cli/console/options.ts';
import { analyseWithin } from '#cli/models/active-analysis.ts';
import type { VerifyLimits } from '#cli/models/time-limit.ts';
import { exitStatus } from '#cli/console/exit-status.ts';
import { readModel, refuse, textRefusal, type Refusal } from '#cli/models/model-file.ts';
import { openingInput, withOpeningOptions, type OpeningOptions } from '#cli/projects/opening-options.ts';
import { readProject } from '#cli/projects/project-content.ts';
import { printError, print, translate } from '#cli/console/console.ts';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import { failure, success, type Result } from '#core/result.ts';
import { statementLine } from '#core/claims/statement.ts';
import { traceMatrix, type TraceMatrix } from '#core/method/requirements/trace-matrix.ts';
import type { TracedRequirement } from '#core/method/requirements/trace-requirement.ts';
import type { TracedStatement } from '#core/method/requirements/trace-statement.ts';
import { untracedKinds } from '#core/method/requirements/untraced.ts';
import { describeCitation } from '#core/method/sources/describe-citation.ts';
import { textHash } from '#engine/text-hash.ts';

/** The command `requirements` with its arguments and options. */
export function requirementsCommand(): Command {
  const command = new Command('requirements')
    .description(
      'trace the requirements of models, from their sources to ticks, claims and verdicts, and say what leads nowhere; ' +
        `of a project, ${openingInput}`,
    )
    .argument('[files...]', 'models in the language of Segl')
    .option('--project <file>', 'a project file instead of models')
    .option('--json', 'one line of JSON for each file, in order')
    .option('--verify', 'ask about an active adversary as well')
    .addOption(secondsOption('time for verifying one file', 120))
    .addOption(clausesOption());
  return withOpeningOptions(command).action(async (files: readonly string[], options: GivenOptions) => {
    process.exitCode = await requirements(files, {
      project: options.project ?? null,
      json: options.json === true,
      limits: options.verify === true ? options : null,
      opening: options,
    });
  });
}

interface GivenOptions extends VerifyLimits, OpeningOptions {
  readonly json?: boolean;
  readonly project?: string;
  readonly verify?: boolean;
}

/** Options of the command: the project instead of models, or null; the limits of an active adversary, null for none. */
interface RequirementOptions {
  readonly project: string | null;
  readonly json: boolean;
  readonly limits: VerifyLimits | null;
  readonly opening: OpeningOptions;
}

interface Traced {
  readonly protocol: string;
  readonly inputHash: string;
  readonly matrix: TraceMatrix;
}

/**
 * Traces the requirements of models, or of a project with its sources. Returns the worst exit status: a requirement
 * that is violated or differs counts as a discrepancy, and where an active adversary was analysed every one that does not hold.
 */
async function requirements(files: readonly string[], options: RequirementOptions): Promise<number> {
  const { project } = options;
  if ((project === null) === (files.length === 0)) {
    printError('either models or a project are needed.');
    return exitStatus.misused;
  }
  if (project !== null) {
    const read = await readProject(project, options.opening);
    return tell(project, read.ok ? trace(read.value.text, read.value.dossier, options) : read, options);
  }
  const statuses = files.map((file) => {
    const read = readModel(file);
    return tell(file, read.ok ? trace(read.value, emptyDossier, options) : read, options);
  });
  return Math.max(...statuses);
}

function trace(text: string, dossier: Dossier, { limits }: RequirementOptions): Result<Traced, Refusal> {
  const { executable, diagnostics } = checkText(text);
  if (executable === null) return failure(textRefusal(text, diagnostics));
  const { model, run } = executable;
  const inputHash = textHash(text);
  const analysis = limits === null ? null : analyseWithin(executable, limits);
  const matrix = traceMatrix(executable, analyseModel(model, run, inputHash), analysis, dossier);
  return success({ protocol: model.name, inputHash, matrix });
}

function tell(file: string, outcome: Result<Traced, Refusal>, options: RequirementOptions): number {
  if (!outcome.ok) return refuse(file, outcome.error, options.json);
  if (options.json) print(JSON.stringify(asJson(file, outcome.value, options)));
  else describe(file, outcome.value, options);
  const fails = ({ status }: TracedRequirement): boolean =>
    options.limits === null
      ? status === 'violated' || status === 'differs'
      : status !== 'holds' && status !== 'out-of-scope';
  const { requirements: stated } = outcome.value.matrix;
  if (options.limits !== null && stated.length === 0) {
    printError(`${file}: ${translate('requirements.overall.unstated')}.`);
    return exitStatus.discrepancies;
  }
  return stated.some(fails) ? exitStatus.discrepancies : exitStatus.fine;
}

// Of models without a project nobody knows which documents there are.
function gaps(
  { untraced }: TraceMatrix,
  { project }: RequirementOptions,
): readonly { readonly kind: (typeof untracedKinds)[number]; readonly names: readonly string[] }[] {
  return untracedKinds
    .filter((kind) => project !== null || kind !== 'unknownDocuments')
    .map((kind) => ({ kind, names: untraced[kind] }));
}

function asJson(file: string, { protocol, inputHash, matrix }: Traced, options: RequirementOptions): object {
  return {
    file,
    inputHash,
    protocol,
    requirements: matrix.requirements.map(({ requirement, sources, statements, fitting, ...rest }) => ({
      name: requirement.name,
      kind: requirement.kind,
      text: requirement.text,
      owner: requirement.owner,
      sources,
      statements: statements.map(({ key }) => key),
      fitting,
      standing: rest.status,
      plain: rest.plain,
      attacks: rest.attacks.map(({ attack, status: under }) => ({ attack, standing: under })),
    })),
    statements: matrix.statements.map(({ key, statement, refines, honest, broken, status, ...rest }) => ({
      key,
      line: statementLine(statement),
      refines,
      honest,
      broken,
      standing: status,
      plain: rest.plain.status,
      attacks: rest.attacks.map(({ attack, status: under }) => ({ attack, standing: under })),
    })),
    untraced: Object.fromEntries(gaps(matrix, options).map(({ kind, names }) => [kind, names])),
  };
}

function describe(file: string, { protocol, matrix }: Traced, options: RequirementOptions): void {
  const all = matrix.requirements.length;
  print(`${file}: ${protocol}, ${translate('requirements.total', { count: all })}`);
  for (const each of matrix.requirements) describeRequirement(each);
  for (const { kind, names } of gaps(matrix, options)) {
    if (names.length === 0) continue;
    print('');
    print(`⌀ ${translate(`requirements.untraced.${kind}`, { count: names.length })}`);
    print(`  ${translate(`requirements.untraced.${kind}-what`)}`);
    for (const name of names) print(`    ${name}`);
  }
}

function describeRequirement({ requirement, sources, statements, status, attacks }: TracedRequirement): void {
  const { name, kind, text, owner } = requirement;
  const told = [translate(`report.requirement-kind.${kind}`), ...(owner === null ? [] : [owner])].join(', ');
  print('');
  print(`${translate(`requirements.status.${status}`)}: ${name} (${told}) ${text}`);
  for (const source of sources) print(`  ${describeCitation(source, translate)}`);
  for (const each of statements) print(statementSentence(each));
  for (const { attack, status: under } of attacks) {
    const model = translate('interface.verdicts.under', { name: attack });
    print(`  ${model}: ${translate(`requirements.status.${under}`)}`);
  }
}

function statementSentence({ statement, status, honest, broken }: TracedStatement): string {
  const run = translate(`requirements.honest.${broken ? 'broken' : honest}`);
  const told = `${translate('requirements.column.honest')}: ${run}`;
  return `  ${translate(`requirements.status.${status}`).padEnd(20)}${statementLine(statement)} (${told})`;
}
