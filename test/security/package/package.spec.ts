import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { isSandboxed, listeningPorts, renderersIn } from './processes.ts';
import {
  developersSegl,
  hasWindow,
  packagedSegl,
  start,
  type Outside,
  type Running,
  type Subject,
} from './subject.ts';

test.skip(process.platform !== 'linux', 'what a program opens is read from /proc');

let segl: Awaited<ReturnType<typeof packagedSegl>>;

test.beforeAll(async () => {
  segl = await packagedSegl();
});

test.afterAll(() => {
  segl.remove();
});

/** Starts a subject, does something with it and ends it whatever happens. */
async function during<Value>(running: Running, work: (running: Running) => Promise<Value>): Promise<Value> {
  try {
    return await work(running);
  } finally {
    await running.end();
  }
}

test('every fuse of the packaged binary is as it should be', async () => {
  const wire = await getCurrentFuseWire(segl.executable);
  const state = (fuse: FuseV1Options): boolean => wire[fuse] === FuseState.ENABLE;
  expect({
    runAsNode: state(FuseV1Options.RunAsNode),
    cookieEncryption: state(FuseV1Options.EnableCookieEncryption),
    nodeOptions: state(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    nodeCliInspect: state(FuseV1Options.EnableNodeCliInspectArguments),
    asarIntegrity: state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyAsar: state(FuseV1Options.OnlyLoadAppFromAsar),
    browserSnapshot: state(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
    fileProtocol: state(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    cookieEncryption: true,
    nodeOptions: false,
    nodeCliInspect: false,
    asarIntegrity: true,
    onlyAsar: true,
    browserSnapshot: false,
    fileProtocol: false,
  });
});

const doors: Readonly<Record<string, readonly string[]>> = {
  'the debugger of pages': ['--remote-debugging-port=0'],
  'the debugger of the main process': ['--inspect=0'],
};

test('no argument opens a port of a package, and none takes its sandbox', async () => {
  await during(start(segl, { args: ['--no-sandbox', ...Object.values(doors).flat()] }), async (running) => {
    const isShown = await running.until(() => renderersIn(running.processes()).some(isSandboxed));
    expect(isShown, running.printed()).toBe(true);
    expect(listeningPorts(running.processes())).toEqual([]);
    expect(running.printed()).not.toMatch(/listening on/i);
  });
});

for (const [door, args] of Object.entries(doors)) {
  test(`control: with the same argument ${door} listens in development`, async () => {
    await during(start(developersSegl, { args }), async (running) => {
      expect(await running.until(() => listeningPorts(running.processes()).length > 0)).toBe(true);
    });
  });
}

test('a package does not wait for a debugger', async () => {
  await during(start(segl, { args: ['--inspect-brk=0'] }), async (running) => {
    expect(await running.until(() => hasWindow(running)), running.printed()).toBe(true);
    expect(listeningPorts(running.processes())).toEqual([]);
  });
});

/** Asks a program over the pipes of a driving tool what it is; whether it answered. */
async function answersOnPipe(subject: Subject): Promise<boolean> {
  return during(start(subject, { args: ['--remote-debugging-pipe'] }), async (running) => {
    const [question, answer] = running.pipes;
    let heard = '';
    answer.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    question.write('{"id":1,"method":"Browser.getVersion"}\0');
    // Where somebody answers, it is while the program starts.
    expect(await running.until(() => hasWindow(running))).toBe(true);
    return heard.includes('protocolVersion');
  });
}

test('no tool drives a package over a pipe', async () => {
  expect(await answersOnPipe(segl)).toBe(false);
});

test('control: a tool drives the application in development over a pipe', async () => {
  expect(await answersOnPipe(developersSegl)).toBe(true);
});

/** Whether code of somebody else runs in a subject that is asked to run it in each way that there is. */
async function runsStrangersCode(
  subject: Subject,
  ways: readonly ('variable' | 'options')[],
): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'segl-strangers-'));
  try {
    chmodSync(folder, 0o777);
    const [code, mark] = [join(folder, 'code.cjs'), join(folder, 'mark')];
    writeFileSync(code, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '');`);
    const asNode = ways.includes('variable');
    const outside: Outside = {
      args: asNode ? [code] : [],
      env: {
        ...(asNode ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
        ...(ways.includes('options') ? { NODE_OPTIONS: `--require ${code}` } : {}),
      },
    };
    return await during(start(subject, outside), async (running) => {
      expect(await running.until(() => existsSync(mark) || hasWindow(running))).toBe(true);
      return existsSync(mark);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('no variable of the environment makes a package run code of somebody else', async () => {
  expect(await runsStrangersCode(segl, ['variable', 'options'])).toBe(false);
});

test('control: in development the same variables do', async () => {
  expect(await runsStrangersCode({ ...developersSegl, args: [] }, ['variable'])).toBe(true);
  expect(await runsStrangersCode(developersSegl, ['options'])).toBe(true);
});
