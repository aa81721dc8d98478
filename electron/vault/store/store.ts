import { success, type Result } from '#core/result.ts';
import { compact, type Connection } from '#vault/database/database.ts';
import { encodeChanges, RecordedStatements } from '#vault/database/recorded-statements.ts';
import { fileFailure, refuse, type VaultFailure, type VaultFailureCode } from '#vault/files/failure.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { schemaVersion } from '#vault/migrations/migrate.ts';
import type { RecoveryLog } from '#vault/recovery/recovery-log.ts';
import { repositoriesOn, type Repositories } from '#vault/repositories/repositories.ts';
import { RefusedChange, type Change } from '#vault/store/change.ts';
import { ChangeUnderWay } from '#vault/store/change-under-way.ts';

/** What a store needs to know of its project. */
export interface StoreHost {
  /** Called after every change that is kept. */
  readonly changed: () => void;
  /** The reason why nothing can be changed, or null. */
  readonly refusal: () => VaultFailureCode | null;
}

/** The content of an open project: the repositories on its database, and the one way to change them. */
export class Store {
  readonly #log: RecoveryLog | null;
  readonly #platform: VaultPlatform;
  readonly #host: StoreHost;
  #connection: Connection;
  #statements: RecordedStatements;
  #content: Repositories;
  #states = 0;

  /** `log` is null where nothing can be written. */
  constructor(connection: Connection, log: RecoveryLog | null, platform: VaultPlatform, host: StoreHost) {
    this.#connection = connection;
    this.#log = log;
    this.#platform = platform;
    this.#host = host;
    this.#statements = new RecordedStatements(connection);
    this.#content = repositoriesOn(this.#statements);
  }

  /** The repositories, to read from: a change outside of {@link change} would be in no log. */
  get content(): Repositories {
    return this.#content;
  }

  /** How many states were made by changes since the project was opened. */
  get statesMade(): number {
    return this.#states;
  }

  /**
   * Changes the content, all of it or nothing: one transaction, whose statements are one entry of the recovery log. The
   * change is durable when this returns. `vault-read-only` where nothing can be written, the host's refusal where it has
   * one, `vault-disk-full` and the like where the file system refuses.
   */
  change<Value>(work: (change: Change) => Value): Result<Value, VaultFailure> {
    const log = this.#log;
    const refusal = this.#host.refusal();
    if (log === null || refusal !== null) return refuse(refusal ?? 'vault-read-only');
    const entry = { added: false };
    try {
      // The entry goes to the disk last before the commit: what could not be kept is not in the database either.
      const { value, made } = this.#connection.transaction(() => {
        const change = this.#begin(this.#content);
        const done = { value: work(change), made: change.finish() };
        entry.added = this.#keep(log);
        return done;
      })();
      if (made) this.#states += 1;
      if (entry.added) this.#host.changed();
      return success(value);
    } catch (error) {
      if (entry.added) log.takeBack();
      // What they remember may be of what was taken back.
      this.moveTo(this.#connection);
      return refuse(error instanceof RefusedChange ? error.code : fileFailure(error));
    }
  }

  /** Makes a change on another copy of the content, which no log keeps: that copy goes into the container as a whole. */
  changeCopy(connection: Connection, work: (change: Change) => void): void {
    connection.transaction(() => {
      const change = this.#begin(repositoriesOn(connection));
      work(change);
      change.finish();
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

  #begin(content: Repositories): ChangeUnderWay {
    const { clock, author, random } = this.#platform;
    return new ChangeUnderWay(content, {
      now: clock.now().toISOString(),
      author,
      newId: () => random(16).toString('hex'),
    });
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
