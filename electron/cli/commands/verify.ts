import { exitStatus } from '#cli/console/exit-status.ts';
import { readModel, refusalLine, textRefusal, type Refusal } from '#cli/models/model-file.ts';
import { printError, print, translate } from '#cli/console/console.ts';
import { withinSeconds, type VerifyLimits } from '#cli/models/time-limit.ts';
import { withoutGuards } from '#cli/models/without-guards.ts';
import { analyseModel, checkText } from '#core/analysis/analyse.ts';
import { verdictRecord, type AnalysisCost, type VerdictRecord } from '#core/analysis/verify/active-record.ts';
import { analyseActively } from '#core/analysis/verify/active.ts';
import { tellAnswer } from '#core/report/tell-answer.ts';
import { tellAsked } from '#core/report/tell-asked.ts';
import { tellCost } from '#core/report/tell-cost.ts';
import { tellTrace } from '#core/report/tell-trace.ts';
import { tellUnasked } from '#core/report/tell-unasked.ts';
import { statementLine } from '#core/requirements/statement.ts';
import { isAllProved, unaskedOf, type Unasked } from '#core/requirements/unasked.ts';
import { failure, success, type Result } from '#core/result.ts';

/**
 * Answers for each file what an active adversary can do about its requirements, and what was not asked, with the reason.
 * Answers the worst exit status of all: what is not proved counts as a discrepancy, and so does what was not asked.
 */
export function verify(files: readonly string[], json: boolean, limits: VerifyLimits): number {
  let worst: number = exitStatus.fine;
  for (const file of files) {
    const outcome = verifyFile(file, limits);
    if (json)
      print(
        JSON.stringify(
          outcome.ok
            ? {
                file,
                cost: outcome.value.cost,
                verdicts: outcome.value.verdicts.map(asJson),
                unasked: outcome.value.unasked.map(unaskedAsJson),
              }
            : { file, error: outcome.error },
        ),
      );
    else if (outcome.ok) describe(file, outcome.value);
    if (!outcome.ok) printError(refusalLine(file, outcome.error));
    const open = outcome.ok && !outcome.value.proved;
    worst = Math.max(
      worst,
      outcome.ok ? (open ? exitStatus.discrepancies : exitStatus.fine) : exitStatus.failed,
    );
  }
  return worst;
}

interface Verified {
  readonly verdicts: readonly VerdictRecord[];
  readonly unasked: readonly Unasked[];
  /** True where something was asked, every question is proved, and nothing that is stated was left out. */
  readonly proved: boolean;
  readonly cost: AnalysisCost;
}

function verifyFile(file: string, limits: VerifyLimits): Result<Verified, Refusal> {
  const read = readModel(file);
  if (!read.ok) return read;
  const { executable, diagnostics } = checkText(read.value);
  if (executable === null) return failure(textRefusal(read.value, diagnostics));
  const { model, run } = executable;
  const options = withinSeconds(limits.seconds, limits.clauses);
  const answers = analyseActively(model, run, { ...options, unguarded: withoutGuards() });
  const verdicts = answers.map((verdict) => verdictRecord(verdict, 'time'));
  const record = analyseModel(model, run, '');
  const unasked = unaskedOf(model, record, verdicts);
  return success({
    verdicts,
    unasked,
    proved: isAllProved(model, record, verdicts, unasked),
    cost: options.cost(),
  });
}

function asJson({ attack, asked, answer, reason, attackTypes, trace }: VerdictRecord): object {
  const { kind, element, entity, originator, on, honest } = asked;
  const requirement = { attack, requirement: kind, element, entity, originator, on, honest };
  return { ...requirement, verdict: answer, reason, attackTypes, trace };
}

function unaskedAsJson({ attack, stated, entity, reason }: Unasked): object {
  const statement = 'text' in stated ? null : statementLine(stated);
  return { attack, requirement: 'text' in stated ? stated.name : null, statement, entity, reason };
}

function describe(file: string, { verdicts, unasked, cost }: Verified): void {
  print(`${file}:`);
  if (verdicts.length === 0 && unasked.length === 0) print(`  ${translate('report.active.nothing-asked')}`);
  const attacks = new Set(verdicts.map(({ attack }) => attack));
  for (const name of attacks) {
    if (name !== null) print(`  ${translate('report.attack.model', { name })}:`);
    else if (attacks.size > 1) print(`  ${translate('report.attack.plain')}:`);
    const margin = attacks.size > 1 || name !== null ? '    ' : '  ';
    for (const verdict of verdicts) if (verdict.attack === name) describeVerdict(verdict, margin);
  }
  if (unasked.length > 0) print(`  ${translate('report.unasked')}:`);
  for (const each of unasked) {
    const { what, why } = tellUnasked(each, translate);
    const under =
      each.attack === null ? '' : ` ${translate('interface.verdicts.under', { name: each.attack })}`;
    print(`    ${what}${under}: ${why}`);
  }
  print(`  ${tellCost(cost, translate)}`);
}

function describeVerdict(verdict: VerdictRecord, margin: string): void {
  const { asked, trace } = verdict;
  print(`${margin}${tellAsked(asked, translate)}: ${tellAnswer(verdict, translate)}`);
  if (trace !== null) for (const line of tellTrace(trace, translate)) print(`${margin}  ${line}`);
}
