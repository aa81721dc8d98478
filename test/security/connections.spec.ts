import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { chromiumArguments, root } from '../support/window/launch.ts';
import { writeControl } from './control.ts';
import { listen, type Listener } from './listeners.ts';

test.skip(process.platform !== 'linux', 'system calls are traced on Linux');

/** How long an application is watched after it has started: Chromium's own services wake up some seconds later. */
const watchTime = 12_000;

/** How long it may take to start, in milliseconds. */
const longestStart = 240_000;

const electron = join(root, 'node_modules', 'electron', 'dist', 'electron');

let ours: Trace;
let control: Trace;
let listener: Listener;

test.beforeAll(async () => {
  listener = await listen();
  const application = await writeControl(`
    import { app, net } from 'electron';
    app.whenReady().then(() => net.fetch('http://127.0.0.1:${String(listener.tcpPort)}/').catch(() => {}));
  `);
  const port = `htons(${String(listener.tcpPort)})`;
  [ours, control] = await Promise.all([
    trace(root),
    trace(application.folder, (calls) => calls.includes(port)),
  ]);
  await application.remove();
});

test.afterAll(() => {
  listener.close();
});

test('a first start opens no connection, not even to this machine', () => {
  expect(ours.started).toBe(true);
  expect(internetCalls(ours.calls)).toEqual([]);
});

test('control: the same trace shows the connection of an application that opens one', () => {
  expect(internetCalls(control.calls).join('\n')).toContain(`htons(${String(listener.tcpPort)})`);
});

interface Trace {
  readonly calls: string;
  /** Whether the application got as far as writing its profile. */
  readonly started: boolean;
}

/** Lines of a trace in which something was sent to, or a connection opened with, an internet address. */
function internetCalls(trace: string): readonly string[] {
  return trace.split('\n').filter((line) => /\b(connect|sendto|sendmsg|sendmmsg)\(.*AF_INET6?\b/.test(line));
}

/**
 * Runs an application under strace without any test driver in it, with a fresh profile, until it is done with
 * starting and as long as it is watched after that. `isDone` is asked what was traced so far.
 */
async function trace(application: string, isDone: (calls: string) => boolean = () => true): Promise<Trace> {
  const folder = await mkdtemp(join(tmpdir(), 'segl-trace-'));
  const output = join(folder, 'calls');
  const profile = join(folder, 'profile');
  const watched = ['-f', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-o', output];
  const child = spawn(
    'strace',
    [...watched, electron, ...chromiumArguments(), `--user-data-dir=${profile}`, application],
    {
      detached: true,
      stdio: 'ignore',
    },
  );
  const ended = once(child, 'exit');
  const hasStarted = (): boolean => existsSync(join(profile, 'Preferences'));
  const isReady = async (): Promise<boolean> => hasStarted() && isDone(await readFile(output, 'utf8'));
  for (let waited = 0; waited < longestStart && !(await isReady()); waited += 500) await wait(500);
  await wait(watchTime);
  // The group is the test's own: strace and the application that it started.
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  await ended;
  const answer = { calls: await readFile(output, 'utf8'), started: hasStarted() };
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return answer;
}
