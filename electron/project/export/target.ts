import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
  type BigIntStats,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { FailureCode } from '#contract/failures.ts';
import { failure, success, type Result } from '#core/result.ts';
import { containerMagic } from '#vault/container/envelope.ts';
import { realFiles, type FileOperations } from '#vault/files/platform.ts';
import { replaceFile } from '#vault/files/replace-file.ts';

/** The reason why a file is not written to a place. */
export interface TargetFailure {
  readonly code: Extract<FailureCode, `target-${string}` | 'file-unwritable'>;
}

/** A place that a file may be written to. */
export interface Target {
  /** Its absolute path, with every link on the way to its folder resolved. */
  readonly path: string;
  /** True where an ordinary file is there, which would be replaced. */
  readonly replaces: boolean;
}

/**
 * Says whether a file may be written to a place, and changes nothing. Refused are links, which are never followed, whatever
 * is no ordinary file, project files, and everything that belongs to `project` (the path of the open one, or null), by
 * whatever name or link it goes.
 */
export function checkTarget(path: string, project: string | null): Result<Target, TargetFailure> {
  if (/[/\\]$/u.test(path) && path.length > 1) return failure({ code: 'target-is-folder' });
  try {
    const whole = resolve(path);
    const folder = realpathSync(dirname(whole));
    if (!statSync(folder).isDirectory()) return failure({ code: 'target-folder-missing' });
    const place = join(folder, basename(whole));
    const there = lstatSync(place, { bigint: true, throwIfNoEntry: false });
    if (there?.isSymbolicLink() === true) return failure({ code: 'target-is-link' });
    if (there?.isDirectory() === true) return failure({ code: 'target-is-folder' });
    if (there?.isFile() === false) return failure({ code: 'target-is-no-file' });
    if (project !== null && belongsTo(realPlace(project), place, there)) {
      return failure({ code: 'target-is-project' });
    }
    if (there !== undefined && isProjectFile(place)) return failure({ code: 'target-is-project' });
    return success({ path: place, replaces: there !== undefined });
  } catch (error) {
    return failure({ code: targetFailure(error) });
  }
}

/**
 * Writes a file whole or not at all to a place that may be written to; see {@link checkTarget}. Unless it `mayReplace` what
 * is there, a file that is there is `target-exists`. What was there is untouched when this fails.
 */
export function writeTarget(
  path: string,
  bytes: Uint8Array,
  { project, mayReplace }: { readonly project: string | null; readonly mayReplace: boolean },
  files: FileOperations = realFiles,
): Result<null, TargetFailure> {
  const target = judge(path, project, mayReplace);
  if (!target.ok) return target;
  const latest: { target: Result<Target, TargetFailure> } = { target };
  // Somebody may have put something else there while the bytes were written.
  const beforePlacing = (): void => {
    latest.target = judge(path, project, mayReplace);
    if (!latest.target.ok) throw new Error('the file has lost its place');
  };
  try {
    replaceFile(target.value.path, bytes, { onto: mayReplace ? 'over' : 'nothing', beforePlacing }, files);
  } catch (error) {
    return latest.target.ok ? failure({ code: targetFailure(error) }) : latest.target;
  }
  return success(null);
}

/** True where two paths lead to one file, by whatever names. A path that leads nowhere leads to none. */
export function isSameFile(one: string, other: string): boolean {
  const [first, second] = [one, other].map(identityOf);
  return first !== null && first === second;
}

function judge(path: string, project: string | null, mayReplace: boolean): Result<Target, TargetFailure> {
  const target = checkTarget(path, project);
  return target.ok && target.value.replaces && !mayReplace ? failure({ code: 'target-exists' }) : target;
}

// A file beside the project has its name in the way of the working copy and the backups, there or not; whatever name a
// file has, its identity on the disk tells whether it is one of them.
function belongsTo(project: string, place: string, there: BigIntStats | undefined): boolean {
  const [folder, name] = [dirname(project), basename(project)];
  const identity = there === undefined ? null : identify(there);
  const beside = isSameFile(folder, dirname(place));
  if (beside && isOwnName(name, basename(place))) return true;
  return (
    identity !== null &&
    readdirSync(folder).some((each) => isOwnName(name, each) && identityOf(join(folder, each)) === identity)
  );
}

// How a file system tells capital letters from small ones, or how it writes å, is not worth a project.
function isOwnName(project: string, name: string): boolean {
  const [own, given] = [project, name].map((each) => each.normalize('NFC').toUpperCase().toLowerCase());
  if (own === undefined || given === undefined) return false;
  const isBackup = given.startsWith(`${own}.version-`) && given.endsWith('.backup');
  return given === own || given.replace(/^\.+/u, '.').startsWith(`.${own}.`) || isBackup;
}

// The project's file may have been moved away while it was open: its name and its working copy are still its own.
function realPlace(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return join(realpathSync(dirname(resolve(path))), basename(path));
  }
}

function isProjectFile(path: string): boolean {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const beginning = Buffer.alloc(containerMagic.length);
    readSync(file, beginning, 0, beginning.length, 0);
    return beginning.equals(containerMagic);
  } finally {
    closeSync(file);
  }
}

function identityOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : identify(found);
}

function identify({ dev, ino }: BigIntStats): string {
  return `${String(dev)} ${String(ino)}`;
}

function targetFailure(error: unknown): TargetFailure['code'] {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'target-folder-missing';
    case 'EEXIST':
      return 'target-exists';
    case 'EISDIR':
      return 'target-is-folder';
    case 'ELOOP':
      return 'target-is-link';
    case 'ENAMETOOLONG':
      return 'target-name-too-long';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'target-disk-full';
    default:
      return 'file-unwritable';
  }
}
