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
import type { Model } from '#core/language/model.ts';
import { describeQuestion } from '#core/views/words/describe-question.ts';
import { isAllProved } from '#core/method/requirements/unasked.ts';
import { failure, success, type Result } from '#core/result.ts';
import { threatCatalogue } from '#core/method/threats/catalogue.ts';
import { decisionOn } from '#core/method/threats/decide.ts';
import { byTableTwo, rowOf, type TableTwoRow } from '#core/method/threats/table-two.ts';
import {
  describeThreatAnswer,
  describeDoubts,
  describeThreat,
} from '#core/method/threats/describe-threat.ts';
import type { ThreatEntry } from '#core/dossier/threat-entry.ts';
import type { Threat } from '#core/method/threats/threat.ts';
import { linesOfProposal } from '#core/method/threats/write-attack.ts';
import { textHash } from '#engine/text-hash.ts';

/** The command `threats` with its arguments and options. */
export function threatsCommand(): Command {
  const command = new Command('threats')
    .description(
      "list the threats that follow from models, by the paper's Table 2, each with the worst of what was answered; of a " +
        'project with what was decided; ' +
        openingInput,
    )
    .argument('[files...]', 'models in the language of Segl')
    .option('--project <file>', 'a project file instead of models')
    .option('--json', 'one line of JSON for each file, in order')
    .addOption(secondsOption('time for verifying one file', 120))
    .addOption(clausesOption());
  return withOpeningOptions(command).action(async (files: readonly string[], options: ThreatOptions) => {
    process.exitCode = await threats(files, options);
  });
}

interface ThreatOptions extends VerifyLimits, OpeningOptions {
  readonly json?: boolean;
  readonly project?: string;
}

interface Catalogued {
  readonly model: Model;
  readonly inputHash: string;
  readonly threats: readonly Threat[];
  /** True where something was asked, every question is proved, and nothing that is stated was left out. */
  readonly proved: boolean;
}

/**
 * Lists the threats of models, or of a project together with what was decided about them. Returns the worst exit status:
 * what is violated or not proved counts as a discrepancy, as it does for `verify`.
 */
async function threats(files: readonly string[], options: ThreatOptions): Promise<number> {
  const { project, json = false } = options;
  if ((project === undefined) === (files.length === 0)) {
    printError('either models or a project are needed.');
    return exitStatus.misused;
  }
  if (project !== undefined) return tell(project, await ofProject(project, options), json);
  return Math.max(...files.map((file) => tell(file, ofFile(file, options), json)));
}

function ofFile(file: string, limits: VerifyLimits): Result<Catalogued, Refusal> {
  const read = readModel(file);
  return read.ok ? catalogued(read.value, [], limits) : read;
}

async function ofProject(file: string, options: ThreatOptions): Promise<Result<Catalogued, Refusal>> {
  const read = await readProject(file, options);
  return read.ok ? catalogued(read.value.text, read.value.dossier.threats, options) : read;
}

function catalogued(
  text: string,
  entries: readonly ThreatEntry[],
  limits: VerifyLimits,
): Result<Catalogued, Refusal> {
  const { executable, diagnostics } = checkText(text);
  if (executable === null) return failure(textRefusal(text, diagnostics));
  const { model, run } = executable;
  const inputHash = textHash(text);
  const record = analyseModel(model, run, inputHash);
  const analysis = analyseWithin(executable, limits);
  return success({
    model,
    inputHash,
    threats: threatCatalogue(executable, record, analysis, entries),
    proved: isAllProved(executable, record, analysis.verdicts),
  });
}

function tell(file: string, outcome: Result<Catalogued, Refusal>, json: boolean): number {
  if (!outcome.ok) return refuse(file, outcome.error, json);
  if (json) print(JSON.stringify(asJson(file, outcome.value)));
  else describe(file, outcome.value);
  return outcome.value.proved ? exitStatus.fine : exitStatus.discrepancies;
}

function asJson(file: string, { model, inputHash, threats: listed }: Catalogued): object {
  return {
    file,
    inputHash,
    protocol: model.name,
    threats: listed.map((threat) => ({
      id: threat.id,
      ...describeThreat(threat, model, translate),
      tableTwo: rowOf(threat.attackType),
      attackType: threat.attackType,
      adversary: threat.adversary,
      breaches: threat.breaches,
      targets: threat.subject,
      phases: threat.phases,
      attackModel: threat.attackModel,
      proposal: threat.proposal === null ? null : linesOfProposal(threat.proposal, model),
      requirements: threat.requirements,
      answer: threat.answer,
      doubts: threat.doubts,
      open: threat.open,
      evidence: threat.evidence.map((each) =>
        each.kind === 'cell'
          ? { element: each.element, entity: each.entity, says: each.says }
          : { attack: each.verdict.question.attack, query: each.verdict.question.key, says: each.says },
      ),
      decision: decisionOn(threat),
      reason: threat.entry?.reason ?? '',
      standing: threat.status,
    })),
    outOfScope: ['denial-of-service'],
  };
}

function describe(file: string, { model, threats: listed }: Catalogued): void {
  print(`${file}: ${model.name}, ${translate('threats.total', { count: listed.length })}`);
  for (const { row, threats: those } of byTableTwo(listed)) {
    print('');
    print(headingOf(row));
    for (const threat of those) printThreat(threat, model);
  }
}

function headingOf({ attack, adversary, breaches }: TableTwoRow): string {
  const name = translate(`threats.table.${attack}`);
  if (adversary === null) return `${name}: ${translate('threats.table.out-of-scope')}`;
  return translate('threats.table.heading', {
    attack: name,
    adversary: translate(`threats.table.${adversary}`),
    breaches: breaches.map((breach) => translate(`threats.breach.${breach}`)).join(', '),
  });
}

function printThreat(threat: Threat, model: Model): void {
  const { title } = describeThreat(threat, model, translate);
  const decision = decisionOn(threat);
  const marks = [
    ...(decision === 'undecided' ? [] : [translate(`threats.decision.${decision}`)]),
    ...(threat.status === 'changed' || threat.status === 'gone'
      ? [translate(`threats.status.${threat.status}`)]
      : []),
  ];
  const mark = marks.length === 0 ? '' : ` [${marks.join('; ')}]`;
  print(`  ${describeThreatAnswer(threat, translate).padEnd(24)}${title}${mark}`);
  for (const { question } of threat.evidence.flatMap((each) =>
    each.kind === 'verdict' && each.says === 'violated' ? [each.verdict] : [],
  )) {
    print(`${' '.repeat(28)}✗ ${describeQuestion(question, translate)}`);
  }
  for (const sentence of describeDoubts(threat, translate)) print(`${' '.repeat(28)}${sentence}`);
  const isOpen = threat.answer === null || threat.doubts.includes('not-asked');
  if (isOpen && threat.proposal !== null && threat.attackModel === null) {
    const assumptions = linesOfProposal(threat.proposal, model).join('; ');
    print(`${' '.repeat(28)}${translate('threats.would-answer', { assumptions })}`);
  }
}
