import { exitStatus } from '#cli/exit-status.ts';
import { readModel, refusalLine, textRefusal, type Refusal } from '#cli/model-file.ts';
import { complain, print, translate } from '#cli/speech.ts';
import { withinSeconds } from '#cli/time-limit.ts';
import { checkText } from '#core/analysis/analyse.ts';
import { verdictRecord, type AnalysisCost, type VerdictRecord } from '#core/analysis/verify/active-record.ts';
import { analyseActively } from '#core/analysis/verify/active.ts';
import { tellAnswer } from '#core/report/tell-answer.ts';
import { tellAsked } from '#core/report/tell-asked.ts';
import { tellCost } from '#core/report/tell-cost.ts';
import { tellTrace } from '#core/report/tell-trace.ts';
import { failure, success, type Result } from '#core/result.ts';

/** How far an analysis goes: `clauses` bounds one saturation, `seconds` the whole of one file. */
export interface VerifyLimits {
  readonly clauses: number;
  readonly seconds: number;
}

/**
 * Answers for each file what an active adversary can do about its requirements. Answers the worst exit status
 * of all: what is violated or undecided counts as a discrepancy.
 */
export function verify(files: readonly string[], json: boolean, limits: VerifyLimits): number {
  let worst: number = exitStatus.fine;
  for (const file of files) {
    const outcome = verifyFile(file, limits);
    if (json)
      print(
        JSON.stringify(
          outcome.ok
            ? { file, cost: outcome.value.cost, verdicts: outcome.value.verdicts.map(asJson) }
            : { file, error: outcome.error },
        ),
      );
    else if (outcome.ok) describe(file, outcome.value);
    if (!outcome.ok) complain(refusalLine(file, outcome.error));
    const open = outcome.ok && !isProved(outcome.value.verdicts);
    worst = Math.max(
      worst,
      outcome.ok ? (open ? exitStatus.discrepancies : exitStatus.fine) : exitStatus.failed,
    );
  }
  return worst;
}

interface Verified {
  readonly verdicts: readonly VerdictRecord[];
  readonly cost: AnalysisCost;
}

function verifyFile(file: string, limits: VerifyLimits): Result<Verified, Refusal> {
  const read = readModel(file);
  if (!read.ok) return read;
  const { executable, diagnostics } = checkText(read.value);
  if (executable === null) return failure(textRefusal(read.value, diagnostics));
  const options = withinSeconds(limits.seconds, limits.clauses);
  const verdicts = analyseActively(executable.model, executable.run, options);
  return success({
    verdicts: verdicts.map((verdict) => verdictRecord(verdict, 'time')),
    cost: options.cost(),
  });
}

// Where nothing was asked, nothing is proved.
function isProved(verdicts: readonly VerdictRecord[]): boolean {
  return verdicts.length > 0 && verdicts.every(({ answer }) => answer === 'holds');
}

function asJson({ attack, asked, answer, reason, attackTypes, trace }: VerdictRecord): object {
  const { kind, element, entity, originator, on, honest } = asked;
  const requirement = { attack, requirement: kind, element, entity, originator, on, honest };
  return { ...requirement, verdict: answer, reason, attackTypes, trace };
}

function describe(file: string, { verdicts, cost }: Verified): void {
  print(`${file}:`);
  if (verdicts.length === 0) print(`  ${translate('report.active.nothing-asked')}`);
  const attacks = new Set(verdicts.map(({ attack }) => attack));
  for (const name of attacks) {
    if (name !== null) print(`  ${translate('report.attack.model', { name })}:`);
    else if (attacks.size > 1) print(`  ${translate('report.attack.plain')}:`);
    const margin = attacks.size > 1 || name !== null ? '    ' : '  ';
    for (const verdict of verdicts) if (verdict.attack === name) describeVerdict(verdict, margin);
  }
  print(`  ${tellCost(cost, translate)}`);
}

function describeVerdict(verdict: VerdictRecord, margin: string): void {
  const { asked, trace } = verdict;
  print(`${margin}${tellAsked(asked, translate)}: ${tellAnswer(verdict, translate)}`);
  if (trace !== null) for (const line of tellTrace(trace, translate)) print(`${margin}  ${line}`);
}
