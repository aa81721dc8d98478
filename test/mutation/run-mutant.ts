import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Mutant } from './mutant.ts';
import { root } from '../support/places.ts';

/** What comes of a process that judges a mutant: what it wrote, or how it ended without. */
export type Judged =
  | { readonly kind: 'said'; readonly text: string }
  | { readonly kind: 'crash'; readonly what: string }
  | { readonly kind: 'endless' };

const hook = join(import.meta.dirname, 'hook.ts');
const cache = join(root, 'out', 'mutation', 'compiled');

/** Has a script judge a mutant, in a process of its own that may work for so many seconds. */
export async function runMutant(
  mutant: Mutant,
  script: string,
  given: readonly string[],
  patience: number,
): Promise<Judged> {
  const args = ['--no-warnings', '--import', hook, join(import.meta.dirname, script), ...given];
  // Seconds of work, not of time: how busy the machine is says nothing.
  const limited = ['-c', `ulimit -t ${patience}; exec nice -n 6 "$0" "$@"`, process.execPath, ...args];
  const child = spawn('sh', limited, {
    env: {
      ...process.env,
      SEGL_MUTANT: JSON.stringify(mutant),
      NODE_V8_COVERAGE: '',
      NODE_COMPILE_CACHE: cache,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [said, complained] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  child.stderr.on('data', (data: Buffer) => (complained += data.toString()));
  const { status, signal } = await new Promise<{ status: number | null; signal: NodeJS.Signals | null }>(
    (resolve) =>
      child.on('close', (code, by) => {
        resolve({ status: code, signal: by });
      }),
  );
  if (signal !== null) return { kind: 'endless' };
  if (status !== 0)
    return { kind: 'crash', what: complained.split('\n').find((line) => line.includes('Error')) ?? '' };
  return { kind: 'said', text: said };
}
