// Builds the bundles of the modes on the command line, each beside its place and then moved there: a running
// application never sees half a bundle.
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from './paths.mjs';

mkdirSync(join(root, 'out'), { recursive: true });
for (const mode of process.argv.slice(2)) {
  const place = join(root, 'out', mode);
  const fresh = `${place}.${process.pid}.part`;
  const old = `${place}.${process.pid}.old`;
  await build({
    mode,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: fresh, emptyOutDir: true },
  });
  try {
    renameSync(place, old);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  renameSync(fresh, place);
  rmSync(old, { recursive: true, force: true });
}
