import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
 * Keeps the memory of this application's processes out of core dumps, where the system lets it: a dump of an open project
 * would hold its keys. What is started later inherits the limit; Chromium's zygotes, from which every page comes, are
 * there already.
 */
export function forbidCoreDumps(): void {
  if (process.platform !== 'linux') return;
  try {
    // Where the limit cannot be set, little is left in a dump.
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // A system without the filter.
  }
  for (const pid of [process.pid, ...descendantsOf(process.pid)]) {
    // There is no such call in Node; the program is part of every distribution.
    spawnSync('prlimit', ['--pid', String(pid), '--core=0:0'], { stdio: 'ignore' });
  }
}

function descendantsOf(pid: number): readonly number[] {
  try {
    const tasks = readdirSync(`/proc/${String(pid)}/task`);
    const children = tasks.flatMap((task) =>
      readFileSync(`/proc/${String(pid)}/task/${task}/children`, 'utf8')
        .split(' ')
        .filter(Boolean)
        .map(Number),
    );
    return children.flatMap((child) => [child, ...descendantsOf(child)]);
  } catch {
    return [];
  }
}
