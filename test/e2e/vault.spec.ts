import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createProject, expectAccessible, passphrase, picture } from '../support/window/actions.ts';
import { chooseMenu, launch, type Launched } from '../support/window/launch.ts';

let segl: Launched;

test.beforeEach(async () => {
  segl = await launch();
});

test.afterEach(async () => {
  await segl.close();
});

test('a changed passphrase says what it leaves, and what was set aside is told at the opening', async () => {
  const { app, page, folder } = segl;
  await createProject(segl, 'empty', 'AMS');
  writeFileSync(join(folder, 'AMS.segl.version-4.backup'), 'a backup');
  await chooseMenu(app, 'change-passphrase');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('still open with the old passphrase')).toBeVisible();
  await picture(page, 'passphrase');
  await dialog.getByLabel('Current passphrase').fill(passphrase);
  await dialog.getByLabel('New passphrase').fill('another passphrase');
  await dialog.getByLabel('The same again').fill('another passphrase');
  await dialog.getByLabel('Make a new data key').check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Change' }).click();
  await expect(dialog.getByText('AMS.segl.version-4.backup')).toBeVisible();
  await picture(page, 'passphrase-changed');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  const unlock = page.getByLabel('Passphrase');
  await expect(unlock).toBeVisible();
  writeFileSync(join(folder, '.AMS.segl.work'), 'not ours');
  await unlock.fill('another passphrase');
  await unlock.press('Enter');
  await expect(page.getByText('it was not taken over')).toBeVisible();
  await picture(page, 'set-aside');
});
