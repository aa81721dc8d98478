import { readModel, textRefusal, type Refusal } from '#cli/models/model-file.ts';
import { withinSeconds, type VerifyLimits } from '#cli/models/time-limit.ts';
import { withoutGuards } from '#cli/models/without-guards.ts';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import type { AnalysisCost, Verdict } from '#core/analysis/record/verdict.ts';
import { verifyAndCompare } from '#core/analysis/pipeline/verify-model.ts';
import { Foundations } from '#core/evidence/foundations.ts';
import type { StatedAnswer } from '#core/evidence/stated-answer.ts';
import type { Model } from '#core/language/model.ts';
import { isAllProved, unaskedOf, type Unasked } from '#core/method/requirements/unasked.ts';
import { failure, success, type Result } from '#core/result.ts';

/** The verdicts on one file, with the text and the model that they are about. */
export interface Verified {
  readonly text: string;
  readonly model: Model;
  readonly verdicts: readonly Verdict[];
  /** The verdicts with what they rest on, in the same order. */
  readonly stated: readonly StatedAnswer[];
  readonly unasked: readonly Unasked[];
  /** True where something was asked, every question is proved, and nothing that is stated was left out. */
  readonly proved: boolean;
  readonly cost: AnalysisCost;
}

/** Finds what an active adversary can do about a file's requirements, and what was not asked. */
export function verifyFile(file: string, limits: VerifyLimits): Result<Verified, Refusal> {
  const read = readModel(file);
  return read.ok ? verifyText(read.value, limits) : read;
}

/** The same of a text. */
export function verifyText(text: string, limits: VerifyLimits): Result<Verified, Refusal> {
  const { executable, diagnostics } = checkText(text);
  if (executable === null) return failure(textRefusal(text, diagnostics));
  const { model, run } = executable;
  const options = withinSeconds(limits.seconds, limits.clauses);
  const foundations = new Foundations();
  const verdicts = verifyAndCompare(model, run, {
    ...options,
    unguarded: withoutGuards(),
    progress: foundations.note,
  });
  const record = analyseModel(model, run, '');
  const questions = verdicts.map(({ question }) => question);
  const unasked = unaskedOf(executable, record, questions);
  return success({
    text,
    model,
    verdicts,
    stated: verdicts.map((verdict, index) => foundations.stated(verdict, index)),
    unasked,
    proved: isAllProved(executable, record, verdicts, unasked),
    cost: options.cost(),
  });
}
