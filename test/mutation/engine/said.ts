import type { EngineRemark } from './judgement.ts';

/** What one process says of a mutant of the engines. */
export interface Said {
  /** What the program itself says to be wrong; null where it says nothing. */
  readonly crash: string | null;
  /** What is worst of what was noticed once all had judged; null where nothing was. */
  readonly judged: EngineRemark | null;
  /** The worst wrong answer that was there before anybody judged. */
  readonly raw: EngineRemark | null;
  /** One remark of each kind that there was. */
  readonly all: readonly EngineRemark[];
}
