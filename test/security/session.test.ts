import { beforeAll, expect, test, vi } from 'vitest';

// What a session answers to Electron when it is asked, each answer alone: in a real window several of them stand behind
// each other, and devices cannot be had.

vi.mock('electron', () => ({ app: {} }));

type Handler = (...given: readonly unknown[]) => unknown;
const given = new Map<string, unknown>();
const session = new Proxy(
  {},
  {
    get: (_target, name) => {
      const keep = (value: unknown): void => void given.set(String(name), value);
      if (name === 'webRequest')
        return { onBeforeRequest: (handler: Handler) => given.set('request', handler) };
      if (name === 'on') return (event: string, handler: Handler) => given.set(event, handler);
      return keep;
    },
  },
);

beforeAll(async () => {
  const { closeSession } = await import('#main/security/session.ts');
  await closeSession(session as never, false);
});

/** What a handler answers by itself. */
function answerTo(name: string, ...question: readonly unknown[]): unknown {
  const handler = given.get(name);
  return typeof handler === 'function' ? Reflect.apply(handler, undefined, question) : 'no handler';
}

/** What a handler answers to a question with a callback. */
function answerOf(name: string, ...question: readonly unknown[]): unknown {
  let answered: unknown = 'nothing';
  answerTo(name, ...question, (answer: unknown) => {
    answered = answer;
  });
  return answered;
}

const permissions = [
  ...[
    'clipboard-read',
    'clipboard-sanitized-write',
    'display-capture',
    'fileSystem',
    'fullscreen',
    'geolocation',
  ],
  ...[
    'hid',
    'idle-detection',
    'keyboardLock',
    'media',
    'mediaKeySystem',
    'midi',
    'midiSysex',
    'notifications',
  ],
  ...[
    'openExternal',
    'pointerLock',
    'serial',
    'speaker-selection',
    'storage-access',
    'top-level-storage-access',
  ],
  ...['unknown', 'usb', 'window-management'],
];

test.each(permissions)('%s is not permitted: not asked for, and not there already', (permission) => {
  expect(answerOf('setPermissionRequestHandler', {}, permission)).toBe(false);
  expect(answerTo('setPermissionCheckHandler', {}, permission, 'app://ui/', {})).toBe(false);
});

test.each(['hid', 'serial', 'usb'])('no device is permitted: %s', (deviceType) => {
  expect(answerTo('setDevicePermissionHandler', { deviceType, origin: 'app://ui/' })).toBe(false);
  expect(given.get('setDisplayMediaRequestHandler')).toBeNull();
});

test('no word is looked up in a dictionary', () => {
  expect(given.get('setSpellCheckerEnabled')).toBe(false);
  expect(given.get('setSpellCheckerLanguages')).toEqual([]);
});

test('no certificate is accepted', () => {
  expect(answerOf('setCertificateVerifyProc', { hostname: 'example.org', verificationResult: 'OK' })).toBe(
    -2,
  );
});

test.each([
  ['app://ui/', false],
  ['data:image/png;base64,', false],
  ['data:text/html,x', true],
  ['app://ui.other/', true],
  ['file:///etc/passwd', true],
  ['https://example.org/', true],
  ['ws://127.0.0.1/', true],
  ['devtools://devtools/bundled/inspector.html', true],
  ['chrome://gpu/', true],
])('a request of a package for %s is cancelled: %s', (url, cancel) => {
  expect(answerOf('request', { url })).toEqual({ cancel });
});
