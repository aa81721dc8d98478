import { closeSync, lstatSync } from 'node:fs';
import { writeAtomically } from '#vault/files/atomic-file.ts';
import { holderPath, setAsidePath, unfinishedPath } from '#vault/files/file-names.ts';
import { removeIfThere, type VaultPlatform } from '#vault/files/platform.ts';
import { openRegular, readAt, sizeOf } from '#vault/files/regular-file.ts';
import { decodeHolder, encodeHolder, longestHolder, type Holder } from '#vault/holder/holder-format.ts';

/** What lies where a holder file would: nothing, who wrote it, or something that is not to be trusted. */
export type FoundHolder = 'nothing' | 'strange' | Holder;

/** A project, as far as its holder file is concerned. */
export interface HeldProject {
  readonly path: string;
  readonly vault: string;
  readonly dataKey: Buffer;
}

/** Reads who has a project open, or had it open last. Follows and waits for nothing, and changes nothing. */
export function readHolder({ path, vault, dataKey }: HeldProject): FoundHolder {
  const place = holderPath(path);
  if (lstatSync(place, { throwIfNoEntry: false }) === undefined) return 'nothing';
  const bytes = bytesAt(place);
  return bytes === null ? 'strange' : (decodeHolder(bytes, vault, dataKey) ?? 'strange');
}

/** Gets what is not to be trusted out of the place of a holder file. Throws as node:fs does. */
export function setHolderAside(path: string, platform: VaultPlatform): void {
  const place = holderPath(path);
  platform.files.rename(place, setAsidePath(place, platform));
}

/** The holder file of an open project. */
export class HolderFile {
  readonly #path: string;
  readonly #vault: string;
  readonly #holder: Holder;
  readonly #platform: VaultPlatform;
  #bytes: Buffer = Buffer.alloc(0);

  private constructor({ path, vault }: HeldProject, holder: Holder, platform: VaultPlatform) {
    this.#path = path;
    this.#vault = vault;
    this.#holder = holder;
    this.#platform = platform;
  }

  /** Says who has a project open from now on, in place of whoever had it. Throws as node:fs does. */
  static write(project: HeldProject, opening: string, platform: VaultPlatform): HolderFile {
    const { author, host, clock } = platform;
    const { name, fingerprint } = author ?? { name: null, fingerprint: null };
    const holder = { name, fingerprint, host, since: clock.now().toISOString(), opening };
    const file = new HolderFile(project, holder, platform);
    try {
      file.#place(project.dataKey);
      return file;
    } catch (error) {
      file.remove();
      throw error;
    }
  }

  /** Says it again under another data key. Where that cannot be written, nothing is said. */
  renew(dataKey: Buffer): void {
    try {
      this.#place(dataKey);
    } catch {
      // Nobody needs it: whoever asks is told that the project is open, and not by whom.
    }
  }

  /** Takes it away, unless somebody else took the project over. */
  remove(): void {
    const place = holderPath(this.#path);
    if (bytesAt(place)?.equals(this.#bytes) === true) removeIfThere(place, this.#platform);
  }

  #place(dataKey: Buffer): void {
    const bytes = encodeHolder(this.#holder, this.#vault, dataKey, this.#platform);
    const placed = (): void => {
      this.#bytes = bytes;
    };
    const placing = { beside: unfinishedPath(this.#path, this.#platform), onto: 'over', placed } as const;
    writeAtomically(holderPath(this.#path), [bytes], placing, this.#platform.files);
  }
}

function bytesAt(place: string): Buffer | null {
  try {
    const file = openRegular(place);
    try {
      return sizeOf(file) > longestHolder ? null : readAt(file, 0, longestHolder);
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}
