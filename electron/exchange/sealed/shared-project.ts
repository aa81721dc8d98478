import type { ActiveRecord } from '#core/analysis/record/verdict.ts';
import type { Classification } from '#core/classification.ts';
import type { ForeignState } from '#vault/history/foreign-history.ts';
import type { AuditEvent } from '#vault/repositories/audit-event.ts';
import type { LedgerEntry } from '#vault/repositories/ledger-entry.ts';

/** Everything of a project that a sealed file has in it. Whatever is chosen and not there is null, or not in the list. */
export interface SharedProject {
  readonly project: {
    readonly id: string;
    readonly name: string;
    readonly classification: Classification;
  };
  /** The state that is shared; one of `states`, with its content. */
  readonly head: string;
  /** The history, the oldest first: all of it, with the content that was chosen. */
  readonly states: readonly ForeignState[];
  readonly ledger: readonly LedgerEntry[];
  readonly audit: readonly AuditEvent[];
  /** The verdicts on the text of the head. */
  readonly verdicts: ActiveRecord | null;
  /** The files of source documents that were chosen, by their SHA-256. */
  readonly documents: ReadonlyMap<string, Uint8Array>;
}
