import { expect, test } from '@playwright/test';
import {
  createProject,
  expectAccessible,
  passphrase,
  picture,
  resize,
  write,
} from '../support/window/actions.ts';
import { answerOpenDialogs, answerSaveDialogs, chooseMenu, launch } from '../support/window/launch.ts';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

test('a project begins with a protocol of the library, and another takes its place until that is undone', async () => {
  const launched = await launch();
  const { app, page } = launched;
  const library = page.getByRole('dialog', { name: 'Protocol library' });
  try {
    await page.getByRole('button', { name: 'Look at the library of protocols' }).click();
    await expect(library.getByRole('button', { name: /Needham/u }).first()).toBeVisible();
    await picture(page, 'library');
    await expectAccessible(page);
    await library.getByRole('searchbox').fill('renewal counter');
    await library.getByRole('button', { name: 'Renewal of a traffic key', exact: true }).click();
    await expect(library.getByRole('region')).toContainText('HES makes TK');
    await page.keyboard.press('ArrowDown');
    await picture(page, 'library-found');
    await library.getByRole('button', { name: 'Renewal of a traffic key', exact: true }).click();
    await library.getByRole('button', { name: 'New project with it…' }).click();

    await expect(page.getByLabel('Start with')).toHaveValue('library:metering-key-renewal');
    await page.getByLabel('Name of the project').fill('Renewal');
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.getByLabel('The same again').fill(passphrase);
    await answerSaveDialogs(app, join(mkdtempSync(join(tmpdir(), 'segl-library-')), 'Renewal.segl'));
    await page.getByRole('button', { name: 'Create…' }).click();
    await expect(page.locator('.cm-content')).toContainText('HES makes TK');

    await chooseMenu(app, 'library');
    await library.getByRole('searchbox').fill('yahalom');
    await resize(launched, 900, 600);
    await picture(page, 'library-small');
    await library.getByRole('button', { name: 'Put in place of the text' }).click();
    await expect(library).toHaveCount(0);
    await expect(page.locator('.cm-content')).toContainText('Yahalom');
    await expect(page.getByText('Undo brings yours back')).toBeVisible();
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Control+z');
    await expect(page.locator('.cm-content')).toContainText('HES makes TK');
  } finally {
    await launched.close();
  }
});

test('an empty project leads on: it has no errors, and says in the text what comes next', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    await expect(page.getByRole('button', { name: 'No problems in the text' })).toBeVisible();
    await expect(page.locator('.cm-content')).toContainText('Who takes part');
    await picture(page, 'empty-project');
  } finally {
    await launched.close();
  }
});

test('a new project is begun while one is open: that one is saved and closed, and its page is gone', async () => {
  const launched = await launch();
  const { app, page } = launched;
  try {
    await createProject(launched, 'example');
    await write(page, 'protocol Saved "Saved before"\nentity A\nentity B\nphase p {\n}\n');
    await chooseMenu(app, 'new-project');
    await expect(page.getByLabel('Name of the project')).toBeVisible();
    await expect(page.getByText('Saved before')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await answerOpenDialogs(app, join(launched.folder, 'Project.segl'));
    await page.getByRole('button', { name: 'Open…' }).click();
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    await expect(page.locator('.cm-content')).toContainText('Saved before');
  } finally {
    await launched.close();
  }
});
