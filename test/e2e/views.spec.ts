import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { createProject, expectAccessible, picture, resize } from '../support/window/actions.ts';
import { answerSaveDialogs, launch } from '../support/window/launch.ts';

async function openView(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name: 'Diagrams' }).click();
  await page.getByRole('tab', { name, exact: true }).click();
}

test('the protection view in its layouts: a key that is chosen is marked and explained everywhere', async () => {
  const launched = await launch();
  const { app, page, folder } = launched;
  try {
    await createProject(launched, 'worked-example');
    await openView(page, 'Protection');
    const drawing = page.getByRole('region', { name: 'Protection' });
    await expect(drawing.getByText('K_mh_kek')).toBeVisible();
    await picture(page, 'protection-layers');
    await expectAccessible(page);

    await drawing.getByText('K_mh_master').click();
    await expect(page.getByText('A listener who has it obtains with it: K_mh_kek')).toBeVisible();
    await expect(page.locator('.cm-activeLine')).toContainText('key K_mh_master');
    await drawing.focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByText('Derived from: K_mh_master')).toBeVisible();
    await page.keyboard.press('ArrowUp');
    await page.getByLabel('Layout').selectOption('Tree of a key');
    await expect(drawing.getByText('still protected')).toHaveCount(2);
    await picture(page, 'protection-tree');
    await expectAccessible(page);
    for (const layout of ['By phase', 'Matrix']) {
      await page.getByLabel('Layout').selectOption(layout);
      await expect(drawing.locator('.selected').first()).toBeVisible();
      await picture(page, `protection-${layout.toLowerCase().replace(' ', '-')}`);
    }
    // The same key in the other view, and in the text.
    await page.getByRole('tab', { name: 'Interaction', exact: true }).click();
    const interaction = page.getByRole('region', { name: 'Interaction view' });
    await expect(interaction.locator('.related text').first()).toBeVisible();
    await page.getByRole('tab', { name: 'Protection', exact: true }).click();
    await drawing.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('.cm-editor.cm-focused')).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+ArrowRight');
    await page.keyboard.press('Control+ArrowRight');
    await expect(page.getByRole('combobox', { name: 'Key' })).toHaveValue('K_mh_kek');
    await drawing.focus();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('combobox', { name: 'Key' })).toHaveValue('');

    const path = join(folder, 'protection.pdf');
    await answerSaveDialogs(app, path);
    await page.getByRole('button', { name: 'Save…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save the drawing' });
    await dialog.getByRole('radio', { name: 'PDF' }).check();
    await dialog.getByLabel('It may leave the project unencrypted').check();
    await picture(page, 'save-drawing-format');
    await dialog.getByRole('button', { name: 'Choose a place…' }).click();
    await expect(dialog.getByText('Written: protection.pdf')).toBeVisible();
    expect(readFileSync(path).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  } finally {
    await launched.close();
  }
});

test('the views small, in the dark, in bokmål and in forced colours', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'worked-example');
    await openView(page, 'Protection');
    await page.getByRole('combobox', { name: 'Key' }).selectOption('K_mc');
    await resize(launched, 900, 600);
    await picture(page, 'protection-900');
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture(page, 'protection-dark');
    await expectAccessible(page);
    await page.emulateMedia({ forcedColors: 'active' });
    await picture(page, 'protection-forced');
    await expectAccessible(page);
  } finally {
    await launched.close();
  }
});
