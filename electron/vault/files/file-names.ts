import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { VaultPlatform } from '#vault/files/platform.ts';

/** The longest name of a file, in bytes, on every file system that people work on. */
const longestName = 255;

/** The ending that SQLite gives to the journal beside a database, if only for a moment. */
const journalEnding = '-journal';

// A name that is too long with its endings is replaced by its digest: whatever can be a project can be opened.
function nameBeside(path: string, start: string, ending: string, further = ''): string {
  const name = basename(path);
  const whole = `${start}${name}${ending}`;
  if (Buffer.byteLength(whole + further) <= longestName) return whole;
  return `${start}segl-${createHash('sha256').update(name).digest('hex').slice(0, 32)}${ending}`;
}

const hidden = (path: string, ending: string): string => join(dirname(path), nameBeside(path, '.', ending));

/** Where what was saved since the last sealing lies while a project is open, and after a crash. */
export function recoveryLogPath(path: string): string {
  return hidden(path, '.work');
}

/** Where the file lies whose lock says that a project is open. */
export function lockPath(path: string): string {
  return join(dirname(path), nameBeside(path, '.', '.lock', journalEnding));
}

/** Where it is said who has a project open. */
export function holderPath(path: string): string {
  return hidden(path, '.holder');
}

/** A name that nobody can know before, for the working copy of one opening. */
export function workingCopyPath(path: string, platform: VaultPlatform): string {
  return hidden(path, `.${platform.random(16).toString('hex')}.open`);
}

/** A name that nobody can know before, for a file that is renamed once it is whole. */
export function unfinishedPath(path: string, platform: VaultPlatform): string {
  return hidden(path, `.${platform.random(8).toString('hex')}.new`);
}

/** Where the container of an earlier schema is kept when a project is brought up to date. */
export function backupPath(path: string, version: number, again: string): string {
  return join(dirname(path), nameBeside(path, '', `.version-${String(version)}${again}.backup`));
}

/** A free name for what is to be out of the way, and is not ours to remove. */
export function setAsidePath(place: string, platform: VaultPlatform): string {
  const ending = `-${platform.random(4).toString('hex')}.kept`;
  const name = basename(place);
  const fits = Buffer.byteLength(name + ending) <= longestName;
  return fits ? `${place}${ending}` : join(dirname(place), nameBeside(place, '.', ending));
}

const unfinished = /(?:\.[0-9a-f]{16}\.new|\.[0-9a-f]{32}\.open(?:-journal|-wal|-shm)?)$/u;

/** Everything beside a project that an opening or a sealing which was cut short left behind. */
export function unfinishedBeside(path: string): readonly string[] {
  const folder = dirname(path);
  const isOurs = (name: string): boolean => {
    const ending = unfinished.exec(name)?.[0];
    return ending !== undefined && nameBeside(path, '.', ending) === name;
  };
  return readdirSync(folder)
    .filter(isOurs)
    .map((name) => join(folder, name));
}

const copyEndings = /(?:\.version-\d+(?:-[0-9a-f]{8})?\.backup|\.work-[0-9a-f]{8}\.kept)$/u;

/** Base names of the backups and of the kept recovery files that lie beside a project. */
export function copiesBeside(path: string): readonly string[] {
  const isCopy = (name: string): boolean => {
    const ending = copyEndings.exec(name)?.[0];
    return ending !== undefined && ['', '.'].some((start) => nameBeside(path, start, ending) === name);
  };
  return readdirSync(dirname(path)).filter(isCopy).toSorted();
}
