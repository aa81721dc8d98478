import { expect, test } from '@playwright/test';
import { launch, type Launched } from '../support/window/launch.ts';
import { listen, type Listener } from './listeners.ts';

// Several guards stand behind each other, so a test of what arrives notices none of them. Here each is looked at
// alone: those before it are taken away in the running application, and what it does is its own.

let segl: Launched;
let listener: Listener;

// Remembers what the application itself asks of Chromium while it starts. The tool that drives it sets some switches of
// its own, before this.
const watchStart = `
  const { app } = require('electron');
  const start = { resolver: [], switches: {} };
  globalThis.seglStart = start;
  const configure = app.configureHostResolver;
  app.configureHostResolver = (settings) => {
    start.resolver.push(settings);
    configure.call(app, settings);
  };
  const append = app.commandLine.appendSwitch;
  app.commandLine.appendSwitch = (name, value) => {
    start.switches[name] = value ?? '';
    append.call(app.commandLine, name, ...(value === undefined ? [] : [value]));
  };`;

interface Start {
  readonly resolver: readonly unknown[];
  readonly switches: Readonly<Record<string, string>>;
}

function askedAtStart(): Promise<Start> {
  return segl.app.evaluate(() => Reflect.get(globalThis, 'seglStart') as Start);
}

test.beforeAll(async () => {
  segl = await launch([], {}, watchStart);
  listener = await listen();
});

test.afterAll(async () => {
  listener.close();
  await segl.close();
});

/** Which guards a request does not meet. */
interface Lifted {
  readonly filter: boolean;
  readonly proxy: boolean;
}

/** What a request from each session of the application to the listener ends with. */
async function outcomes(lifted: Lifted): Promise<readonly string[]> {
  return segl.app.evaluate(
    async ({ BrowserWindow, session }, { port, filter, proxy }) => {
      const ours = BrowserWindow.getAllWindows()[0]?.webContents.session;
      const told: string[] = [];
      for (const each of [ours, session.defaultSession]) {
        if (each === undefined) continue;
        if (filter) each.webRequest.onBeforeRequest(null);
        if (proxy) await each.setProxy({ mode: 'direct' });
        try {
          await each.fetch(`http://127.0.0.1:${String(port)}/`);
          told.push('answered');
        } catch (error) {
          told.push(String(error).replace(/^.*net::/, ''));
        }
      }
      return told;
    },
    { ...lifted, port: listener.tcpPort },
  );
}

test('the filter of either session cancels a request before anything else sees it', async () => {
  expect(await outcomes({ filter: false, proxy: false })).toEqual([
    'ERR_BLOCKED_BY_CLIENT',
    'ERR_BLOCKED_BY_CLIENT',
  ]);
  expect(listener.arrived()).toEqual({ tcp: 0, udp: 0 });
});

test('what passes the filter meets a proxy that is not there, also on the way to this machine', async () => {
  const proxies = await segl.app.evaluate(
    async ({ BrowserWindow, session }, addresses) => {
      const ours = BrowserWindow.getAllWindows()[0]?.webContents.session;
      const both = ours === undefined ? [] : [ours, session.defaultSession];
      return Promise.all(both.flatMap((each) => addresses.map((address) => each.resolveProxy(address))));
    },
    ['http://127.0.0.1/', 'https://localhost/', 'wss://example.org/', 'ftp://example.org/'],
  );
  expect(proxies).toHaveLength(8);
  expect([...new Set(proxies)]).toEqual(['SOCKS5 127.0.0.1:1']);
  expect(await outcomes({ filter: true, proxy: false })).toEqual([
    'ERR_PROXY_CONNECTION_FAILED',
    'ERR_PROXY_CONNECTION_FAILED',
  ]);
  expect(listener.arrived()).toEqual({ tcp: 0, udp: 0 });
});

test('what passes filter and proxy finds no address, not even one that is written as a number', async () => {
  expect(await outcomes({ filter: true, proxy: true })).toEqual([
    'ERR_NAME_NOT_RESOLVED',
    'ERR_NAME_NOT_RESOLVED',
  ]);
  expect(listener.arrived()).toEqual({ tcp: 0, udp: 0 });
});

test('names are not asked for over HTTPS, nor with a resolver of its own', async () => {
  const { resolver } = await askedAtStart();
  expect(resolver).toEqual([{ enableBuiltInResolver: false, secureDnsMode: 'off' }]);
});

test('the policy of our own page refuses each kind of request by itself', async () => {
  const refused = await segl.page.evaluate(
    async (http) => {
      const directives = new Set<string>();
      const expected = 8;
      const all = new Promise<void>((resolve) => {
        document.addEventListener('securitypolicyviolation', (violation) => {
          directives.add(violation.effectiveDirective);
          if (directives.size >= expected) resolve();
        });
      });
      const element = (tag: string, attributes: Readonly<Record<string, string>>): void => {
        const made = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
        document.head.append(made);
      };
      const quietly = (attempt: () => unknown): void => {
        try {
          attempt();
        } catch {
          // Refused, and told by the event.
        }
      };
      void fetch(http).catch(() => undefined);
      element('img', { src: http });
      element('video', { src: http });
      element('link', { rel: 'stylesheet', href: http });
      element('iframe', { src: http });
      element('base', { href: http });
      quietly(() => {
        element('script', { src: http });
      });
      quietly(() => {
        const form = document.createElement('form');
        form.action = http;
        document.body.append(form);
        form.submit();
      });
      await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 120_000))]);
      return [...directives].toSorted();
    },
    `http://127.0.0.1:${String(listener.tcpPort)}/`,
  );
  expect(refused).toEqual(
    expect.arrayContaining([
      'base-uri',
      'connect-src',
      'form-action',
      'frame-src',
      'img-src',
      'media-src',
      'require-trusted-types-for',
      'style-src-elem',
    ]),
  );
});

test('the services of Chromium that would talk to somebody are switched off', async () => {
  const asked = (await askedAtStart()).switches;
  expect(switches.filter((name) => asked[name] !== '')).toEqual([]);
  expect(asked['disable-features']?.split(',')).toEqual(expect.arrayContaining(disabledFeatures));
  expect(asked['host-resolver-rules']).toBe('MAP * ~NOTFOUND');
  expect(asked['force-webrtc-ip-handling-policy']).toBe('disable_non_proxied_udp');
  const missing = await segl.app.evaluate(
    ({ app }, names) => names.filter((name) => !app.commandLine.hasSwitch(name)),
    Object.keys(asked),
  );
  expect(missing).toEqual([]);
});

test('no web contents tells another its addresses over WebRTC', async () => {
  const policies = await segl.app.evaluate(({ BrowserWindow, webContents }) => {
    const later = new BrowserWindow({ show: false });
    const told = webContents.getAllWebContents().map((each) => each.getWebRTCIPHandlingPolicy());
    later.destroy();
    return told;
  });
  expect(policies).toEqual(['disable_non_proxied_udp', 'disable_non_proxied_udp']);
});

test('no certificate, password or key of a client is given to anybody who asks', async () => {
  const told = await segl.app.evaluate(({ app }) => {
    const prevented: string[] = [];
    const answers: unknown[][] = [];
    const event = (name: string): unknown => ({ preventDefault: () => prevented.push(name) });
    const answer = (...given: unknown[]): void => {
      answers.push(given);
    };
    const contents = { emit: () => false };
    app.emit('certificate-error', event('certificate'), contents, 'https://x/', 'error', null, answer);
    app.emit('select-client-certificate', event('client'), contents, 'https://x/', [{}], answer);
    app.emit('login', event('login'), contents, {}, {}, answer);
    return { prevented, answers };
  });
  expect(told).toEqual({ prevented: ['certificate', 'client', 'login'], answers: [[false], []] });
});

const switches = [
  'disable-background-networking',
  'disable-breakpad',
  'disable-component-update',
  'disable-crash-reporter',
  'disable-default-apps',
  'disable-domain-reliability',
  'disable-field-trial-config',
  'disable-gpu-shader-disk-cache',
  'disable-speech-api',
  'disable-sync',
  'dns-prefetch-disable',
  'metrics-recording-only',
  'no-default-browser-check',
  'no-first-run',
  'no-pings',
];

const disabledFeatures = [
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
  'DialMediaRouteProvider',
  'DnsOverHttps',
  'InterestFeedContentSuggestions',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'SpareRendererForSitePerProcess',
  'Translate',
];
