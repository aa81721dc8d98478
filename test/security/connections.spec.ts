import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { chromiumArguments, root } from '../e2e/launch.ts';
import { writeControl } from './control.ts';
import { listen, type Listener } from './listeners.ts';

test.skip(process.platform !== 'linux', 'system calls are traced on Linux');

/** How long a first start is watched: Chromium's own services wake up some seconds after it. */
const watchTime = 12_000;

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
  [ours, control] = await Promise.all([trace(root), trace(application.folder)]);
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

/** Runs an application under strace without any test driver in it, with a fresh profile. */
async function trace(application: string): Promise<Trace> {
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
  await new Promise((resolve) => setTimeout(resolve, watchTime));
  // The group is the test's own: strace and the application that it started.
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  await ended;
  const answer = { calls: await readFile(output, 'utf8'), started: existsSync(join(profile, 'Preferences')) };
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return answer;
}
