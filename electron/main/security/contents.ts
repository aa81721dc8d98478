import { app, type WebContents } from 'electron';
import { pageAddress } from '#main/security/page-address.ts';

/**
 * Guards every window and every web contents that will ever exist: other programs cannot record it, and it cannot
 * leave its page, open a window, hold a webview, be asked for a password or accept a certificate. Call it before
 * a window exists.
 */
export function guardContents(): void {
  app.on('browser-window-created', (_event, window) => {
    // Where the system knows how: Windows and macOS.
    window.setContentProtection(true);
  });
  app.on('web-contents-created', (_event, contents) => {
    guard(contents);
  });
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _certificates, answer) => {
    event.preventDefault();
    answer();
  });
  app.on('login', (event) => {
    event.preventDefault();
  });
}

function guard(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    // The page may be loaded afresh, as the development menu's reload does, and nothing else.
    if (event.url !== pageAddress) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || event.url !== pageAddress) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
