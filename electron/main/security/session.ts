import { app, type Session } from 'electron';
import { isOurAddress } from '#main/security/page-address.ts';

/**
 * Closes a session: no request leaves, nothing is permitted, nothing is downloaded, no dictionary is fetched.
 * `development` lets the developer tools load their own pages. Call it before a window uses the session.
 */
export async function closeSession(session: Session, development: boolean): Promise<void> {
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerLanguages([]);
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isAllowed(details.url, development) });
  });
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  session.setCertificateVerifyProc((_request, answer) => {
    answer(-2);
  });
  session.on('will-download', (event) => {
    event.preventDefault();
  });
  // Whatever passes the filter meets a proxy that is not there, on this machine too.
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'socks5://127.0.0.1:1',
    proxyBypassRules: '<-loopback>',
  });
}

/** Names are not resolved over HTTPS, nor by Chromium's own resolver. Call it when Electron is ready. */
export function closeResolver(): void {
  app.configureHostResolver({ enableBuiltInResolver: false, secureDnsMode: 'off' });
}

// Images that the page itself carries are data: addresses; they reach nobody.
function isAllowed(url: string, development: boolean): boolean {
  if (isOurAddress(url) || url.startsWith('data:image/')) return true;
  return development && url.startsWith('devtools://');
}
