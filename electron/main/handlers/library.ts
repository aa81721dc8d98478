import { failure, success } from '#core/result.ts';
import type { HandlersOf } from '#main/ipc/ipc.ts';
import { readLibrary } from '#project/library/library.ts';

/** Calls on the library of protocols in a folder. */
export function libraryHandlers(folder: string): HandlersOf<'library'> {
  return {
    'library.list': async () => {
      try {
        return success({ protocols: await readLibrary(folder) });
      } catch {
        return failure({ code: 'library-unreadable' });
      }
    },
  };
}
