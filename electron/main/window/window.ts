import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { app, BrowserWindow, nativeTheme, type Session, type WebContents } from 'electron';
import { logUnexpected } from '#main/diagnostics/log.ts';
import { pageAddress } from '#main/security/page-address.ts';

/** The colours of an empty window, so that none flashes before the page is drawn: those of `--sunken`. */
const background = { light: '#ebedf0', dark: '#101215' } as const;

/** Makes the application's one window, with nothing in it. `session` must be closed to the world already. */
export function createWindow(session: Session): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 820,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Segl',
    icon: join(app.getAppPath(), 'resources', 'icons', 'segl.png'),
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      session,
      preload: join(app.getAppPath(), 'out', 'preload', 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      v8CacheOptions: 'none',
      devTools: !app.isPackaged,
    },
  });
  // The title bar never says what is open: it shows in task lists and screenshots.
  window.on('page-title-updated', (event) => {
    event.preventDefault();
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  return window;
}

/** Loads the page afresh: whatever the window held is gone. A window that is closing loads nothing. */
export async function loadPage(window: BrowserWindow): Promise<void> {
  if (window.isDestroyed()) return;
  try {
    await window.loadURL(pageAddress);
    window.webContents.navigationHistory.clear();
  } catch (error) {
    // Closed meanwhile, or another load took this one's place.
    if (!window.isDestroyed()) logUnexpected('loading the page', error);
  }
}

/** How long a page gets to make way for a fresh one, in milliseconds. */
const patience = 5_000;

/** The processes of the pages that are being replaced. */
const leaving = new WeakMap<WebContents, number>();

/** True while the page is being replaced: that its process ends is no crash then. */
export function isBeingReplaced({ webContents }: BrowserWindow): boolean {
  return leaving.has(webContents);
}

/**
 * Ends the page together with its process, and loads it afresh in another: what the old one held is not only out of
 * sight but out of memory. `atOnce` ends it before this returns; otherwise it gets a moment to be done, and is ended
 * where it does not make way: a document can keep it busy for ever.
 */
export async function replacePage(window: BrowserWindow, atOnce = false): Promise<void> {
  if (window.isDestroyed()) return;
  const { webContents } = window;
  const inProgress = leaving.get(webContents);
  if (inProgress !== undefined) {
    if (atOnce) endProcess(webContents, inProgress);
    return;
  }
  const old = webContents.getOSProcessId();
  leaving.set(webContents, old);
  try {
    if (atOnce) endProcess(webContents, old);
    else await makeWay(webContents);
    // Where it has not made way, it is ended all the same.
    endProcess(webContents, old);
    await leftAlone(old);
    await loadPage(window);
  } finally {
    leaving.delete(webContents);
  }
}

// Another site has another process. A page that is busy for ever never makes way, and its loading never ends then.
async function makeWay(webContents: WebContents): Promise<void> {
  const made = webContents.loadURL('about:blank').catch(() => undefined);
  await Promise.race([made, delay(patience)]);
}

function endProcess(webContents: WebContents, old: number): void {
  if (!webContents.isDestroyed() && webContents.getOSProcessId() === old) {
    webContents.forcefullyCrashRenderer();
  }
}

// A process that made way, or was ended, is gone soon.
async function leftAlone(old: number): Promise<void> {
  for (const begun = performance.now(); performance.now() - begun < patience;) {
    if (!app.getAppMetrics().some(({ pid }) => pid === old)) return;
    await delay(20);
  }
  if (app.getAppMetrics().some(({ pid }) => pid === old)) process.kill(old, 'SIGKILL');
}
