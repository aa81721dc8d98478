import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { success, type Result } from '#core/result.ts';
import { occupantOf, replaceContainer } from '#vault/container/container.ts';
import type { Envelope, KeySlot } from '#vault/container/envelope.ts';
import { nextEnvelope } from '#vault/container/next-envelope.ts';
import { changeKey } from '#vault/database/database.ts';
import { makeWorkingCopy, type WorkingCopy } from '#vault/database/working-copy.ts';
import { fileFailure, refuse, type VaultFailure, type VaultFailureCode } from '#vault/files/failure.ts';
import { workingCopyPath } from '#vault/files/file-names.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
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
}

/** Writes the working copy of an open project into its container. Holds the data key, and zeroes it at the end. */
export class Sealing {
  readonly #path: string;
  readonly #device: number;
  readonly #log: RecoveryLog | null;
  readonly #platform: VaultPlatform;
  #envelope: Envelope;
  #copy: WorkingCopy;
  #dataKey: Buffer;
  #isPending = false;

  constructor({ path, envelope, copy, dataKey, log }: OpenContainer, platform: VaultPlatform) {
    this.#path = path;
    this.#device = deviceOf(path);
    this.#envelope = envelope;
    this.#copy = copy;
    this.#dataKey = dataKey;
    this.#log = log;
    this.#platform = platform;
  }

  /** The slots that the data key can be had from. */
  get slots(): readonly KeySlot[] {
    return this.#envelope.slots;
  }

  /** The data key; zeroed when the project is closed, or encrypted anew. */
  get dataKey(): Buffer {
    return this.#dataKey;
  }

  /** Notes that the working copy has something that the container does not have. */
  notePending(): void {
    this.#isPending = true;
  }

  /**
   * Writes everything into the container, if there is anything new. When that fails, everything that was saved is in the
   * recovery log; `vault-seal-disk-full`, `vault-seal-failed`, `vault-media-gone`, or `vault-displaced` where something
   * else lies in the place of the container by now, which is not written over.
   */
  seal(): Result<null, VaultFailure> {
    return this.#isPending ? this.sealUnder(this.slots) : success(null);
  }

  /** Writes everything into the container, whose data key is in these slots from then on. Fails as {@link seal} does. */
  sealUnder(slots: readonly KeySlot[]): Result<null, VaultFailure> {
    return this.#write(slots, { copy: this.#copy, dataKey: this.#dataKey }, () => undefined);
  }

  /**
   * Encrypts the project anew under this key, which is in this slot. On a second working copy, `renewed` with which the
   * project goes on, so that whatever fails leaves the one there is; the key is zeroed then.
   */
  renew(slot: KeySlot, dataKey: Buffer, renewed: (copy: WorkingCopy) => void): Result<null, VaultFailure> {
    let copy: WorkingCopy | null = null;
    try {
      const place = workingCopyPath(this.#path, this.#platform);
      const made = makeWorkingCopy(place, this.#copy.read(), this.#dataKey, this.#platform);
      if (!made.ok) return made;
      copy = made.value;
      changeKey(copy.connection, dataKey);
      const next = { copy, dataKey };
      return this.#write([slot], next, () => {
        this.#goOnWith(next, renewed);
      });
    } catch (error) {
      return refuse(sealFailure(error));
    } finally {
      if (this.#copy !== copy) {
        copy?.close();
        dataKey.fill(0);
      }
    }
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
      if (occupantOf(this.#path, this.#envelope.vault) === 'something-else') return refuse('vault-displaced');
      const body = copy.read();
      const envelope = nextEnvelope(this.#envelope, slots, body, dataKey, this.#platform);
      const placed = (): void => {
        this.#envelope = envelope;
        this.#isPending = false;
        log.restart({ vault: envelope.vault, generation: envelope.generation }, dataKey);
        written();
      };
      replaceContainer(this.#path, { envelope, body }, placed, this.#platform);
      return success(null);
    } catch (error) {
      this.#isPending = true;
      return refuse(sealFailure(error));
    }
  }

  #goOnWith({ copy, dataKey }: Encrypted, renewed: (copy: WorkingCopy) => void): void {
    const before = { copy: this.#copy, dataKey: this.#dataKey };
    this.#copy = copy;
    this.#dataKey = dataKey;
    renewed(copy);
    before.dataKey.fill(0);
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
