import type { Releasable } from './releasable.ts';

/**
 * One thing beyond the aggregates that somebody allowed a public report to say. The report gets `item` and nothing
 * else: who allowed it stays in the project. Two releases of the same item say it once.
 */
export interface ReleasedItem {
  readonly id: string;
  readonly item: Releasable;
  /** Who allowed it, in what function: not a text of the report. */
  readonly approver: string;
  readonly organisation: string;
  /** As 2026-01-31. */
  readonly day: string;
}
