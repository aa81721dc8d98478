import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, powerMonitor, session, type BrowserWindow } from 'electron';
import type { Settings, WindowEvents } from '#contract/channels.ts';
import { Engine } from '#engine/engine.ts';
import { ProofExplainer } from '#engine/proof-explainer.ts';
import { Verifier } from '#engine/verifier.ts';
import { logUnexpected } from '#main/diagnostics/log.ts';
import { openHanded } from '#main/arriving/arrivals.ts';
import type { HandedFiles } from '#main/arriving/handed-files.ts';
import { handlersOf } from '#main/handlers/handlers.ts';
import { sendEvent, serveCalls } from '#main/ipc/ipc.ts';
import { SaveRequest } from '#main/leaving/save-request.ts';
import { lockWithTheMachine } from '#main/leaving/machine-lock.ts';
import { Locking, type Lockables } from '#main/leaving/locking.ts';
import { quitInOrder } from '#main/leaving/quit.ts';
import { closeResolver, closeSession } from '#main/security/session.ts';
import { SettingsStore } from '#main/settings/settings.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { vaultPlatform } from '#main/vault-platform.ts';
import { showMenu } from '#main/window/menu.ts';
import { servePages } from '#main/window/pages.ts';
import { createWindow, isBeingReplaced, loadPage } from '#main/window/window.ts';
import { SealedDesk } from '#project/exchange/sealed-desk.ts';
import { memoryOf } from '#project/keyring/keyring-memory.ts';
import { KeyringSession } from '#project/keyring/keyring-session.ts';
import { PdfThreads } from '#report/pdf-threads.ts';
import { ProjectSession } from '#project/session/project-session.ts';

type Tell = <Name extends keyof WindowEvents>(name: Name, payload: WindowEvents[Name]) => void;

/** Puts the application together and opens its window, with what was handed over. Call it once, when Electron is ready. */
export async function startApplication(handed: HandedFiles): Promise<void> {
  const development = !app.isPackaged;
  const applicationFolder = app.getAppPath();
  // In memory only: no cache, no storage, no history on disk.
  const ours = session.fromPartition('segl', { cache: false });
  closeResolver();
  await Promise.all([closeSession(ours, development), closeSession(session.defaultSession, development)]);
  servePages(ours, join(applicationFolder, 'out', 'renderer'));

  const settings = new SettingsStore(join(app.getPath('userData'), 'settings.json'));
  const window = createWindow(ours);
  const tell: Tell = (name, payload) => {
    sendEvent(window.webContents, name, payload);
  };
  const platform = vaultPlatform();
  const parts = partsOf(window, tell, applicationFolder, platform);
  const locking = new Locking(parts);
  const lock = (): void => {
    locking.lock();
  };
  const changeSettings = settingsWithMenu(settings, development, tell);
  serveCalls(
    handlersOf({ ...parts, settings, changeSettings, tell, lock, applicationFolder, development, platform }),
    () => (window.isDestroyed() ? undefined : window.webContents),
  );
  leaveInOrder(parts, locking, settings, tell);
  followWindow(window, locking);
  handed.deliver((files) => void openHanded({ ...parts, settings, tell, lock }, files));
  await loadPage(window);
}

function partsOf(
  window: BrowserWindow,
  tell: Tell,
  applicationFolder: string,
  platform: VaultPlatform,
): Lockables {
  const workerOf = (layer: string): URL => pathToFileURL(join(applicationFolder, 'out', layer, 'worker.mjs'));
  const workerFile = workerOf('engine');
  const keyring = new KeyringSession(join(app.getPath('userData'), 'keyring.segl'), platform);
  return {
    window,
    keyring,
    desk: new SealedDesk(),
    session: new ProjectSession(platform, {
      memory: () => memoryOf(keyring.open, platform.clock),
      onSealing: (problem) => {
        tell('session.sealing', { problem });
      },
    }),
    handOver: new SaveRequest(() => {
      tell('session.locking', {});
    }),
    engine: new Engine(workerFile),
    verifier: new Verifier(workerFile),
    explainer: new ProofExplainer(workerFile),
    pdfThreads: new PdfThreads(workerOf('report')),
  };
}

/** Shows the menu for the settings; the answer changes settings, and keeps and announces them. */
function settingsWithMenu(
  settings: SettingsStore,
  development: boolean,
  tell: Tell,
): (next: Settings) => void {
  const show = (): void => {
    showMenu(settings.current, {
      development,
      command: (command) => {
        tell('menu.command', { command });
      },
      changeSettings: change,
    });
  };
  const change = (next: Settings): void => {
    settings.update(next);
    show();
    tell('settings.changed', settings.current);
  };
  show();
  return change;
}

function leaveInOrder(
  { window, session: projects, keyring, handOver }: Lockables,
  locking: Locking,
  settings: SettingsStore,
  tell: Tell,
): void {
  window.on('blur', () => {
    projects.sealNow();
  });
  lockWithTheMachine(powerMonitor, {
    // The keyring has keys of its own.
    isOpen: () => projects.status === 'open' || keyring.open !== null,
    lockSoon: () => void locking.lockSoon(),
    lockNow: () => {
      locking.lockNow();
    },
    announce: (seconds) => {
      tell('session.idling', { seconds });
    },
    idleLimit: () => settings.current.idleMinutes * 60,
  });
  const leave = (): void => {
    locking.leave();
  };
  quitInOrder({ window, session: projects, handOver, locale: () => settings.current.locale, leave });
}

function followWindow(window: BrowserWindow, locking: Locking): void {
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  window.webContents.on('render-process-gone', (_event, details) => {
    if (isBeingReplaced(window)) return;
    logUnexpected(`the window: ${details.reason}`, undefined);
    locking.leave();
    void loadPage(window);
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
}
