import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | null = null;

/**
 * Has the engine of the scripts overwrite memory that it frees: a text is a string there, which nothing else can
 * overwrite. Call it before anything of a project is in memory.
 */
export function overwriteFreedMemory(): void {
  setFlagsFromString('--clear-free-memory');
  setFlagsFromString('--expose-gc');
  const collector: unknown = runInNewContext('gc');
  if (typeof collector === 'function') collect = () => void Reflect.apply(collector, undefined, []);
}

/** Frees what nobody holds any more before it returns; takes some tens of milliseconds. */
export function freeMemory(): void {
  collect?.();
}
