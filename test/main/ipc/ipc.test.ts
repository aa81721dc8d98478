import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { channels, type ChannelName } from '#contract/channels.ts';
import { failureCodes } from '#contract/failures.ts';
import { success } from '#core/result.ts';
import type { Handlers } from '#main/ipc/ipc.ts';
import { runs } from '../../support/random.ts';

type Listener = (event: unknown, raw: unknown) => Promise<unknown>;

const registered = vi.hoisted(() => new Map<string, Listener>());
vi.mock('electron', () => ({
  ipcMain: {
    handle: (name: string, listener: Listener) => {
      registered.set(name, listener);
    },
  },
}));

const { serveCalls } = await import('#main/ipc/ipc.ts');

const names = Object.keys(channels) as ChannelName[];
const mainFrame = { url: 'app://ui/' };
const contents = { mainFrame };
const ownEvent = { sender: contents, senderFrame: mainFrame };

/** Handlers that all do the same; each test says what. */
function handlersThat(answer: (input: unknown) => unknown): Handlers {
  return Object.fromEntries(names.map((name) => [name, answer])) as unknown as Handlers;
}

function serve(answer: (input: unknown) => unknown): void {
  registered.clear();
  serveCalls(handlersThat(answer), () => contents as never);
}

async function call(name: ChannelName, raw: unknown, event: unknown = ownEvent): Promise<unknown> {
  const listener = registered.get(`segl:${name}`);
  if (listener === undefined) throw new Error(`nobody serves ${name}`);
  return listener(event, raw);
}

const written: string[] = [];
beforeEach(() => {
  written.length = 0;
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a call', () => {
  test('is served for every channel of the contract, and for no other name', () => {
    serve(() => success({}));
    expect([...registered.keys()].sort()).toEqual(names.map((name) => `segl:${name}`).sort());
  });

  test('reaches its handler with a parsed input', async () => {
    const seen: unknown[] = [];
    serve((input) => {
      seen.push(input);
      return success({ revision: 1 });
    });
    expect(await call('project.save', { text: 'protocol' })).toEqual({ ok: true, value: { revision: 1 } });
    expect(seen).toEqual([{ text: 'protocol' }]);
  });

  test.each([
    ['another window', { sender: { mainFrame }, senderFrame: mainFrame }],
    ['a frame inside the page', { sender: contents, senderFrame: { url: 'app://ui/' } }],
    ['a frame that is gone', { sender: contents, senderFrame: null }],
  ])('from %s is refused, and no handler sees it', async (_what, event) => {
    const handler = vi.fn(() => success({}));
    serve(handler);
    for (const name of names) {
      expect(await call(name, {}, event)).toEqual({ ok: false, error: { code: 'sender-refused' } });
    }
    expect(handler).not.toHaveBeenCalled();
  });

  test.each(['about:blank', 'data:text/html,x', 'file:///x', 'app://ui.other/', 'https://ui/', ''])(
    'from our main frame that shows %s is refused',
    async (url) => {
      serve(() => success({}));
      const frame = { url };
      const moved = { mainFrame: frame };
      registered.clear();
      serveCalls(
        handlersThat(() => success({})),
        () => moved as never,
      );
      expect(await call('session.state', {}, { sender: moved, senderFrame: frame })).toEqual({
        ok: false,
        error: { code: 'sender-refused' },
      });
    },
  );

  test('with any malformed input is refused with a code, and no handler sees it', async () => {
    const handler = vi.fn(() => success({}));
    serve(handler);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.anything({
          withDate: true,
          withMap: true,
          withNullPrototype: true,
          withBigInt: true,
          withTypedArray: true,
        }),
        async (name, raw) => {
          fc.pre(!channels[name].input.safeParse(raw).success);
          expect(await call(name, raw)).toEqual({ ok: false, error: { code: 'input-refused' } });
        },
      ),
      { numRuns: runs(2_000) },
    );
    expect(handler).not.toHaveBeenCalled();
  });

  test('with something added to a right input is refused', async () => {
    serve(() => success({}));
    expect(await call('session.state', { path: '/etc/passwd' })).toEqual({
      ok: false,
      error: { code: 'input-refused' },
    });
    expect(await call('project.save', { text: '', path: '/etc' })).toEqual({
      ok: false,
      error: { code: 'input-refused' },
    });
  });

  test('whose handler throws anything is answered with a code, and nothing of it is told or logged', async () => {
    const secret = 'the name of a classified key';
    for (const thrown of [new Error(secret), new TypeError(secret), secret, { secret }, undefined]) {
      serve(vi.fn().mockRejectedValue(thrown));
      expect(await call('session.state', {})).toEqual({ ok: false, error: { code: 'internal' } });
    }
    expect(written.length).toBe(5);
    expect(written.join('')).not.toContain(secret);
  });

  test('whose answer is not what the contract says never reaches the window', async () => {
    serve(() => success({ fileName: '/home/analyst/secret.segl', extra: true }));
    expect(await call('session.state', {})).toEqual({ ok: false, error: { code: 'internal' } });
  });

  test('that fails is answered with its code alone', async () => {
    serve(() => ({ ok: false, error: { code: 'vault-in-use', path: '/home/analyst/secret.segl' } }));
    expect(await call('session.state', {})).toEqual({ ok: false, error: { code: 'vault-in-use' } });
    expect(failureCodes).toContain('vault-in-use');
  });

  test('with who has the project open is answered with that, and with nothing else of it', async () => {
    const holder = { name: 'Ada', since: '2026-01-01T00:00:00.000Z', host: 'station-1' };
    serve(() => ({ ok: false, error: { code: 'vault-in-use', holder, path: '/home/analyst/secret.segl' } }));
    const told = { ok: false, error: { code: 'vault-in-use', holder } };
    expect(await call('session.state', {})).toEqual(told);
    serve(() => ({ ok: false, error: { code: 'vault-in-use', holder: { ...holder, key: 'secret' } } }));
    expect(await call('session.state', {})).toEqual({ ok: false, error: { code: 'internal' } });
  });
});
