import type { EngineNoticed, EngineRemark } from './engine/judgement.ts';
import type { Noticed } from './judgement.ts';
import type { Mutant } from './mutant.ts';

/** How a mutant was noticed; `equivalent`, `nothing` and `unreached` are not. */
export type Outcome =
  'compiler' | 'crash' | 'endless' | 'nothing' | 'unreached' | 'equivalent' | Noticed | EngineNoticed;

export interface Result {
  readonly mutant: Mutant;
  readonly outcome: Outcome;
  /** What was noticed first of the kind; null where nothing was. */
  readonly what: string | null;
  /** The wrong answer that there would be if nobody judged the engines; null where there would be none, or nobody asked. */
  readonly unjudged?: EngineRemark | null;
  /** One remark of each kind that there was, where they were written down. */
  readonly all?: readonly EngineRemark[];
}
