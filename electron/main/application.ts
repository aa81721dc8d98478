import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, powerMonitor, session, type BrowserWindow } from 'electron';
import type { Settings, WindowEvents } from '#contract/channels.ts';
import { Engine } from '#engine/engine.ts';
import { Verifier } from '#engine/verifier.ts';
import { Desk } from '#main/desk.ts';
import { analysisHandlers } from '#main/handlers/analysis.ts';
import { dossierHandlers } from '#main/handlers/dossier.ts';
import { documentHandlers } from '#main/handlers/document.ts';
import { drawingHandlers } from '#main/handlers/drawing.ts';
import { projectHandlers } from '#main/handlers/project.ts';
import { releaseHandlers } from '#main/handlers/release.ts';
import { reportHandlers } from '#main/handlers/report.ts';
import { sessionHandlers } from '#main/handlers/session.ts';
import { settingsHandlers } from '#main/handlers/settings.ts';
import { verificationHandlers } from '#main/handlers/verification.ts';
import { HandOver } from '#main/hand-over.ts';
import { sendEvent, serveCalls } from '#main/ipc.ts';
import { lockWithTheMachine } from '#main/lock.ts';
import { logUnexpected } from '#main/log.ts';
import { showMenu } from '#main/menu.ts';
import { servePages } from '#main/pages.ts';
import { quitInOrder } from '#main/quit.ts';
import { freeMemory } from '#main/security/freed-memory.ts';
import { closeResolver, closeSession } from '#main/security/session.ts';
import { SettingsStore } from '#main/settings.ts';
import { vaultPlatform } from '#main/vault-platform.ts';
import { PdfThreads } from '#report/pdf-threads.ts';
import { createWindow, isBeingReplaced, loadPage, replacePage } from '#main/window.ts';

/** How long the window gets to save what was typed last, in milliseconds, before the keys go. */
const savingTime = 3_000;

/** Puts the application together and opens its window. Call it once, when Electron is ready. */
export async function startApplication(): Promise<void> {
  const development = !app.isPackaged;
  const output = join(app.getAppPath(), 'out');
  const resources = join(app.getAppPath(), 'resources');
  // In memory only: no cache, no storage, no history on disk.
  const ours = session.fromPartition('segl', { cache: false });
  closeResolver();
  await Promise.all([closeSession(ours, development), closeSession(session.defaultSession, development)]);
  servePages(ours, join(output, 'renderer'));

  const pdfThreads = new PdfThreads(pathToFileURL(join(output, 'report', 'worker.mjs')));
  const reportResources = {
    threads: pdfThreads,
    fontFolder: join(resources, 'fonts'),
    qpdfFile: join(app.getAppPath(), 'node_modules', '@neslinesli93', 'qpdf-wasm', 'dist', 'qpdf.wasm'),
  };
  const settings = new SettingsStore(join(app.getPath('userData'), 'settings.json'));
  const window = createWindow(ours);
  const tell = <Name extends keyof WindowEvents>(name: Name, payload: WindowEvents[Name]): void => {
    sendEvent(window.webContents, name, payload);
  };
  const desk = new Desk(vaultPlatform(), (problem) => {
    tell('session.sealing', { problem });
  });
  const handOver = new HandOver(() => {
    tell('session.locking', {});
  });
  const workerFile = pathToFileURL(join(output, 'engine', 'worker.mjs'));
  const engine = new Engine(workerFile);
  const verifier = new Verifier(workerFile);
  // Keys and every text leave memory together.
  const leave = (hurried = false): void => {
    engine.cancel();
    verifier.stop();
    pdfThreads.stop();
    desk.lock(hurried);
    // Nothing may come after this before the machine sleeps.
    if (hurried) freeMemory();
  };
  // What the page and its calls held is let go of when they are gone.
  const replace = async (atOnce: boolean): Promise<void> => {
    await replacePage(window, atOnce);
    freeMemory();
  };
  // The page goes after the answer to whoever asked for the lock: it goes with the page.
  const lock = (): void => {
    leave();
    setImmediate(() => void replace(false));
  };
  const lockSoon = async (): Promise<void> => {
    const { vault } = desk;
    const handedOver = await handOver.request(savingTime);
    // Locked meanwhile, by the analyst or because the machine falls asleep.
    if (desk.vault !== vault) return;
    if (handedOver !== 'saved') desk.noteLoss();
    lock();
  };
  const lockNow = (): void => {
    leave(true);
    void replace(true);
  };
  const changeSettings = async (next: Settings): Promise<void> => {
    await settings.update(next);
    showApplicationMenu();
    // What came meanwhile is not taken back.
    tell('settings.changed', settings.current);
  };
  const showApplicationMenu = (): void => {
    showMenu(settings.current, {
      development,
      command: (command) => {
        tell('menu.command', { command });
      },
      changeSettings: (next) => void changeSettings(next),
    });
  };

  serveCalls(
    {
      ...sessionHandlers(desk, settings, handOver, development),
      ...projectHandlers({
        desk,
        settings,
        window,
        example: { folder: join(resources, 'sample'), ...reportResources },
        lock,
      }),
      ...dossierHandlers(desk),
      ...documentHandlers({ desk, settings, window }),
      ...analysisHandlers(desk, engine),
      ...verificationHandlers({ desk, verifier, settings, tell }),
      ...reportHandlers({ desk, engine, window, resources: reportResources }),
      ...releaseHandlers({ desk, window, resources: reportResources }),
      ...drawingHandlers({ desk, engine, window }),
      ...settingsHandlers(settings, changeSettings),
    },
    () => (window.isDestroyed() ? undefined : window.webContents),
  );
  showApplicationMenu();
  window.on('blur', () => {
    desk.sealNow();
  });
  lockWithTheMachine(powerMonitor, {
    isOpen: () => desk.vault !== null,
    lockSoon: () => void lockSoon(),
    lockNow,
  });
  quitInOrder({ window, desk, handOver, locale: () => settings.current.locale, leave });
  followWindow(window, leave);
  await loadPage(window);
}

function followWindow(window: BrowserWindow, leave: () => void): void {
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  window.webContents.on('render-process-gone', (_event, details) => {
    if (isBeingReplaced(window)) return;
    logUnexpected(`the window: ${details.reason}`, undefined);
    leave();
    void loadPage(window);
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
}
