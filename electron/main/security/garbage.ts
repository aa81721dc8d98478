import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Has the engine collect what nobody uses any more: texts of a project that was just locked are given back to the system
 * now and not when memory becomes scarce. What it is given back from is not overwritten: this is a best effort.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
}
