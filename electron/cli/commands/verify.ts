import { exitStatus } from '#cli/console/exit-status.ts';
import { readModel, refusalLine, textRefusal, type Refusal } from '#cli/models/model-file.ts';
import { printError, print, translate } from '#cli/console/console.ts';
import { withinSeconds, type VerifyLimits } from '#cli/models/time-limit.ts';
import { withoutGuards } from '#cli/models/without-guards.ts';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { type AnalysisCost, type Verdict } from '#core/analysis/record/verdict.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { describeVerdict } from '#core/views/words/describe-verdict.ts';
import { describeQuestion } from '#core/views/words/describe-question.ts';
import { describeCost } from '#core/views/words/describe-cost.ts';
import { describeTrace } from '#core/views/words/describe-trace.ts';
import { describeUnasked } from '#core/views/words/describe-unasked.ts';
import type { Model } from '#core/language/model.ts';
import { statementLine } from '#core/claims/statement.ts';
import { isAllProved, unaskedOf, type Unasked } from '#core/method/requirements/unasked.ts';
import { failure, success, type Result } from '#core/result.ts';

/**
 * Tells for each file what an active adversary can do about its requirements, and what was not asked, with the reason.
 * Returns the worst exit status of all: what is not proved counts as a discrepancy, and so does what was not asked.
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

/** The verdicts on one file, with the text and the model that they are about. */
export interface Verified {
  readonly text: string;
  readonly model: Model;
  readonly verdicts: readonly Verdict[];
  readonly unasked: readonly Unasked[];
  /** True where something was asked, every question is proved, and nothing that is stated was left out. */
  readonly proved: boolean;
  readonly cost: AnalysisCost;
}

/** Finds what an active adversary can do about a file's requirements, and what was not asked. */
export function verifyFile(file: string, limits: VerifyLimits): Result<Verified, Refusal> {
  const read = readModel(file);
  if (!read.ok) return read;
  const { executable, diagnostics } = checkText(read.value);
  if (executable === null) return failure(textRefusal(read.value, diagnostics));
  const { model, run } = executable;
  const options = withinSeconds(limits.seconds, limits.clauses);
  const verdicts = verifyModel(model, run, { ...options, unguarded: withoutGuards() });
  const record = analyseModel(model, run, '');
  const questions = verdicts.map(({ question }) => question);
  const unasked = unaskedOf(executable, record, questions);
  return success({
    text: read.value,
    model,
    verdicts,
    unasked,
    proved: isAllProved(executable, record, verdicts, unasked),
    cost: options.cost(),
  });
}

function asJson({ question, answer, reason, attackTypes, trace }: Verdict): object {
  const { attack, kind, element, entity, originator, on, honest } = question;
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
  const attacks = new Set(verdicts.map(({ question }) => question.attack));
  for (const name of attacks) {
    if (name !== null) print(`  ${translate('report.attack.model', { name })}:`);
    else if (attacks.size > 1) print(`  ${translate('report.attack.plain')}:`);
    const margin = attacks.size > 1 || name !== null ? '    ' : '  ';
    for (const verdict of verdicts) if (verdict.question.attack === name) printVerdict(verdict, margin);
  }
  if (unasked.length > 0) print(`  ${translate('report.unasked')}:`);
  for (const each of unasked) {
    const { what, why } = describeUnasked(each, translate);
    const under =
      each.attack === null ? '' : ` ${translate('interface.verdicts.under', { name: each.attack })}`;
    print(`    ${what}${under}: ${why}`);
  }
  print(`  ${describeCost(cost, translate)}`);
}

function printVerdict(verdict: Verdict, margin: string): void {
  const { question, trace } = verdict;
  print(`${margin}${describeQuestion(question, translate)}: ${describeVerdict(verdict, translate)}`);
  if (trace !== null) for (const line of describeTrace(trace, translate)) print(`${margin}  ${line}`);
}
