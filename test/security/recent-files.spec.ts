import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test, type Page } from '@playwright/test';
import { chromiumArguments, definedEnvironment, launch } from '../support/window/launch.ts';
import { lockFromPage, passphrase } from '../support/window/actions.ts';
import { writeControl } from './control.ts';
import { answerDialog, filesThatHold, foreignEntry, makeHome } from './file-dialog.ts';

// The real dialogs of the desktop, driven by hand: what they remember lies in the user's home.

test.skip(process.platform !== 'linux', 'xdotool drives the dialogs of X11');

const word = 'Kanarienprojekt';
let folder: string;

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'segl-dialog-'));
  mkdirSync(join(folder, 'projects'));
});

test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

test('no file of the user learns where a project, its report and its documents lie', async () => {
  const { home, environment } = makeHome(folder);
  const segl = await launch([], environment);
  const { page, profile } = segl;
  const running = segl.app.process();
  const [project, report] = [`${word}.segl`, `${word}.pdf`].map((name) => join(folder, 'projects', name));
  try {
    await page.getByRole('button', { name: 'New project…' }).click();
    await page.getByLabel('Name of the project').fill('Project');
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.getByLabel('The same again').fill(passphrase);
    await page.getByLabel('Start with').selectOption('example');
    await page.getByRole('button', { name: 'Create…' }).click();
    await answerDialog('Create project', project ?? '');
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();

    await page.getByRole('button', { name: 'Reports' }).click();
    await page.getByRole('radio', { name: /Public report/u }).check();
    await page.getByRole('button', { name: 'Write draft…' }).click();
    await answerDialog('Save report', report ?? '');
    await expect(page.getByText(`Written: ${word}.pdf`)).toBeVisible();

    await lockAndDismiss(page);
    await page.getByRole('button', { name: 'Open…', exact: true }).click();
    await answerDialog('Open project', project ?? '');
    await expect(page.getByText(project === undefined ? '' : `${word}.segl`).first()).toBeVisible();
    await segl.app.close();
    expect(filesThatHold(join(folder, 'projects'), word).length).toBeGreaterThan(1);
    expect(filesThatHold(home, word)).toEqual([]);
    expect(filesThatHold(profile, word)).toEqual([]);
    const list = readFileSync(join(home, '.local', 'share', 'recently-used.xbel'), 'utf8');
    expect(list).toContain(foreignEntry);
  } finally {
    // With a dialog open nothing closes it politely.
    running.kill('SIGKILL');
    rmSync(segl.folder, { recursive: true, force: true, maxRetries: 10 });
  }
});

test('control: without the guard the dialog writes the path into the list of recent files', async () => {
  const { home, environment } = makeHome(folder);
  const { folder: control, remove } =
    await writeControl(`import { app, BrowserWindow, dialog } from 'electron';
    void app.whenReady().then(async () => {
      const window = new BrowserWindow({ width: 400, height: 300 });
      const { filePath } = await dialog.showSaveDialog(window, {
        title: 'Save report',
        properties: ['dontAddToRecent'],
      });
      process.stdout.write('chosen: ' + filePath + '\\n');
    });`);
  const app = await _electron.launch({
    args: [...chromiumArguments(), `--user-data-dir=${join(folder, 'profile')}`, control],
    env: { ...definedEnvironment(), ...environment },
  });
  try {
    const chosen = new Promise((resolve) => app.process().stdout?.once('data', resolve));
    await answerDialog('Save report', join(folder, 'projects', `${word}.pdf`));
    await chosen;
    await app.close();
    expect(filesThatHold(home, word)).toEqual([join(home, '.local', 'share', 'recently-used.xbel')]);
  } finally {
    await remove();
  }
});

async function lockAndDismiss(page: Page): Promise<void> {
  await lockFromPage(page);
  await page.getByRole('button', { name: 'Another project' }).click();
}
