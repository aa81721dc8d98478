import { expect, test } from '@playwright/test';
import { launch, type Launched } from '../e2e/launch.ts';

// A package cannot be driven, and that is tested elsewhere. Here the application takes itself for one from the
// moment that it is ready: its window and its menu are made after that.
const takenForPackage = `
  const { app } = require('electron');
  Object.defineProperty(app, 'isPackaged', { get: () => app.isReady() });`;

/** Opens the developer tools from code, and tells which other ways to them there are. */
async function tryDeveloperTools({
  app,
}: Launched): Promise<{ readonly inMenu: boolean; readonly page: string }> {
  return app.evaluate(async ({ BrowserWindow, Menu, session }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.openDevTools({ mode: 'detach' });
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

function areOpen({ app }: Launched): Promise<boolean | undefined> {
  return app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.isDevToolsOpened(),
  );
}

test('a package has no developer tools: not from code, not in the menu, and their page is not served', async () => {
  const segl = await launch([], {}, takenForPackage);
  try {
    expect(await tryDeveloperTools(segl)).toEqual({ inMenu: false, page: 'ERR_BLOCKED_BY_CLIENT' });
    await segl.page.waitForTimeout(3_000);
    expect(await areOpen(segl)).toBe(false);
  } finally {
    await segl.close();
  }
});

test('control: in development there are developer tools', async () => {
  const segl = await launch();
  try {
    const { inMenu, page } = await tryDeveloperTools(segl);
    expect(inMenu).toBe(true);
    expect(page).not.toBe('ERR_BLOCKED_BY_CLIENT');
    await expect.poll(() => areOpen(segl)).toBe(true);
  } finally {
    await segl.close();
  }
});
