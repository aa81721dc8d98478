import type { Result } from '#core/result.ts';
import type { VaultFailure } from '#vault/files/failure.ts';
import type { AuditEvent, EventKind } from '#vault/repositories/events.ts';
import type { Store } from '#vault/store/store.ts';

/** The audit log of a project. */
export class AuditLog {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Adds a line that is a change of its own. `fileHash` is the SHA-256 of the file that it is about. */
  add(kind: EventKind, fileHash?: string): Result<null, VaultFailure> {
    return this.#store.change(({ audit }) => {
      audit(kind, fileHash);
      return null;
    });
  }

  /** Every line, the oldest first. */
  all(): readonly AuditEvent[] {
    return this.#store.content.events.all();
  }
}
