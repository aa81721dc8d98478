import { success, type Result } from '#core/result.ts';
import { compact, type Connection } from '#vault/database/database.ts';
import { encodeChanges, RecordedStatements } from '#vault/database/recorded-statements.ts';
import type { Clock } from '#vault/files/clock.ts';
import { fileFailure, refuse, type VaultFailure } from '#vault/files/failure.ts';
import { schemaVersion } from '#vault/migrations/migrate.ts';
import type { RecoveryLog } from '#vault/recovery/recovery-log.ts';
import type { EventKind } from '#vault/repositories/events.ts';
import { repositoriesOn, type Repositories } from '#vault/repositories/repositories.ts';

/** One change of the content of a project, under way. */
export interface Change {
  readonly content: Repositories;
  /** The instant of the change, as ISO 8601 in UTC. */
  readonly now: string;
  /** Adds a line to the audit log. `fileHash` is the SHA-256 of the file that it is about. */
  readonly audit: (kind: EventKind, fileHash?: string) => void;
}

/** The content of an open project: the repositories on its database, and the one way to change them. */
export class Store {
  readonly #log: RecoveryLog | null;
  readonly #clock: Clock;
  readonly #changed: () => void;
  #connection: Connection;
  #statements: RecordedStatements;
  #content: Repositories;

  /** `log` is null where nothing can be written; `changed` is called after every change that is kept. */
  constructor(connection: Connection, log: RecoveryLog | null, clock: Clock, changed: () => void) {
    this.#connection = connection;
    this.#log = log;
    this.#clock = clock;
    this.#changed = changed;
    this.#statements = new RecordedStatements(connection);
    this.#content = repositoriesOn(this.#statements);
  }

  /** The repositories, to read from: a change outside of {@link change} would be in no log. */
  get content(): Repositories {
    return this.#content;
  }

  /**
   * Changes the content, all of it or nothing: one transaction, whose statements are one entry of the recovery log. The
   * change is durable when this returns. `vault-read-only` where nothing can be written, `vault-disk-full` and the like
   * where the file system refuses.
   */
  change<Value>(work: (change: Change) => Value): Result<Value, VaultFailure> {
    const log = this.#log;
    if (log === null) return refuse('vault-read-only');
    const entry = { added: false };
    try {
      // The entry goes to the disk last before the commit: what could not be kept is not in the database either.
      const value = this.#connection.transaction(() => {
        const done = work(this.#begin(this.#content));
        entry.added = this.#keep(log);
        return done;
      })();
      if (entry.added) this.#changed();
      return success(value);
    } catch (error) {
      this.#statements.take();
      if (entry.added) log.takeBack();
      return refuse(fileFailure(error));
    }
  }

  /** Makes a change on another copy of the content, which no log keeps: that copy goes into the container as a whole. */
  changeCopy(connection: Connection, work: (change: Change) => void): void {
    connection.transaction(() => {
      work(this.#begin(repositoriesOn(connection)));
    })();
  }

  /** Gives the room back that removed content took up. Where it cannot, on a full disk, it stays taken until it can. */
  compact(): void {
    try {
      compact(this.#connection);
    } catch {
      // Nothing is lost.
    }
  }

  /** Goes on with the same content on another connection. */
  moveTo(connection: Connection): void {
    this.#connection = connection;
    this.#statements = new RecordedStatements(connection);
    this.#content = repositoriesOn(this.#statements);
  }

  #begin(content: Repositories): Change {
    const now = this.#clock.now().toISOString();
    return {
      content,
      now,
      audit: (kind, fileHash) => {
        content.events.append(kind, now, fileHash ?? null);
      },
    };
  }

  #keep(log: RecoveryLog): boolean {
    const changes = this.#statements.take();
    if (changes.length === 0) return false;
    const bytes = encodeChanges({ schema: schemaVersion, changes });
    try {
      log.append(bytes);
    } finally {
      bytes.fill(0);
    }
    return true;
  }
}
