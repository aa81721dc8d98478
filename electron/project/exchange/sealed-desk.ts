import type { ReceivedFile } from '#project/exchange/received-file.ts';

/** The sealed file that somebody looks at, if there is one: what is in it goes when the keys go. */
export class SealedDesk {
  #file: ReceivedFile | null = null;

  get file(): ReceivedFile | null {
    return this.#file;
  }

  /** Puts a file on it, in place of the one before. */
  put(file: ReceivedFile): void {
    this.#file = file;
  }

  /** Takes the file away. */
  clear(): void {
    this.#file = null;
  }
}
