import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { ensureTrialPackage, trialFolder } from '#setup/trial.mjs';
import { chromiumArguments, root } from '../../support/window/launch.ts';
import { processTree, renderersIn } from './processes.ts';

/** The user that a package runs as where the tests run as root: Chromium has no sandbox for root. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

/** How long a program may take to start, in milliseconds. */
const longestStart = 240_000;

/** A program that is started with arguments, variables and channels from outside. */
export interface Subject {
  readonly executable: string;
  /** What stands before the arguments from outside. */
  readonly args: readonly string[];
  /** Whom it runs as; undefined: whoever runs the tests. */
  readonly user: number | undefined;
}

/** A package in a folder of the test's own, which it may change; `folder` is readable for everybody. */
export async function packagedSegl(): Promise<
  Subject & { readonly folder: string; readonly remove: () => void }
> {
  await ensureTrialPackage();
  const folder = newFolder(isRoot ? nobody : undefined);
  cpSync(join(trialFolder, 'linux-unpacked'), join(folder, 'package'), { recursive: true });
  return {
    folder: join(folder, 'package'),
    executable: join(folder, 'package', 'segl'),
    args: [],
    user: isRoot ? nobody : undefined,
    remove: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** The same application as developers run it, where doors are open: it shows that a test could have seen them. */
export const developersSegl: Subject = {
  executable: join(root, 'node_modules', 'electron', 'dist', 'electron'),
  args: [...chromiumArguments(), root],
  user: undefined,
};

/** A folder that the user of a subject may write into. */
function newFolder(user: number | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'segl-package-'));
  if (user !== undefined) chownSync(folder, user, user);
  return folder;
}

/** What a program is started with. */
export interface Outside {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A running subject. */
export interface Running {
  /** Where a tool that drives it would write to, and where it would answer. */
  readonly pipes: readonly [Writable, Readable];
  /** Its processes now. */
  readonly processes: () => readonly number[];
  /** What it has printed so far. */
  readonly printed: () => string;
  /** Asks again and again until the answer is true; false where it never was, or the program ended before. */
  readonly until: (answer: () => boolean) => Promise<boolean>;
  readonly end: () => Promise<void>;
}

/** Starts a subject with a profile of its own and without any test driver. */
export function start({ executable, args, user }: Subject, outside: Outside): Running {
  const folder = newFolder(user);
  const child = spawn(
    executable,
    [...args, ...(outside.args ?? []), `--user-data-dir=${join(folder, 'profile')}`],
    {
      detached: true,
      env: { ...process.env, HOME: folder, ...display(folder, user), ...outside.env },
      // The last two are Chromium's channel for a tool that drives it.
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      ...(user === undefined ? {} : { uid: user, gid: user }),
    },
  );
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  for (const stream of child.stdio) stream?.on('error', () => undefined);
  const ended = once(child, 'exit');
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const [, , , question, answer] = child.stdio;
  if (!(question instanceof Writable) || !(answer instanceof Readable)) throw new Error('there are pipes');
  return {
    pipes: [question, answer],
    processes: () => (child.pid === undefined ? [] : processTree(child.pid)),
    printed: () => printed,
    until: async (answer) => {
      for (let waited = 0; waited < longestStart; waited += 100) {
        if (answer()) return true;
        if (hasEnded()) return answer();
        await wait(100);
      }
      return false;
    },
    end: async () => {
      // The group is the test's own.
      if (!hasEnded() && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Whether a window's page has begun to run: what is done at the start has been done then. */
export function hasWindow(running: Running): boolean {
  return renderersIn(running.processes()).length > 0;
}

// Another user cannot read what lets the tests use the display.
function display(folder: string, user: number | undefined): Readonly<Record<string, string>> {
  const authority = process.env['XAUTHORITY'];
  if (user === undefined || authority === undefined) return {};
  const copy = join(folder, 'authority');
  copyFileSync(authority, copy);
  chownSync(copy, user, user);
  return { XAUTHORITY: copy };
}
