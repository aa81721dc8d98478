// Loaded before everything else: one source is read with a change, as the environment says.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mutated, readMutant } from './mutant.ts';
import { root } from '../support/places.ts';

const mutant = readMutant(process.env['SEGL_MUTANT']);

if (mutant !== null) {
  const path = join(root, mutant.file);
  const changed = pathToFileURL(path).href;
  registerHooks({
    load: (url, context, next) =>
      url === changed
        ? {
            format: 'module-typescript',
            shortCircuit: true,
            source: mutated(readFileSync(path, 'utf8'), mutant),
          }
        : next(url, context),
  });
}
