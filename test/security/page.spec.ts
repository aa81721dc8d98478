import { expect, test } from '@playwright/test';
import { channels, windowEventNames } from '#contract/channels.ts';
import { launch, type Launched } from '../support/window/launch.ts';
import { launchControl } from './control.ts';
import { listen } from './listeners.ts';

let segl: Launched;

test.beforeEach(async () => {
  segl = await launch();
});

test.afterEach(async () => {
  await segl.close();
});

test('every permission is denied', async () => {
  const answers = await segl.page.evaluate(async (names) => {
    const states = await Promise.all(
      names.map(async (name) => {
        try {
          // The list names more than the types know of.
          return (await navigator.permissions.query({ name: name as PermissionName })).state;
        } catch {
          return 'unknown';
        }
      }),
    );
    return Object.fromEntries(names.map((name, index) => [name, states[index]]));
  }, permissions);
  const granted = Object.entries(answers).filter(([, state]) => state === 'granted' || state === 'prompt');
  expect(granted).toEqual([]);
  expect(Object.values(answers).filter((state) => state === 'denied').length).toBeGreaterThan(5);
});

test('asking for a device is denied', async () => {
  const outcomes = await segl.page.evaluate(async () => {
    const outcome = async (ask: () => Promise<unknown>): Promise<string> => {
      try {
        return `allowed: ${String(await ask())}`;
      } catch {
        return 'denied';
      }
    };
    return Promise.all([
      outcome(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      outcome(() => navigator.mediaDevices.getDisplayMedia()),
      outcome(() => navigator.clipboard.readText()),
      outcome(
        () =>
          new Promise((resolve, reject) => {
            navigator.geolocation.getCurrentPosition(resolve, reject);
          }),
      ),
      outcome(() =>
        Notification.requestPermission().then((state) =>
          state === 'granted' ? state : Promise.reject(new Error()),
        ),
      ),
    ]);
  });
  expect([...new Set(outcomes)]).toEqual(['denied']);
});

test('control: an application without guards grants permissions', async () => {
  const control = await launchControl();
  const state = await control.app.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false });
    await window.loadURL('data:text/html,control');
    const answer: unknown = await window.webContents.executeJavaScript(
      'navigator.permissions.query({ name: "notifications" }).then((answer) => answer.state)',
    );
    return answer;
  });
  await control.close();
  expect(state).not.toBe('denied');
});

for (const [way, script] of Object.entries({
  'a script that sets the address': 'location.href = "https://example.org/"',
  'a data address': 'location.href = "data:text/html,hostile"',
  'a file address': 'location.href = "file:///etc/passwd"',
  'another page of ours': 'location.href = "app://ui/other.html"',
  'a link':
    'const a = document.createElement("a"); a.href = "https://example.org/"; document.body.append(a); a.click()',
  'a form':
    'const f = document.createElement("form"); f.action = "https://example.org/"; document.body.append(f); f.submit()',
  'a refresh':
    'const m = document.createElement("meta"); m.httpEquiv = "refresh"; m.content = "0;url=https://example.org/"; document.head.append(m)',
})) {
  test(`the address stays: ${way}`, async () => {
    await segl.page.evaluate(script).catch(() => undefined);
    await segl.page.waitForTimeout(2_000);
    expect(await addressOf(segl)).toBe('app://ui/');
  });
}

test('the address stays: a file dropped on the window', async () => {
  await segl.page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['<h1>hostile</h1>'], 'hostile.html', { type: 'text/html' }));
    data.setData('text/uri-list', 'file:///etc/passwd');
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(
        new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }),
      );
    }
  });
  await segl.page.waitForTimeout(2_000);
  expect(await addressOf(segl)).toBe('app://ui/');
});

test('no window is opened and no webview attached', async () => {
  await segl.page.evaluate(() => {
    window.open('about:blank');
    window.open('app://ui/');
    window.open('https://example.org/', '_blank', 'noopener');
    const link = document.createElement('a');
    link.target = '_blank';
    link.href = 'app://ui/';
    document.body.append(link);
    link.click();
    const webview = document.createElement('webview');
    webview.setAttribute('src', 'about:blank');
    document.body.append(webview);
  });
  await segl.page.waitForTimeout(2_000);
  const counts = await segl.app.evaluate(({ BrowserWindow, webContents }) => [
    BrowserWindow.getAllWindows().length,
    webContents.getAllWebContents().filter((contents) => contents.getType() !== 'remote').length,
  ]);
  expect(counts).toEqual([1, 1]);
});

test('a download is refused', async () => {
  const begun = await segl.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return new Promise<string>((resolve) => {
      contents?.session.on('will-download', (event) => {
        resolve(event.defaultPrevented ? 'refused' : 'begun');
      });
      contents?.downloadURL('app://ui/');
    });
  });
  expect(begun).toBe('refused');
});

test('no script comes from text: inline, event attribute, eval, import of data', async () => {
  expect(await segl.page.evaluate(scriptsFromText, { waitFor: 1, patience: 2_000 })).toEqual([]);
});

test('control: in a page without a policy the same scripts run', async () => {
  const control = await launchControl();
  const opened = control.app.waitForEvent('window');
  await control.app.evaluate(({ BrowserWindow }) =>
    new BrowserWindow({ show: false }).loadURL('about:blank'),
  );
  const ran = await (await opened).evaluate(scriptsFromText, { waitFor: 3, patience: 60_000 });
  await control.close();
  expect(ran).toEqual(expect.arrayContaining(['hostile_inline', 'hostile_setAttribute', 'hostile_eval']));
});

test('markup from text is refused, and styles need the nonce of the answer', async () => {
  const outcome = await segl.page.evaluate(() => {
    const refused = (run: () => void): boolean => {
      try {
        run();
        return false;
      } catch {
        return true;
      }
    };
    const colourWith = (nonce: string | undefined): string => {
      const style = document.createElement('style');
      if (nonce !== undefined) style.nonce = nonce;
      style.textContent = 'body { outline-color: rgb(1, 2, 3) }';
      document.head.append(style);
      const colour = getComputedStyle(document.body).outlineColor;
      style.remove();
      return colour;
    };
    return {
      markup: refused(() => {
        document.body.innerHTML = '<b>hostile</b>';
      }),
      withoutNonce: colourWith(undefined),
      withNonce: colourWith(document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce),
    };
  });
  expect(outcome.markup).toBe(true);
  expect(outcome.withoutNonce).not.toBe('rgb(1, 2, 3)');
  expect(outcome.withNonce).toBe('rgb(1, 2, 3)');
});

test('one script may become a thread, what reads PDF files, and no other, whoever names it', async () => {
  const foreign = await listen();
  try {
    const outcome = await segl.page.evaluate(
      async (address) => {
        type Trust = (own: string) => string;
        const policies = Reflect.get(window, 'trustedTypes') as {
          createPolicy(name: string, rules: { createScriptURL: Trust }): { createScriptURL: Trust };
        };
        const trust = policies.createPolicy('segl-pdf-worker', { createScriptURL: (own) => own });
        const start = (script: string): Promise<string> =>
          new Promise((resolve) => {
            try {
              const thread = new Worker(script, { type: 'module' });
              thread.addEventListener('message', () => {
                thread.terminate();
                resolve('started');
              });
              thread.addEventListener('error', () => {
                resolve('refused');
              });
            } catch {
              resolve('refused');
            }
          });
        const reader = 'app://ui/assets/pdf-worker.js';
        const text = 'postMessage(1)';
        return {
          reader: await start(trust.createScriptURL(reader)),
          readerAsText: await start(reader),
          own: await start(trust.createScriptURL(document.scripts[0]?.src ?? '')),
          blob: await start(trust.createScriptURL(URL.createObjectURL(new Blob([text])))),
          data: await start(trust.createScriptURL(`data:text/javascript,${text}`)),
          foreign: await start(trust.createScriptURL(address)),
        };
      },
      `http://127.0.0.1:${String(foreign.tcpPort)}/worker.js`,
    );
    expect(outcome).toEqual({
      reader: 'started',
      readerAsText: 'refused',
      own: 'refused',
      blob: 'refused',
      data: 'refused',
      foreign: 'refused',
    });
    expect(foreign.arrived()).toEqual({ tcp: 0, udp: 0 });
  } finally {
    foreign.close();
  }
});

test('the bridge has exactly the listed names, and cannot be changed', async () => {
  const seen = await segl.page.evaluate(() => ({
    names: Object.keys(window.segl).sort(),
    kinds: Object.values(window.segl).map((value: unknown) => typeof value),
  }));
  expect(seen).toEqual({ names: ['call', 'on'], kinds: ['function', 'function'] });
  const globals = await segl.page.evaluate(() =>
    ['require', 'module', 'exports', 'process', 'global', 'Buffer', 'electron', 'ipcRenderer', 'segl'].filter(
      (name) => name in window,
    ),
  );
  expect(globals).toEqual(['segl']);
});

test('the bridge knows the channels and events of the contract, and no others', async () => {
  const codes = await segl.page.evaluate(
    async (names) => {
      const call = Reflect.get(window.segl, 'call') as (name: string, input: unknown) => Promise<unknown>;
      return Promise.all(names.map((name) => call(name, { hostile: true })));
    },
    ['', 'segl:session.state', '__proto__', 'constructor', 'session.state.x'],
  );
  expect(codes).toEqual(codes.map(() => ({ ok: false, error: { code: 'input-refused' } })));
  const state = await segl.page.evaluate(() => window.segl.call('session.state', {}));
  expect(state.ok).toBe(true);
  expect(Object.keys(channels).length).toBeGreaterThan(5);
  const unheard = await segl.page.evaluate((known) => {
    const on = Reflect.get(window.segl, 'on') as (name: string, listener: () => void) => unknown;
    return [...known, 'hostile'].map((name) => typeof on(name, () => undefined));
  }, windowEventNames);
  expect(unheard.every((kind) => kind === 'function')).toBe(true);
});

test('a call from any other frame or window is refused', async () => {
  const answers = await segl.app.evaluate(async ({ BrowserWindow, app }) => {
    const own = BrowserWindow.getAllWindows()[0];
    if (own === undefined) return [];
    const ask = 'window.segl.call("session.state", {})';
    const preload = `${app.getAppPath()}/out/preload/preload.cjs`;
    const open = async (address: string): Promise<unknown> => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: { session: own.webContents.session, preload, sandbox: true },
      });
      await window.loadURL(address);
      const answer: unknown = await window.webContents.executeJavaScript(ask);
      window.destroy();
      return answer;
    };
    const first: unknown = await own.webContents.executeJavaScript(ask);
    return [first, await open('app://ui/'), await open('about:blank')];
  });
  expect(answers[0]).toMatchObject({ ok: true });
  expect(answers.slice(1)).toEqual([1, 2].map(() => ({ ok: false, error: { code: 'sender-refused' } })));
});

/**
 * Tries every way to make a script from text, in the page; answers with the names of those that ran: when there are
 * as many as are waited for, or when the patience, in milliseconds, is over.
 */
async function scriptsFromText(given: {
  readonly waitFor: number;
  readonly patience: number;
}): Promise<readonly string[]> {
  const mark = (name: string): string => `window.hostile_${name} = true`;
  const attempt = async (run: () => unknown): Promise<void> => {
    try {
      await run();
    } catch {
      // Refused, as it should be.
    }
  };
  const addScript = (set: (script: HTMLScriptElement) => void): void => {
    const script = document.createElement('script');
    set(script);
    document.head.append(script);
  };
  // The tool that drives the page may evaluate text itself; what follows a timeout is the page's own doing.
  await new Promise((resolve) => setTimeout(resolve, 50));
  await attempt(() => {
    addScript((script) => {
      script.text = mark('inline');
    });
  });
  await attempt(() => {
    addScript((script) => {
      script.src = `data:text/javascript,${mark('data')}`;
    });
  });
  await attempt(() => {
    document.body.insertAdjacentHTML('beforeend', `<img src="data:," onerror="${mark('attribute')}">`);
  });
  await attempt(() => {
    const image = document.createElement('img');
    image.setAttribute('onerror', mark('setAttribute'));
    image.src = 'data:,';
    document.body.append(image);
  });
  await attempt(() => Reflect.apply(eval, undefined, [mark('eval')]));
  await attempt(() => {
    const made: unknown = Reflect.construct(Function, [mark('function')]);
    if (typeof made === 'function') Reflect.apply(made, undefined, []);
  });
  await attempt(() => Reflect.apply(setTimeout, undefined, [mark('timeout'), 0]) as unknown);
  await attempt(() => import(/* @vite-ignore */ `data:text/javascript,${mark('import')}`));
  const ran = (): readonly string[] => Object.keys(window).filter((name) => name.startsWith('hostile_'));
  for (let waited = 0; waited < given.patience && ran().length < given.waitFor; waited += 100) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return ran();
}

async function addressOf({ app }: Launched): Promise<string | undefined> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
}

const permissions = [
  'accelerometer',
  'ambient-light-sensor',
  'background-fetch',
  'background-sync',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'geolocation',
  'gyroscope',
  'idle-detection',
  'keyboard-lock',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'nfc',
  'notifications',
  'payment-handler',
  'periodic-background-sync',
  'persistent-storage',
  'pointer-lock',
  'push',
  'screen-wake-lock',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'window-management',
] as const;
