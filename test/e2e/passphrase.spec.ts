import { expect, test } from '@playwright/test';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectAccessible, lockFromPage, picture } from '../support/window/actions.ts';
import { answerSaveDialogs, launch } from '../support/window/launch.ts';

test('a passphrase is suggested, seen and hidden, and opens the project', async () => {
  const { app, page, close } = await launch();
  try {
    await page.getByRole('button', { name: 'New project…' }).click();
    await page.getByLabel('Name of the project').fill('P');
    const field = page.getByLabel('Passphrase', { exact: true });
    await expect(field).toHaveAttribute('type', 'password');
    await page.getByRole('button', { name: 'Suggest one' }).click();
    await expect(field).toHaveAttribute('type', 'text');
    const suggested = await field.inputValue();
    expect(suggested).toMatch(/^[a-z2-9]{5}(?:-[a-z2-9]{5}){4}$/u);
    await expect(page.getByLabel('The same again')).toHaveValue(suggested);
    await picture(page, 'passphrase-suggested');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Hide' }).click();
    await expect(field).toHaveAttribute('type', 'password');
    await expect(page.getByLabel('The same again')).toHaveAttribute('type', 'password');
    await answerSaveDialogs(app, join(mkdtempSync(join(tmpdir(), 'segl-passphrase-')), 'P.segl'));
    await page.getByRole('button', { name: 'Create…' }).click();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();

    await lockFromPage(page);
    await field.fill(suggested);
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(field).toHaveAttribute('type', 'text');
    await picture(page, 'passphrase-unlock');
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  } finally {
    await close();
  }
});
