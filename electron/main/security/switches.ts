import { writeFileSync } from 'node:fs';
import { app } from 'electron';

/** Chromium's own services that would talk to somebody, and what they are good for elsewhere. */
const unwantedFeatures = [
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

/**
 * Switches off everything in Chromium that could open a connection or leave a trace. Each of these stands
 * behind the request filter of the session: two guards, so that one may fail. Call it before Electron is ready.
 */
export function applySwitches(): void {
  const flags = [
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
  for (const flag of flags) app.commandLine.appendSwitch(flag);
  app.commandLine.appendSwitch('disable-features', unwantedFeatures.join(','));
  // No name is ever looked up, whatever asks.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
  // An argument from outside must not open a door into a packaged application.
  if (app.isPackaged) {
    for (const door of [
      'remote-debugging-port',
      'remote-debugging-pipe',
      'remote-allow-origins',
      'no-sandbox',
    ]) {
      app.commandLine.removeSwitch(door);
    }
  }
  // Only development as root goes without: Chromium cannot sandbox itself there.
  if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
}

/**
 * Keeps this process's memory out of a core dump, where the system lets it: a dump of an open project would
 * hold its keys. Child processes inherit the setting.
 */
export function forbidCoreDumps(): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // A system without the filter: nothing else can be done from inside the process.
  }
}
