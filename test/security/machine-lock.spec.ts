import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { recoveryLogPath } from '#vault/files/file-names.ts';
import { createProject, passphrase } from '../support/window/actions.ts';
import { launch, whileMemoryIsFreed, type Launched } from '../support/window/launch.ts';

let segl: Launched;
let project: string;

test.beforeEach(async () => {
  segl = await launch();
  project = join(segl.folder, 'Project.segl');
  await createProject(segl, 'empty');
});

test.afterEach(async () => {
  await segl.close();
});

async function type(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

async function unlock(page: Page): Promise<void> {
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

/** What the window shows, also after its page was ended. */
async function shown(): Promise<string> {
  let text = '';
  await whileMemoryIsFreed(
    read().then((found) => {
      text = found;
    }),
  );
  return text;
}

function read(): Promise<string> {
  return segl.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined || contents.isCrashed() || contents.isLoading()) return '';
    // A page that goes meanwhile never answers.
    const gone = new Promise((resolve) => setTimeout(resolve, 2_000, ''));
    const found: unknown = await Promise.race([contents.executeJavaScript('document.body.innerText'), gone]);
    return String(found);
  });
}

test('a machine that falls asleep has no key and no page of the project once its handler returns', async () => {
  await type(segl.page, '// before sleep');
  await expect(segl.page.getByText('Saved', { exact: true })).toBeVisible();
  expect(existsSync(recoveryLogPath(project))).toBe(true);
  const ended = segl.page.waitForEvent('crash');
  await whileMemoryIsFreed(
    segl.app.evaluate(({ powerMonitor }, copy) => {
      // Linux tells twice.
      powerMonitor.emit('suspend');
      powerMonitor.emit('suspend');
      Reflect.set(globalThis, 'left', process.getBuiltinModule('node:fs').existsSync(copy));
    }, recoveryLogPath(project)),
  );
  expect(await segl.app.evaluate(() => Reflect.get(globalThis, 'left') as unknown)).toBe(false);
  await ended;
  await expect.poll(shown).toContain('locked');
  expect(await shown()).not.toContain('before sleep');
});

test('the page ends without anything that the main process does once the machine sleeps', async () => {
  test.skip(process.platform === 'win32', 'asks ps how a process is');
  await type(segl.page, '// before sleep');
  await expect(segl.page.getByText('Saved', { exact: true })).toBeVisible();
  const ended = segl.page.waitForEvent('crash');
  await whileMemoryIsFreed(
    segl.app.evaluate(({ BrowserWindow, powerMonitor }) => {
      const page = BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId();
      const { spawnSync } = process.getBuiltinModule('node:child_process');
      const stateOfPage = (): string =>
        spawnSync('ps', ['-o', 'stat=', '-p', String(page)], { encoding: 'utf8' }).stdout.trim();
      const before = stateOfPage();
      powerMonitor.emit('suspend');
      // The handler has returned, and nothing is done any more: no callback of this process comes before the end of this.
      const begun = performance.now();
      let after = before;
      while (after !== '' && !after.startsWith('Z') && performance.now() - begun < 120_000) {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
        after = stateOfPage();
      }
      Reflect.set(globalThis, 'state', { before, ended: after === '' || after.startsWith('Z') });
    }),
  );
  const state = await segl.app.evaluate(() => Reflect.get(globalThis, 'state') as unknown);
  expect(state).toEqual({ before: expect.stringMatching(/./u) as unknown, ended: true });
  await ended;
  await expect.poll(shown).toContain('locked');
});

test('a locked screen locks, with what was typed last', async () => {
  await type(segl.page, '// typed last');
  await segl.app.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleState = () => 'locked';
  });
  await expect(segl.page.getByRole('button', { name: 'Unlock' })).toBeVisible();
  expect(existsSync(recoveryLogPath(project))).toBe(false);
  await segl.app.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleState = () => 'active';
  });
  await unlock(segl.page);
  await expect(segl.page.locator('.cm-content')).toContainText('typed last');
});

test('a machine that nobody touches locks, and its page and process are others then', async () => {
  await type(segl.page, '// typed last');
  const processOfPage = (): Promise<number | undefined> =>
    segl.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId());
  const before = await processOfPage();
  await segl.app.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 600;
  });
  await expect(segl.page.getByRole('button', { name: 'Unlock' })).toBeVisible();
  expect(existsSync(recoveryLogPath(project))).toBe(false);
  expect(await processOfPage()).not.toBe(before);
  expect(() => process.kill(before ?? 0, 0)).toThrow();
  await unlock(segl.page);
  await expect(segl.page.locator('.cm-content')).toContainText('typed last');
});
