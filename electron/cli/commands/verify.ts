import { exitStatus } from '#cli/exit-status.ts';
import { readModel, refusalLine, textRefusal, type Refusal } from '#cli/model-file.ts';
import { complain, failureSentence, print, translate } from '#cli/speech.ts';
import { withinSeconds } from '#cli/time-limit.ts';
import { checkText } from '#core/analysis/analyse.ts';
import { analyseActively, type ActiveVerdict } from '#core/analysis/verify/active.ts';
import type { Model } from '#core/language/model.ts';
import { diffieHellmanPairs } from '#core/language/pair-purposes.ts';
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
          outcome.ok ? { file, verdicts: outcome.value.map(asJson) } : { file, error: outcome.error },
        ),
      );
    else if (outcome.ok) describe(file, outcome.value);
    if (!outcome.ok) complain(refusalLine(file, outcome.error));
    const open = outcome.ok && outcome.value.some(({ answer }) => answer.kind !== 'holds');
    worst = Math.max(
      worst,
      outcome.ok ? (open ? exitStatus.discrepancies : exitStatus.fine) : exitStatus.failed,
    );
  }
  return worst;
}

function verifyFile(file: string, limits: VerifyLimits): Result<readonly ActiveVerdict[], Refusal> {
  const read = readModel(file);
  if (!read.ok) return read;
  const { executable, diagnostics } = checkText(read.value);
  if (executable === null) return failure(textRefusal(read.value, diagnostics));
  if (!isVerifiable(executable.model)) {
    const code = 'construct-not-verified';
    return failure({ code, message: failureSentence(code), line: null, column: null });
  }
  const options = withinSeconds(limits.seconds, limits.clauses);
  return success(analyseActively(executable.model, executable.run, options));
}

// The active analysis would say "holds" of a model whose exchanges and skipped checks it does not see.
function isVerifiable(model: Model): boolean {
  const skips = model.phases.some(({ steps }) => steps.some(({ kind }) => kind === 'skip'));
  return !skips && diffieHellmanPairs(model).size === 0;
}

function asJson({ asked, answer, trace }: ActiveVerdict): object {
  const { kind, element, entity, originator } = asked;
  const reason = answer.kind === 'undecided' ? answer.reason : null;
  return { requirement: kind, element, entity, originator, verdict: answer.kind, reason, trace };
}

function describe(file: string, verdicts: readonly ActiveVerdict[]): void {
  print(`${file}:`);
  for (const { asked, answer, trace } of verdicts) {
    const { kind, element, entity, originator } = asked;
    const requirement = translate(`report.asked.${kind}`, { element, entity, originator: originator ?? '' });
    const verdict =
      answer.kind === 'undecided'
        ? translate(`report.answer.${answer.reason}`)
        : translate(`report.answer.${answer.kind}`);
    print(`  ${requirement}: ${verdict}`);
    if (trace !== null) for (const line of tellTrace(trace, translate)) print(`    ${line}`);
  }
}
