import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Mutant } from './mutant.ts';
import { root } from '../support/places.ts';

/** How a mutant was noticed, from what says most to what says least; from `protocol` on it was not. */
export const outcomes = [
  'compiler',
  'crash',
  'endless',
  'independent',
  'verdict',
  'undecided',
  'protocol',
  'names',
  'nothing',
  'unreached',
  'equivalent',
] as const;
export type Outcome = (typeof outcomes)[number];

export interface Result {
  readonly mutant: Mutant;
  readonly outcome: Outcome;
  /** What was noticed first of the kind; null where nothing was. */
  readonly what: string | null;
}

/** How many seconds of work a process is given: most need two. */
const patience = 60;
const judge = join(import.meta.dirname, 'judge.ts');
const hook = join(import.meta.dirname, 'hook.ts');

const cache = join(root, 'out', 'mutation', 'compiled');

/** Judges a mutant in a process of its own. */
export async function runMutant(mutant: Mutant, goldenFile: string): Promise<Result> {
  const mutated = mutant.file.includes('4-prove') ? 'encoder' : 'translation';
  const args = ['--no-warnings', '--import', hook, judge, goldenFile, mutated];
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
  if (signal !== null) return { mutant, outcome: 'endless', what: null };
  if (status !== 0)
    return {
      mutant,
      outcome: 'crash',
      what: complained.split('\n').find((line) => line.includes('Error')) ?? '',
    };
  const read = JSON.parse(said) as { readonly kind: Outcome; readonly what: string } | null;
  return { mutant, outcome: read?.kind ?? 'nothing', what: read?.what ?? null };
}
