import type { Result } from '#core/result.ts';
import type { VaultFailure } from '#vault/files/failure.ts';
import {
  brokenLinks,
  type AuditEvent,
  type BrokenLink,
  type EventKind,
} from '#vault/repositories/audit-event.ts';
import type { Store } from '#vault/store/store.ts';

/** How many failed openings are noted at once. */
const mostFailures = 100;

/** The audit log of a project. */
export class AuditLog {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Adds a line that is a change of its own. `fileHash` is the SHA-256 of the file that it is about; `state` is the state,
   * where that is not the present one.
   */
  add(kind: EventKind, fileHash?: string, state?: string): Result<null, VaultFailure> {
    return this.#store.change(({ audit }) => {
      audit(kind, { fileHash, state });
      return null;
    });
  }

  /** Notes at which instants, as ISO 8601 in UTC, the project was not opened for a wrong passphrase; the newest hundred. */
  noteFailedOpenings(instants: readonly string[]): Result<null, VaultFailure> {
    return this.#store.change(({ audit }) => {
      for (const createdAt of instants.slice(-mostFailures))
        audit('opening-failed', { createdAt, anonymous: true });
      return null;
    });
  }

  /** Every line, the oldest first. */
  all(): readonly AuditEvent[] {
    return this.#store.content.events.all();
  }

  /** Where the log does not fit together; nothing where it is whole. */
  verify(): readonly BrokenLink[] {
    const { events } = this.#store.content;
    return brokenLinks(events.all(), events.tips());
  }
}
