import { expect, test } from '@playwright/test';
import { createProject, expectAccessible, passphrase, picture, resize } from '../support/window/actions.ts';
import { addFile } from '../support/window/add-file.ts';
import { chooseMenu, launch } from '../support/window/launch.ts';

test('everything is found in one place, and what is found is gone to', async () => {
  const launched = await launch();
  const { page } = launched;
  const palette = page.getByRole('dialog', { name: 'Find and do everything' });
  const field = palette.getByRole('combobox');
  const first = palette.getByRole('option').first();
  try {
    await createProject(launched, 'example');
    await page
      .getByRole('navigation', { name: 'Activities' })
      .getByRole('button', { name: 'Sources' })
      .click();
    await addFile(
      launched,
      'handbook.txt',
      'Chapter 1\n\nThe sealing procedure of the vendor is described here.\n',
    );
    await expect(page.getByText('The sealing procedure of the vendor')).toBeVisible();

    await chooseMenu(launched.app, 'search');
    await expect(field).toBeFocused();
    await expect(palette.getByRole('option', { name: /Go to: Threats/u })).toBeVisible();
    await picture(page, 'palette-commands');
    await expectAccessible(page);

    // A name first, then what speaks of it.
    await field.fill('k_mh');
    await expect(first).toContainText('declared in the text');
    await picture(page, 'palette-name');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect(palette).toHaveCount(0);
    await expect(page.getByRole('textbox', { name: 'Model text' })).toBeFocused();

    // A page of a document, with what was searched for marked on it.
    await chooseMenu(launched.app, 'search');
    await field.fill('sealing vendor');
    await expect(first).toContainText('page of a document');
    await picture(page, 'palette-page');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'handbook' })).toContainText('sealing procedure');
    const marked = await page.evaluate(() =>
      [...(CSS.highlights.get('searched')?.keys() ?? [])].map((range) =>
        range instanceof Range ? range.toString() : '',
      ),
    );
    expect(marked.toSorted()).toEqual(['sealing', 'vendor']);

    // Help, threats and scope are found, too; nothing is said where nothing is.
    await chooseMenu(launched.app, 'search');
    await field.fill('eavesdropping');
    await expect(palette.getByRole('option', { name: /threat$/u }).first()).toBeVisible();
    await field.fill('zeppelin nowhere');
    await expect(palette.getByText('Nothing has all of these words.')).toBeVisible();
    await field.fill('install');
    await expect(palette.getByRole('option', { name: /help$/u }).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(palette).toHaveCount(0);

    // Commands alone, by arrows.
    await chooseMenu(launched.app, 'palette');
    await expect(field).toHaveValue('>');
    await page.keyboard.type('go to risk');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Risk', exact: true })).toHaveAttribute(
      'aria-current',
      'page',
    );
    for (const [width, height, name] of [
      [900, 600, 'small'],
      [1920, 1080, 'large'],
    ] as const) {
      await resize(launched, width, height);
      await chooseMenu(launched.app, 'search');
      await field.fill('meter');
      await picture(page, `palette-${name}`);
      await page.keyboard.press('Escape');
    }
  } finally {
    await launched.close();
  }
});

test('one goes back and forward, from part to part, and by number', async () => {
  const launched = await launch();
  const { page } = launched;
  const current = (name: string): Promise<void> =>
    expect(page.getByRole('button', { name, exact: true })).toHaveAttribute('aria-current', 'page');
  try {
    await createProject(launched, 'example');
    await chooseMenu(launched.app, 'go-threats');
    await current('Threats');
    await chooseMenu(launched.app, 'go-risk');
    await current('Risk');
    await page.keyboard.press('Alt+ArrowLeft');
    await current('Threats');
    await page.keyboard.press('Alt+ArrowLeft');
    await current('Model');
    await page.keyboard.press('Alt+ArrowLeft');
    await current('Model');
    await page.keyboard.press('Alt+ArrowRight');
    await page.keyboard.press('Alt+ArrowRight');
    await current('Risk');
    await chooseMenu(launched.app, 'go-model');

    const editor = page.getByRole('textbox', { name: 'Model text' });
    await editor.focus();
    await page.keyboard.press('F6');
    await expect(page.getByRole('region', { name: 'Views of the model' }).locator(':focus')).toHaveCount(1);
    await page.keyboard.press('F6');
    await expect(page.getByRole('navigation', { name: 'Activities' }).locator(':focus')).toHaveCount(1);
    await page.keyboard.press('Shift+F6');
    await page.keyboard.press('Shift+F6');
    await expect(editor).toBeFocused();
  } finally {
    await launched.close();
  }
});

test('after a lock one is back where one was', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'example');
    await page.getByRole('tab', { name: 'Verdicts' }).click();
    await page
      .locator('.cm-line')
      .filter({ hasText: /^entity CON/u })
      .dblclick();
    const selected = await page.evaluate(() => document.getSelection()?.toString());
    await chooseMenu(launched.app, 'lock');
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    await expect(page.getByRole('tab', { name: 'Verdicts' })).toHaveAttribute('aria-selected', 'true');
    const editor = page.getByRole('textbox', { name: 'Model text' });
    await expect(editor).toBeFocused();
    expect(await page.evaluate(() => document.getSelection()?.toString())).toBe(selected);

    await chooseMenu(launched.app, 'go-risk');
    await chooseMenu(launched.app, 'lock');
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Risk', exact: true })).toHaveAttribute(
      'aria-current',
      'page',
    );
  } finally {
    await launched.close();
  }
});
