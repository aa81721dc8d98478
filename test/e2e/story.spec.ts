import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createProject, expectAccessible, passphrase, picture } from '../support/window/actions.ts';
import {
  answerOpenDialogs,
  answerSaveDialogs,
  chooseMenu,
  launch,
  type Launched,
} from '../support/window/launch.ts';

async function createExample(launched: Launched): Promise<void> {
  await createProject(launched, 'example', 'AMS');
  await expect(launched.page.getByText('Honest run and listener agree')).toBeVisible();
}

test('from a new project to two reports, locked and unlocked', async () => {
  const launched = await launch();
  const { app, page, folder } = launched;
  try {
    await expect(page.getByRole('heading', { name: 'Segl' })).toBeVisible();
    await picture(page, 'welcome');
    await expectAccessible(page);

    await page.getByRole('button', { name: 'New project…' }).click();
    await page.getByLabel('Name of the project').fill('AMS');
    await page.getByLabel('Passphrase').fill('short');
    await expect(page.getByText('7 more characters needed')).toBeVisible();
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.getByLabel('The same again').fill('something else');
    await answerSaveDialogs(app, join(folder, 'AMS.segl'));
    await page.getByRole('button', { name: 'Create…' }).click();
    await expect(page.getByRole('alert')).toHaveText('The two passphrases differ.');
    await page.getByLabel('The same again').fill(passphrase);
    await picture(page, 'create');
    await page.getByRole('button', { name: 'Create…' }).click();

    await expect(page.getByText('Honest run and listener agree')).toBeVisible();
    await expect(page.getByLabel('Model text').first()).toContainText('Generic advanced metering system');
    await picture(page, 'table');
    await expectAccessible(page);
    await page.getByRole('tab', { name: 'Diagrams' }).click();
    await expect(page.getByRole('img', { name: 'Interaction view' })).toBeVisible();
    await page.getByRole('combobox', { name: 'Message' }).selectOption('o4');
    await expect(page.getByText('HES obtains with it: READING', { exact: false })).toBeVisible();
    await expect(page.locator('.cm-activeLine')).toContainText('message o4');
    await picture(page, 'diagram');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Evaluation' }).click();
    await expect(page.getByRole('row', { name: 'Security messages 28' })).toBeVisible();
    await page.getByRole('button', { name: 'Model', exact: true }).click();

    await page.getByRole('tab', { name: 'Requirement table' }).click();
    await page.getByLabel('HES may obtain READING').click();
    await expect(page.getByText('1 discrepancy', { exact: false })).toBeVisible();
    await expect(page.getByRole('button', { name: 'obtains without permission' })).toBeVisible();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await picture(page, 'discrepancy');
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Reports' }).click();
    await expect(page.getByText('pages, as they will be written')).toBeVisible();
    await picture(page, 'reports');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Copy' }).click();
    await expect(page.getByText('Copied')).toBeVisible();
    const suggested = await page.getByLabel('Passphrase for the report').inputValue();
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(suggested);
    const full = join(folder, 'full.pdf');
    await answerSaveDialogs(app, full);
    await page.getByRole('button', { name: 'Write report…' }).click();
    await expect(page.getByText('Written: full.pdf')).toBeVisible();
    expect(readFileSync(full).toString('latin1')).toContain('/Encrypt');
    const open = join(folder, 'public.pdf');
    await answerSaveDialogs(app, open);
    await page.getByRole('radio', { name: 'Public report' }).check();
    await expect(page.getByText('as they will be written')).toBeVisible();
    await page.getByRole('button', { name: 'Write draft…' }).click();
    await expect(page.getByText('Written: public.pdf')).toBeVisible();

    await page.getByRole('button', { name: 'Lock', exact: true }).click();
    await expect(page.getByText('This project is locked.')).toBeVisible();
    expect(await page.content()).not.toContain('READING');
    await picture(page, 'unlock');
    await page.getByLabel('Passphrase').fill('not the passphrase');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(page.getByRole('alert')).toContainText('The passphrase does not open this project');
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(page.getByText('1 discrepancy', { exact: false })).toBeVisible();
    await expect(page.getByLabel('HES may obtain READING')).not.toBeChecked();
  } finally {
    await launched.close();
  }
});

test('an error in the text is shown where it is, and undone', async () => {
  const launched = await launch();
  const { app, page } = launched;
  try {
    await createExample(launched);
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('entity\n');
    await expect(page.getByText('1 error in the text')).toBeVisible();
    await expect(page.getByText('Shows the last text without errors')).toBeVisible();
    await picture(page, 'error');
    await chooseMenu(app, 'save');
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await page.locator('.cm-content').click();
    for (let presses = 0; presses < 10; presses += 1) await page.keyboard.press('Control+z');
    await expect(page.getByText('Honest run and listener agree')).toBeVisible();
  } finally {
    await launched.close();
  }
});

test('a file that is not a project is refused with one sentence', async () => {
  const launched = await launch();
  const { app, page } = launched;
  try {
    await answerOpenDialogs(app, join('package.json'));
    await page.getByRole('button', { name: 'Open…' }).click();
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(page.getByRole('alert')).toHaveText('This file is not a Segl project.');
  } finally {
    await launched.close();
  }
});

test('the window in the dark, small and large, and in bokmål', async () => {
  const launched = await launch();
  const { app, page } = launched;
  try {
    await createExample(launched);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('radio', { name: 'Dark' }).check();
    await picture(page, 'settings');
    await page.getByRole('radio', { name: 'Norsk bokmål' }).check();
    await page.getByRole('button', { name: 'Lukk' }).click();
    await expect(page.getByText('Ærlig kjøring og lytter stemmer')).toBeVisible();
    for (const [width, height] of [
      [900, 600],
      [1600, 1000],
    ] as const) {
      await app.evaluate(
        ({ BrowserWindow }, size) => {
          BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
        },
        { width, height },
      );
      await page.waitForFunction((wide) => window.innerWidth === wide, width);
      await picture(page, `dark-${String(width)}`);
    }
    await expectAccessible(page);
  } finally {
    await launched.close();
  }
});

test('what was typed survives another language, another theme and an immediate lock', async () => {
  const launched = await launch();
  const { app, page } = launched;
  try {
    await createExample(launched);
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('// a first remark ');
    await page.evaluate(() => window.segl.call('settings.update', { locale: 'nb', theme: 'dark' }));
    await expect(page.getByText('Ærlig kjøring og lytter stemmer')).toBeVisible();
    await page.evaluate(() => window.segl.call('settings.update', { locale: 'en', theme: 'light' }));
    await expect(page.getByText('Honest run and listener agree')).toBeVisible();
    await expect(page.locator('.cm-content')).toContainText('// a first remark');
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('// a second remark\n');
    await chooseMenu(app, 'lock');
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(page.locator('.cm-content')).toContainText('// a second remark');
    await expect(page.locator('.cm-content')).toContainText('// a first remark');
  } finally {
    await launched.close();
  }
});

test('the keyboard walks over the table, moves the splitter and undoes a tick', async () => {
  const launched = await launch();
  const { app, page } = launched;
  try {
    await createExample(launched);
    await page.getByLabel('KPE may obtain K_mh_master').focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByLabel('KPE may obtain K_mh_kek')).toBeFocused();
    await page.keyboard.press('Space');
    await expect(page.getByLabel('KPE may obtain K_mh_kek')).toBeFocused();
    await expect(page.getByText('Honest run and listener agree')).toHaveCount(0);
    const splitter = page.getByRole('separator', { name: 'Width of the text' });
    await splitter.focus();
    await page.keyboard.press('ArrowRight');
    await expect(splitter).toHaveAttribute('aria-valuenow', '44');
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+z');
    await expect(page.getByText('Honest run and listener agree')).toBeVisible();
    await chooseMenu(app, 'find');
    await expect(page.getByPlaceholder('Find')).toBeVisible();
    await picture(page, 'find');
    await chooseMenu(app, 'help');
    await expect(page.getByRole('heading', { name: 'Help', exact: true })).toBeVisible();
    await picture(page, 'help');
    await expectAccessible(page);
  } finally {
    await launched.close();
  }
});

test('closing the window keeps what was typed last', async () => {
  const first = await launch();
  try {
    await createExample(first);
    await first.page.locator('.cm-content').click();
    await first.page.keyboard.press('Control+Home');
    await first.page.keyboard.type('// at the last moment\n');
    await first.app.close();
    const second = await launch();
    try {
      await answerOpenDialogs(second.app, join(first.folder, 'AMS.segl'));
      await second.page.getByRole('button', { name: 'Open…' }).click();
      await second.page.getByLabel('Passphrase').fill(passphrase);
      await second.page.getByRole('button', { name: 'Unlock' }).click();
      await expect(second.page.locator('.cm-content')).toContainText('// at the last moment');
    } finally {
      await second.close();
    }
  } finally {
    await rm(first.folder, { recursive: true, force: true });
  }
});
