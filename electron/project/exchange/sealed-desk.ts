import type { CallFailure } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import { readReceived, type ReceivedFile } from '#project/exchange/received-file.ts';
import { keyringLocked, type KeyringSession } from '#project/keyring/keyring-session.ts';

/** How many files may wait. */
const mostWaiting = 20;

/**
 * The sealed file that somebody looks at, if there is one, and those that were handed over and wait for that, by their paths.
 * What is in a file goes when the keys go.
 */
export class SealedDesk {
  #looked: ReceivedFile | null = null;
  // Why the one that was looked at last cannot be opened.
  #problem: CallFailure | null = null;
  // Where it lies, where it was handed over.
  #path: string | null = null;
  #waiting: readonly string[] = [];

  /** The file that somebody looks at; null without one. */
  get file(): ReceivedFile | null {
    return this.#looked;
  }

  /** Puts a file on it, in place of the one before. */
  put(file: ReceivedFile): void {
    this.discard();
    this.#looked = file;
  }

  /** Has a file that was handed over wait until the one that somebody looks at is done with. */
  wait(path: string): void {
    if (this.#waiting.includes(path) || path === this.#path) return;
    this.#waiting = [...this.#waiting, path].slice(0, mostWaiting);
  }

  /**
   * The file that somebody looks at, or the first that waits, which is opened then; null without either. `keyring-locked` where
   * one waits for the keyring, else as `readReceived` fails.
   */
  async look(keyring: KeyringSession): Promise<Result<ReceivedFile | null, CallFailure>> {
    if (this.#looked !== null) return success(this.#looked);
    if (this.#problem !== null) return failure(this.#problem);
    const [path] = this.#waiting;
    if (path === undefined) return success(null);
    if (keyring.open === null) return keyringLocked;
    const opened = await readReceived(path, keyring);
    // Somebody else was faster, or the keys went meanwhile.
    if (this.#waiting[0] !== path || keyring.status !== 'open') return this.look(keyring);
    this.#waiting = this.#waiting.slice(1);
    this.#path = path;
    if (opened.ok) this.#looked = opened.value;
    else this.#problem = opened.error;
    return opened;
  }

  /** Takes the file away that somebody looks at; where there is none, the first that waits: it is not wanted. */
  discard(): void {
    if (this.#looked === null && this.#problem === null) this.#waiting = this.#waiting.slice(1);
    this.#takeAway();
  }

  /** Takes away what is in a file. One that was handed over waits again. */
  clear(): void {
    const path = this.#looked === null ? null : this.#path;
    this.#takeAway();
    if (path !== null) this.#waiting = [path, ...this.#waiting];
  }

  #takeAway(): void {
    this.#looked = null;
    this.#problem = null;
    this.#path = null;
  }
}
