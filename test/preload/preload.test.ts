import { beforeAll, expect, test, vi } from 'vitest';
import { channels, windowEventNames } from '#contract/channels.ts';

const electron = vi.hoisted(() => ({
  exposed: new Map<string, Record<string, (...values: readonly unknown[]) => unknown>>(),
  invoked: [] as string[],
  heard: [] as string[],
}));
vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: Record<string, () => unknown>) => electron.exposed.set(name, api),
  },
  ipcRenderer: {
    invoke: (name: string) => {
      electron.invoked.push(name);
      return Promise.resolve({ ok: true, value: {} });
    },
    on: (name: string) => electron.heard.push(name),
    off: () => undefined,
  },
}));

beforeAll(async () => {
  await import('#preload/preload.ts');
});

test('the preload script exposes one object with two functions', () => {
  expect([...electron.exposed.keys()]).toEqual(['segl']);
  expect(Object.keys(electron.exposed.get('segl') ?? {}).sort()).toEqual(['call', 'on']);
});

test('it lets through every channel and event of the contract, and no other name', async () => {
  const { call, on } = electron.exposed.get('segl') ?? {};
  const hostile = ['', 'toString', '__proto__', 'segl:session.state', 'session.state ', 'menu.command.x'];
  for (const name of [...Object.keys(channels), ...hostile]) await call?.(name, {});
  for (const name of [...windowEventNames, ...hostile]) on?.(name, () => undefined);
  expect(electron.invoked).toEqual(Object.keys(channels).map((name) => `segl:${name}`));
  expect(electron.heard).toEqual(windowEventNames.map((name) => `segl:event:${name}`));
});
