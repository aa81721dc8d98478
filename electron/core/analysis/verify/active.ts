import type { Asked } from '#core/analysis/roles/asked.ts';
import type { Run } from '#core/analysis/run.ts';
import { inquiriesOf, type Inquiry } from '#core/analysis/verify/inquiry.ts';
import { narrate, type TraceRecord } from '#core/analysis/verify/narrative.ts';
import { verify, type Answer, type VerifyOptions } from '#core/analysis/verify/verify.ts';
import type { Model } from '#core/language/model.ts';

/**
 * What an active adversary can do about one requirement; `attack` is the attack model that it was asked under,
 * null for the plain adversary. `trace` is there exactly when it is violated.
 */
export interface ActiveVerdict {
  readonly attack: string | null;
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
  const inquiries = inquiriesOf(model, execution);
  const all = inquiries.reduce((sum, { asked }) => sum + asked.length, 0);
  let before = 0;
  return inquiries.flatMap((inquiry) => {
    const progress = (decided: number): void => {
      options.progress(before + decided, all);
    };
    const verdicts = answer(inquiry, { ...options, progress });
    before += inquiry.asked.length;
    return verdicts;
  });
}

function answer({ attack, protocol, asked }: Inquiry, options: VerifyOptions): readonly ActiveVerdict[] {
  const answers = new Map(verify(protocol, options).map((verdict) => [verdict.query, verdict.answer]));
  return asked.map((each): ActiveVerdict => {
    const found: Answer = answers.get(each.query) ?? { kind: 'undecided', reason: 'limit' };
    const trace = found.kind === 'violated' ? narrate(protocol, found.trace) : null;
    return { attack, asked: each, answer: found, trace };
  });
}
