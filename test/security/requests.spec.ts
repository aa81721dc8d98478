import { expect, test, type ElectronApplication } from '@playwright/test';
import { launch, type Launched } from '../support/window/launch.ts';
import { launchControl } from './control.ts';
import { listen, type Listener } from './listeners.ts';

let segl: Launched;
let listener: Listener;

test.beforeAll(async () => {
  segl = await launch();
  listener = await listen();
});

test.afterAll(async () => {
  listener.close();
  await segl.close();
});

/** What a page under somebody else's control would try; as text, since it runs in another world. */
function attempts(tcp: number, udp: number): string {
  return `(async () => {
    const http = 'http://127.0.0.1:${tcp}/';
    const quietly = (attempt) => { try { const made = attempt(); made?.catch?.(() => {}); } catch {} };
    quietly(() => fetch(http + 'fetch'));
    quietly(() => fetch(http.replace('http', 'https') + 'fetch'));
    quietly(() => navigator.sendBeacon(http + 'beacon', 'x'));
    quietly(() => new WebSocket('ws://127.0.0.1:${tcp}/socket'));
    quietly(() => new EventSource(http + 'events'));
    quietly(() => { new Image().src = http + 'image'; });
    quietly(() => { new Audio(http + 'audio').load(); });
    quietly(() => import(http + 'module.js'));
    quietly(() => new Worker(http + 'worker.js'));
    quietly(() => { const request = new XMLHttpRequest(); request.open('GET', http + 'xhr'); request.send(); });
    const tags = {
      link: [{ rel: 'stylesheet', href: 'style.css' }, { rel: 'prefetch', href: 'prefetch' },
             { rel: 'preload', as: 'font', href: 'font' }, { rel: 'preconnect', href: '' },
             { rel: 'dns-prefetch', href: '' }, { rel: 'icon', href: 'icon' }, { rel: 'manifest', href: 'manifest' }],
      script: [{ src: 'script.js' }], iframe: [{ src: 'frame' }], object: [{ data: 'object' }],
      embed: [{ src: 'embed' }], video: [{ src: 'video' }],
    };
    for (const [tag, all] of Object.entries(tags)) for (const attributes of all) quietly(() => {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) {
        element.setAttribute(name, ['href', 'src', 'data'].includes(name) ? http + value : value);
      }
      (document.head ?? document.documentElement).append(element);
    });
    quietly(() => { open('ftp://127.0.0.1:${tcp}/'); });
    quietly(() => {
      const form = document.createElement('form');
      form.method = 'post'; form.action = http + 'form'; form.target = '_blank';
      document.documentElement.append(form);
      form.submit();
    });
    quietly(async () => {
      const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${udp}' }] });
      peer.createDataChannel('channel');
      await peer.setLocalDescription(await peer.createOffer());
    });
  })()`;
}

/**
 * Runs the attempts in an empty window of an application, where no policy of a page of ours stands. The window stays
 * open, since some of them take their time; `errors` are those that requests have ended with so far.
 */
async function attemptFrom(
  app: ElectronApplication,
  script: string,
): Promise<{ readonly errors: () => Promise<readonly string[]>; readonly close: () => Promise<void> }> {
  await app.evaluate(async ({ BrowserWindow, session }, given) => {
    const chosen = BrowserWindow.getAllWindows()[0]?.webContents.session ?? session.defaultSession;
    const errors: string[] = [];
    Reflect.set(globalThis, 'attemptErrors', errors);
    chosen.webRequest.onErrorOccurred((details) => errors.push(details.error));
    const window = new BrowserWindow({ show: false, webPreferences: { session: chosen, sandbox: true } });
    Reflect.set(globalThis, 'attemptWindow', window);
    await window.loadURL('about:blank');
    await window.webContents.executeJavaScript(given, true);
  }, script);
  return {
    errors: () => app.evaluate(() => Reflect.get(globalThis, 'attemptErrors') as readonly string[]),
    close: () =>
      app.evaluate(() => {
        (Reflect.get(globalThis, 'attemptWindow') as { destroy: () => void }).destroy();
      }),
  };
}

/** How long after the last of the attempts was made something could still arrive, in milliseconds. */
const afterwards = 3_000;

test('control: from an application without guards the same requests arrive', async () => {
  const control = await launchControl();
  const before = listener.arrived();
  const attempt = await attemptFrom(control.app, attempts(listener.tcpPort, listener.udpPort));
  await expect.poll(() => listener.arrived().tcp - before.tcp).toBeGreaterThan(5);
  await expect.poll(() => listener.arrived().udp - before.udp).toBeGreaterThan(0);
  await attempt.close();
  await control.close();
});

test('no request of a hostile page leaves: the session cancels each of them', async () => {
  const before = listener.arrived();
  const attempt = await attemptFrom(segl.app, attempts(listener.tcpPort, listener.udpPort));
  await expect.poll(async () => (await attempt.errors()).length).toBeGreaterThan(5);
  await segl.page.waitForTimeout(afterwards);
  expect(listener.arrived()).toEqual(before);
  expect([...new Set(await attempt.errors())]).toEqual(['net::ERR_BLOCKED_BY_CLIENT']);
  await attempt.close();
});

test('no request of a script in our own page leaves', async () => {
  const before = listener.arrived();
  await segl.page.evaluate(attempts(listener.tcpPort, listener.udpPort)).catch(() => undefined);
  await segl.page.waitForTimeout(afterwards);
  expect(listener.arrived()).toEqual(before);
});

test('the default session is closed as well', async () => {
  const before = listener.arrived();
  const outcome = await segl.app.evaluate(async ({ session }, port) => {
    try {
      await session.defaultSession.fetch(`http://127.0.0.1:${String(port)}/`);
      return 'answered';
    } catch {
      return 'refused';
    }
  }, listener.tcpPort);
  expect(outcome).toBe('refused');
  expect(listener.arrived()).toEqual(before);
});

test('only the listed files are served, and nothing else by any spelling', async () => {
  const statuses = await segl.app.evaluate(async ({ BrowserWindow }) => {
    const ours = BrowserWindow.getAllWindows()[0]?.webContents.session;
    const status = async (address: string): Promise<number> => {
      try {
        return (await ours?.fetch(address))?.status ?? 0;
      } catch {
        return 0;
      }
    };
    return {
      page: await status('app://ui/'),
      others: await Promise.all(
        [
          'app://ui/../main/main.mjs',
          'app://ui/%2e%2e/main/main.mjs',
          'app://ui/..%2fmain%2fmain.mjs',
          'app://ui//etc/passwd',
          'app://other/',
          'app://ui.other/',
        ].map(status),
      ),
    };
  });
  expect(statuses.page).toBe(200);
  expect(statuses.others.filter((status) => status !== 404 && status !== 0)).toEqual([]);
});
