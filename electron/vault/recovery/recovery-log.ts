import { constants } from 'node:fs';
import { syncFolder, writeAtomically } from '#vault/files/atomic-file.ts';
import { recoveryLogPath, unfinishedPath } from '#vault/files/file-names.ts';
import { removeIfThere, type VaultPlatform } from '#vault/files/platform.ts';
import { openRegular } from '#vault/files/regular-file.ts';
import { beginning, encodeEntry, type LogBase } from '#vault/recovery/log-format.ts';

/** The log of an open project. What is in it is on the disk. */
export class RecoveryLog {
  readonly #path: string;
  readonly #file: number;
  readonly #platform: VaultPlatform;
  #dataKey: Buffer;
  #base: LogBase;
  #key: Buffer = Buffer.alloc(0);
  #entries = 0;
  #end = 0;
  #before = 0;

  private constructor(path: string, file: number, base: LogBase, dataKey: Buffer, platform: VaultPlatform) {
    this.#path = path;
    this.#file = file;
    this.#base = base;
    this.#dataKey = dataKey;
    this.#platform = platform;
  }

  /** Begins an empty log where none is. Throws as node:fs does. */
  static begin(path: string, base: LogBase, dataKey: Buffer, platform: VaultPlatform): RecoveryLog {
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL;
    const file = platform.files.open(recoveryLogPath(path), flags, 0o600);
    try {
      syncFolder(path, platform.files);
    } catch (error) {
      platform.files.close(file);
      removeIfThere(recoveryLogPath(path), platform);
      throw error;
    }
    return new RecoveryLog(path, file, base, dataKey, platform);
  }

  /**
   * Begins a log with entries that were read from the one that was left behind, and puts it in that one's place. It is
   * never written on: where its end was cut off, what was there before would be written over under the same key.
   */
  static continueFrom(
    path: string,
    base: LogBase,
    entries: readonly Buffer[],
    dataKey: Buffer,
    platform: VaultPlatform,
  ): RecoveryLog {
    const place = recoveryLogPath(path);
    const { head, key, first } = beginning(base, dataKey, platform);
    const rest = entries.map((entry, index) => encodeEntry(key, index + 1, entry, platform));
    const parts = [head, first, ...rest];
    const placing = { beside: unfinishedPath(path, platform), onto: 'over' } as const;
    writeAtomically(place, parts, placing, platform.files);
    const log = new RecoveryLog(path, openRegular(place, constants.O_RDWR), base, dataKey, platform);
    log.#key = key;
    log.#entries = 1 + entries.length;
    log.#end = parts.reduce((length, part) => length + part.length, 0);
    return log;
  }

  /** True while there is nothing in it. */
  get isEmpty(): boolean {
    return this.#end === 0;
  }

  /** Adds an entry and waits until it is on the disk. When that fails it throws as node:fs does, and nothing was added. */
  append(content: Buffer): void {
    const { files } = this.#platform;
    if (this.#end === 0) {
      // Anything that the sealing before could not take away.
      files.truncate(this.#file, 0);
      const { head, key, first } = beginning(this.#base, this.#dataKey, this.#platform);
      const entry = encodeEntry(key, 1, content, this.#platform);
      this.#add(Buffer.concat([head, first, entry]), 0);
      this.#key = key;
      this.#entries = 2;
      return;
    }
    this.#add(encodeEntry(this.#key, this.#entries, content, this.#platform), this.#end);
    this.#entries += 1;
  }

  #add(bytes: Buffer, position: number): void {
    const { files } = this.#platform;
    try {
      files.write(this.#file, bytes, position);
      files.sync(this.#file);
    } catch (error) {
      this.#cut(position);
      throw error;
    }
    this.#before = position;
    this.#end = position + bytes.length;
  }

  /** Takes back the entry that was added last. */
  takeBack(): void {
    this.#entries -= 1;
    this.#end = this.#before;
    this.#cut(this.#end);
  }

  // Where even this fails, the next entry is written over what is left.
  #cut(length: number): void {
    try {
      this.#platform.files.truncate(this.#file, length);
      this.#platform.files.sync(this.#file);
    } catch {
      return;
    }
  }

  /** Empties the log: everything in it is in this writing of the container. */
  restart(base: LogBase, dataKey: Buffer): void {
    this.#base = base;
    this.#dataKey = dataKey;
    // The next entry has a key of its own; a copy of the log from before must not be read with what stays in memory.
    this.#key.fill(0);
    this.#end = 0;
    this.#cut(0);
  }

  /** Closes the log, and removes it where it is empty. */
  close(): void {
    if (this.isEmpty) removeIfThere(recoveryLogPath(this.#path), this.#platform);
    this.#platform.files.close(this.#file);
    this.#key.fill(0);
  }
}
