// The sqlite addon for a runtime whose Node-API is older than the one the prebuilt addon asks for.
import { cpSync, existsSync, renameSync, rmSync, copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cache, inCheckout, nodePath } from './paths.mjs';
import { run } from './run.mjs';
import { say, SetupFailure } from './say.mjs';

const packageName = 'better-sqlite3';

// The addon asks for Node-API 10 for one thing, cheap external strings and buffers, which the experimental
// headers declare also where the runtime says 9.
const flags = '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT';

/** Builds the addon into `target` unless it is there. `packages` holds node-gyp. */
export async function ensureAddon(target, packages) {
  if (existsSync(target)) return;
  say('compiling the database for the development runtime (once, about two minutes) …');
  const work = join(cache, `addon.${process.pid}.part`);
  const copy = join(work, 'node_modules', packageName);
  rmSync(work, { recursive: true, force: true });
  // A copy, so that the installed package keeps the addon that Node itself uses.
  cpSync(inCheckout('node_modules', packageName), copy, { recursive: true });
  cpSync(inCheckout('node_modules', 'node-addon-api'), join(work, 'node_modules', 'node-addon-api'), {
    recursive: true,
  });
  const gyp = join(packages, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  const status = await run(
    nodePath(),
    [gyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${dirname(dirname(nodePath()))}`, '-j', '2'],
    { cwd: copy, env: { ...process.env, CXXFLAGS: flags } },
  );
  if (status !== 0) throw new SetupFailure('the database addon could not be compiled: see above.');
  const half = `${target}.${process.pid}.part`;
  copyFileSync(join(copy, 'build', 'Release', 'better_sqlite3.node'), half);
  renameSync(half, target);
  rmSync(work, { recursive: true, force: true });
}
