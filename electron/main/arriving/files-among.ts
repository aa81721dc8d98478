import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of Segl that somebody opens from outside: by double click, or as an argument. */
export interface HandedFile {
  readonly kind: 'project' | 'sealed';
  /** Absolute. It never goes to the window. */
  readonly path: string;
}

const kinds: ReadonlyMap<string, HandedFile['kind']> = new Map([
  ['.segl', 'project'],
  ['.sealed', 'sealed'],
]);

/** The files of Segl among the arguments of a start; desktops hand them over as paths or as addresses. Others are passed over. */
export function filesAmong(args: readonly string[], folder: string): readonly HandedFile[] {
  return args.flatMap((argument) => {
    const path = pathOf(argument, folder);
    const kind = path === null ? undefined : kinds.get(extname(path).toLowerCase());
    return path === null || kind === undefined ? [] : [{ kind, path }];
  });
}

function pathOf(argument: string, folder: string): string | null {
  if (argument.startsWith('-')) return null;
  if (!argument.startsWith('file:')) return resolve(folder, argument);
  try {
    return fileURLToPath(argument);
  } catch {
    // An address of another machine, or none at all.
    return null;
  }
}
