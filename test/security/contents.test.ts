import { EventEmitter } from 'node:events';
import { beforeAll, expect, test, vi } from 'vitest';

// Several of these guards stand behind each other in a real window, where no one of them would be missed. Here each
// is asked alone.

const app = vi.hoisted(() => {
  const listeners = new Map<string, (...given: readonly unknown[]) => void>();
  return {
    listeners,
    on: (name: string, listener: (...given: readonly unknown[]) => void) => listeners.set(name, listener),
  };
});
vi.mock('electron', () => ({ app }));

class Contents extends EventEmitter {
  opening: ((details: unknown) => unknown) | undefined;
  webRtc: string | undefined;
  setWindowOpenHandler(handler: (details: unknown) => unknown): void {
    this.opening = handler;
  }
  setWebRTCIPHandlingPolicy(policy: string): void {
    this.webRtc = policy;
  }
}

const contents = new Contents();

beforeAll(async () => {
  const { guardContents } = await import('#main/security/contents.ts');
  guardContents();
  app.listeners.get('web-contents-created')?.({}, contents);
});

/** Whether something that a web contents is about to do is prevented. */
function isPrevented(event: string, details: Readonly<Record<string, unknown>> = {}): boolean {
  const preventDefault = vi.fn();
  contents.emit(event, { ...details, preventDefault });
  return preventDefault.mock.calls.length > 0;
}

const elsewhere = [
  'https://example.org/',
  'app://ui/other.html',
  'app://ui.other/',
  'file:///etc/passwd',
  'about:blank',
];

test.each(elsewhere)('the page does not go to %s, nor does a frame', (url) => {
  expect(isPrevented('will-navigate', { url })).toBe(true);
  expect(isPrevented('will-frame-navigate', { url, isMainFrame: true })).toBe(true);
  expect(isPrevented('will-frame-navigate', { url, isMainFrame: false })).toBe(true);
});

test('the page may be loaded afresh, in the main frame only', () => {
  expect(isPrevented('will-navigate', { url: 'app://ui/' })).toBe(false);
  expect(isPrevented('will-frame-navigate', { url: 'app://ui/', isMainFrame: true })).toBe(false);
  expect(isPrevented('will-frame-navigate', { url: 'app://ui/', isMainFrame: false })).toBe(true);
});

test('no redirect is followed and no webview attached', () => {
  expect(isPrevented('will-redirect', { url: 'app://ui/' })).toBe(true);
  expect(isPrevented('will-attach-webview')).toBe(true);
});

test('no window is opened, and WebRTC tells no address', () => {
  expect(contents.opening?.({ url: 'app://ui/' })).toEqual({ action: 'deny' });
  expect(contents.webRtc).toBe('disable_non_proxied_udp');
});

test('a window is protected when it is made', () => {
  const setContentProtection = vi.fn();
  app.listeners.get('browser-window-created')?.({}, { setContentProtection });
  expect(setContentProtection.mock.calls).toEqual([[true]]);
});
