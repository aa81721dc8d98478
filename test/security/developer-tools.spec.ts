import { expect, test } from '@playwright/test';
import { launch, type Launched } from '../support/window/launch.ts';

// A package cannot be driven, and that is tested elsewhere. Here the application takes itself for one from the
// moment that it is ready: its window and its menu are made after that.
const takenForPackage = `
  const { app } = require('electron');
  Object.defineProperty(app, 'isPackaged', { get: () => app.isReady() });`;

/** Which ways to the developer tools there are, besides code that opens them. */
async function waysToThem({ app }: Launched): Promise<{ readonly inMenu: boolean; readonly page: string }> {
  return app.evaluate(async ({ Menu, session }) => {
    const items = (menu: Electron.Menu | null | undefined): readonly string[] =>
      menu?.items.flatMap(({ role, submenu }) => [String(role), ...items(submenu)]) ?? [];
    return {
      inMenu: items(Menu.getApplicationMenu()).some((role) => role.toLowerCase() === 'toggledevtools'),
      page: await session.defaultSession.fetch('devtools://devtools/bundled/inspector.html').then(
        () => 'answered',
        (error: unknown) => String(error).replace(/^.*net::/, ''),
      ),
    };
  });
}

/** Opens them from code, where the guard that does not serve their page is taken away. */
async function openThem({ app }: Launched): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.session.webRequest.onBeforeRequest(null);
    contents?.openDevTools({ mode: 'detach' });
  });
}

function areOpen({ app }: Launched): Promise<boolean | undefined> {
  return app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.isDevToolsOpened(),
  );
}

test('a package has no developer tools: not from code, not in the menu, and their page is not served', async () => {
  const segl = await launch([], {}, takenForPackage);
  try {
    expect(await waysToThem(segl)).toEqual({ inMenu: false, page: 'ERR_BLOCKED_BY_CLIENT' });
    await openThem(segl);
    await segl.page.waitForTimeout(5_000);
    expect(await areOpen(segl)).toBe(false);
  } finally {
    await segl.close();
  }
});

test('control: in development there are developer tools', async () => {
  const segl = await launch();
  try {
    const { inMenu, page } = await waysToThem(segl);
    expect(inMenu).toBe(true);
    expect(page).not.toBe('ERR_BLOCKED_BY_CLIENT');
    await openThem(segl);
    await expect.poll(() => areOpen(segl)).toBe(true);
  } finally {
    await segl.close();
  }
});
