import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { success, type Result } from '#core/result.ts';
import { occupantOf, replaceContainer } from '#vault/container/container.ts';
import type { Envelope } from '#vault/container/envelope.ts';
import { nextEnvelope } from '#vault/container/next-envelope.ts';
import type { KeySlot } from '#vault/container/slots.ts';
import { changeKey, type Connection } from '#vault/database/database.ts';
import { makeWorkingCopy, type WorkingCopy } from '#vault/database/working-copy.ts';
import { fileFailure, refuse, type VaultFailure, type VaultFailureCode } from '#vault/files/failure.ts';
import { workingCopyPath } from '#vault/files/file-names.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import type { HolderFile } from '#vault/holder/holder-file.ts';
import type { RecoveryLog } from '#vault/recovery/recovery-log.ts';

/** A working copy, and the key that it is encrypted under. */
export interface Encrypted {
  readonly copy: WorkingCopy;
  readonly dataKey: Buffer;
}

/** The container of an open project, with everything that its sealing needs. */
export interface OpenContainer extends Encrypted {
  readonly path: string;
  readonly envelope: Envelope;
  /** Null where nothing can be written beside the container. */
  readonly log: RecoveryLog | null;
  /** Says who has the project open; null as `log`. */
  readonly holder: HolderFile | null;
}

/** A container that is written anew: what is in its slots, and what changes in its content with that. */
export interface Rewriting {
  readonly slots: readonly KeySlot[];
  /** The key that the project is encrypted anew under, which the slots hold; null where it stays as it is. */
  readonly dataKey: Buffer | null;
  /** Changes the content of the copy that is written. */
  readonly change: (connection: Connection) => void;
  /** Goes on with that copy. */
  readonly goOn: (connection: Connection) => void;
}

/** Writes the working copy of an open project into its container. Holds the data key, and zeroes it at the end. */
export class Sealing {
  readonly #path: string;
  readonly #device: number;
  readonly #log: RecoveryLog | null;
  readonly #holder: HolderFile | null;
  readonly #platform: VaultPlatform;
  #tried: string | null = null;
  #envelope: Envelope;
  #copy: WorkingCopy;
  #dataKey: Buffer;
  #isPending = false;
  #onWritten: () => void = () => undefined;

  constructor({ path, envelope, copy, dataKey, log, holder }: OpenContainer, platform: VaultPlatform) {
    this.#path = path;
    this.#device = deviceOf(path);
    this.#envelope = envelope;
    this.#copy = copy;
    this.#dataKey = dataKey;
    this.#log = log;
    this.#holder = holder;
    this.#platform = platform;
  }

  /** The header of the container as it was written last. */
  get envelope(): Envelope {
    return this.#envelope;
  }

  /** The slots that the data key can be had from. */
  get slots(): readonly KeySlot[] {
    return this.#envelope.slots;
  }

  /** The data key; zeroed when the project is closed, or encrypted anew. */
  get dataKey(): Buffer {
    return this.#dataKey;
  }

  /** Has `listener` called after every writing of the container from now on. */
  onWritten(listener: () => void): void {
    this.#onWritten = listener;
  }

  /** Notes that the working copy has something that the container does not have. */
  notePending(): void {
    this.#isPending = true;
  }

  /**
   * Writes everything into the container, if there is anything new. When that fails, everything that was saved is in the
   * recovery log; `vault-seal-disk-full`, `vault-seal-failed`, `vault-media-gone`, `vault-displaced` where something else
   * lies in the place of the container by now, `vault-overtaken` where somebody else wrote it meanwhile: neither is
   * written over.
   */
  seal(): Result<null, VaultFailure> {
    if (!this.#isPending) return success(null);
    return this.#write(this.slots, { copy: this.#copy, dataKey: this.#dataKey }, () => undefined);
  }

  /**
   * Writes the container with other slots and with a change of its content, all of it or nothing. On a second working
   * copy, with which the project goes on, so that whatever fails leaves the one there is. A new data key is zeroed then.
   * Fails as {@link seal} does.
   */
  rewrite({ slots, dataKey: fresh, change, goOn }: Rewriting): Result<null, VaultFailure> {
    let copy: WorkingCopy | null = null;
    try {
      // Under another key nobody could tell that what the log holds is in the container already.
      const sealed = fresh === null ? success(null) : this.seal();
      if (!sealed.ok) return sealed;
      const place = workingCopyPath(this.#path, this.#platform);
      const made = makeWorkingCopy(place, this.#copy.read(), this.#dataKey, this.#platform);
      if (!made.ok) return made;
      copy = made.value;
      change(copy.connection);
      if (fresh !== null) changeKey(copy.connection, fresh);
      const next = { copy, dataKey: fresh ?? this.#dataKey };
      const write = (): Result<null, VaultFailure> =>
        this.#write(slots, next, () => {
          this.#goOnWith(next, goOn);
        });
      return fresh === null ? write() : this.#withoutHolder(write);
    } catch (error) {
      return refuse(sealFailure(error));
    } finally {
      if (this.#copy !== copy) {
        copy?.close();
        fresh?.fill(0);
      }
    }
  }

  // Under another key nobody could read who has the project open, were everything to end right after the writing.
  #withoutHolder(write: () => Result<null, VaultFailure>): Result<null, VaultFailure> {
    this.#holder?.remove();
    const written = write();
    this.#holder?.renew(this.#dataKey);
    return written;
  }

  /** Closes the working copy. */
  closeCopy(): void {
    this.#copy.close();
  }

  /** Forgets the data key. */
  forgetKey(): void {
    this.#dataKey.fill(0);
  }

  #write(
    slots: readonly KeySlot[],
    { copy, dataKey }: Encrypted,
    written: () => void,
  ): Result<null, VaultFailure> {
    const log = this.#log;
    if (log === null) return refuse('vault-read-only');
    try {
      // Where a drive went, its folder may be there still, on another drive.
      if (deviceOf(this.#path) !== this.#device) return refuse('vault-media-gone');
      const occupant = occupantOf(this.#path, this.#envelope, this.#tried);
      if (occupant === 'something-else') return refuse('vault-displaced');
      if (occupant === 'later-writing') return refuse('vault-overtaken');
      const body = copy.read();
      const envelope = nextEnvelope(this.#envelope, slots, body, dataKey, this.#platform);
      this.#tried = envelope.generation;
      const placed = (): void => {
        this.#envelope = envelope;
        this.#isPending = false;
        log.restart({ vault: envelope.vault, generation: envelope.generation }, dataKey);
        written();
      };
      replaceContainer(this.#path, { envelope, body }, placed, this.#platform);
      this.#onWritten();
      return success(null);
    } catch (error) {
      this.#isPending = true;
      return refuse(sealFailure(error));
    }
  }

  #goOnWith({ copy, dataKey }: Encrypted, goOn: (connection: Connection) => void): void {
    const before = { copy: this.#copy, dataKey: this.#dataKey };
    this.#copy = copy;
    this.#dataKey = dataKey;
    goOn(copy.connection);
    if (before.dataKey !== dataKey) before.dataKey.fill(0);
    before.copy.close();
  }
}

function deviceOf(path: string): number {
  return statSync(dirname(path)).dev;
}

// Other than at a saving, what was saved is in the recovery log and stays there.
function sealFailure(error: unknown): VaultFailureCode {
  const code = fileFailure(error);
  if (code === 'vault-disk-full') return 'vault-seal-disk-full';
  return code === 'vault-media-gone' ? code : 'vault-seal-failed';
}
