import { protocolOf } from '#core/analysis/roles/translate.ts';
import type { Asked } from '#core/analysis/roles/asked.ts';
import { narrate, type TraceRecord } from '#core/analysis/verify/narrative.ts';
import { verify, type Answer, type VerifyOptions } from '#core/analysis/verify/verify.ts';
import type { Run } from '#core/analysis/run.ts';
import type { Model } from '#core/language/model.ts';

/** What an active adversary can do about one requirement. `trace` is there exactly when it is violated. */
export interface ActiveVerdict {
  readonly asked: Asked;
  readonly answer: Answer;
  readonly trace: TraceRecord | null;
}

/**
 * Answers what is asked of a model for an active adversary (DESIGN, section 5, rules 3 to 5): any number of
 * runs, dishonest instances of every entity beside the honest ones. The model has been executed without
 * diagnostics. Never throws.
 */
export function analyseActively(
  model: Model,
  execution: Run,
  options: VerifyOptions,
): readonly ActiveVerdict[] {
  const { protocol, asked } = protocolOf(model, execution);
  const answers = new Map(verify(protocol, options).map(({ query, answer }) => [query, answer]));
  return asked.map((each): ActiveVerdict => {
    const answer: Answer = answers.get(each.query) ?? { kind: 'undecided', reason: 'limit' };
    return {
      asked: each,
      answer,
      trace: answer.kind === 'violated' ? narrate(protocol, answer.trace) : null,
    };
  });
}
