import { readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { launch, type Launched } from '../support/window/launch.ts';

let segl: Launched;

test.beforeAll(async () => {
  segl = await launch();
});

test.afterAll(async () => {
  await segl.close();
});

test('the window is sandboxed, isolated and without Node', async () => {
  const preferences = await segl.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    // Not in Electron's types: what the window really got.
    const read: unknown = contents === undefined ? undefined : Reflect.get(contents, 'getLastWebPreferences');
    return typeof read === 'function' ? (Reflect.apply(read, contents, []) as unknown) : undefined;
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
  // Electron leaves the spellchecker out of the list when it is off.
  expect(preferences).not.toHaveProperty('spellcheck', true);
  expect(
    await segl.page.evaluate(() => [
      typeof Reflect.get(window, 'require'),
      typeof Reflect.get(window, 'process'),
    ]),
  ).toEqual(['undefined', 'undefined']);
});

test('no window can be recorded by other programs, whoever makes it', async () => {
  const told = await segl.app.evaluate(({ BrowserWindow }) => {
    const asked: boolean[] = [];
    // Systems that cannot protect a window do not say that it was asked for.
    const protect: unknown = Reflect.get(BrowserWindow.prototype, 'setContentProtection');
    if (typeof protect !== 'function') return undefined;
    Reflect.set(BrowserWindow.prototype, 'setContentProtection', function (this: object, on: boolean) {
      asked.push(on);
      Reflect.apply(protect, this, [on]);
    });
    const later = new BrowserWindow({ show: false });
    const known = BrowserWindow.getAllWindows().flatMap((window) => {
      const read: unknown = Reflect.get(window, 'isContentProtected');
      return typeof read === 'function' ? [Reflect.apply(read, window, []) as unknown] : [];
    });
    later.destroy();
    Reflect.set(BrowserWindow.prototype, 'setContentProtection', protect);
    return { asked, unprotected: process.platform === 'linux' ? [] : known.filter((each) => each !== true) };
  });
  expect(told).toEqual({ asked: [true], unprotected: [] });
});

test('the title says nothing but the name of the application', async () => {
  await segl.page.evaluate(() => {
    document.title = 'a secret';
  });
  const title = await segl.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
  expect(title).toBe('Segl');
});

test('no crash report: a killed page leaves no dump and comes back empty', async () => {
  const victim = await launch();
  try {
    const crashed = victim.page.waitForEvent('crash');
    await victim.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
    });
    await crashed;
    await expect
      .poll(() =>
        victim.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL()),
      )
      .toBe('app://ui/');
    expect(dumpsUnder(victim.profile)).toEqual([]);
    const reporter = await victim.app.evaluate(({ crashReporter }) => {
      try {
        return { upload: crashReporter.getUploadToServer() };
      } catch {
        return { upload: false };
      }
    });
    expect(reporter.upload).toBe(false);
  } finally {
    await victim.close();
  }
});

test('no dictionary is fetched or kept, and the spellchecker is off', async () => {
  await segl.page.evaluate(() => {
    const field = document.createElement('textarea');
    field.value = 'mispelled wrods';
    field.spellcheck = true;
    document.body.append(field);
    field.focus();
  });
  await segl.page.waitForTimeout(1_000);
  const enabled = await segl.app.evaluate(({ BrowserWindow, session }) => [
    BrowserWindow.getAllWindows()[0]?.webContents.session.isSpellCheckerEnabled(),
    session.defaultSession.isSpellCheckerEnabled(),
  ]);
  expect(enabled).toEqual([false, false]);
  expect(filesUnder(segl.profile).filter((name) => /dictionar.*\.bdic|\.bdic/i.test(name))).toEqual([]);
});

test('nothing of the page is kept on disk: its session lives in memory', async () => {
  const persistent = await segl.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.session.isPersistent(),
  );
  expect(persistent).toBe(false);
});

function dumpsUnder(folder: string): readonly string[] {
  return filesUnder(folder).filter((name) => name.endsWith('.dmp'));
}

function filesUnder(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  expect(files).not.toEqual([]);
  return files;
}
