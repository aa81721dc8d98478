import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, type Session } from 'electron';
import { logUnexpected } from '#main/log.ts';
import { pageAddress } from '#main/page-address.ts';

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

/** Loads the page afresh, and ends the old one where it does not make way: a document can keep it busy for ever. */
export async function replacePage(window: BrowserWindow): Promise<void> {
  if (window.isDestroyed()) return;
  const { webContents } = window;
  const ending = setTimeout(() => {
    if (!webContents.isDestroyed()) webContents.forcefullyCrashRenderer();
  }, patience);
  webContents.once('did-navigate', () => {
    clearTimeout(ending);
  });
  await loadPage(window);
}
