import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { createProject, expectAccessible, picture, resize, write } from '../support/window/actions.ts';
import { answerSaveDialogs, chooseMenu, launch } from '../support/window/launch.ts';

const sound =
  'protocol P "P"\nentity A "A"\nentity B "B"\ndata D "D" of A\nphase f {\n  message m A -> B: D\n}\n';

/** What the pages of a file say. */
function textOf(file: string, options: readonly string[] = []): string {
  return execFileSync('pdftotext', ['-layout', ...options, file, '-'], { encoding: 'utf8' });
}

/** Waits until the report of this moment is shown, and answers its hash. */
async function shownHash(page: Page): Promise<string> {
  await expect(page.getByRole('region', { name: 'Preview' })).toHaveAttribute('aria-busy', 'false');
  await expect(page.getByText('as they will be written')).toBeVisible();
  const told = await page
    .getByText(/^SHA-256 [0-9a-f]{64}$/u)
    .first()
    .textContent();
  return told?.replace('SHA-256 ', '') ?? '';
}

test('each report is looked at before it is written, and that is what is written', async () => {
  const launched = await launch();
  const { app, page, folder } = launched;
  try {
    await createProject(launched, 'example');
    await chooseMenu(app, 'export-full');
    const full = await shownHash(page);
    await expect(page.getByRole('region', { name: 'Full report' })).toContainText('STRENGT FORTROLIG');
    await picture(page, 'reports-full');
    await expectAccessible(page);

    const plain = join(folder, 'plain.pdf');
    await answerSaveDialogs(app, plain);
    await page.getByRole('checkbox', { name: 'Encrypt the file' }).uncheck();
    await page.getByRole('button', { name: 'Write report…' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await page.getByRole('checkbox', { name: 'I confirm' }).check();
    await page.getByRole('button', { name: 'Write report…' }).click();
    await expect(page.getByText('Written: plain.pdf')).toBeVisible();
    expect(createHash('sha256').update(readFileSync(plain)).digest('hex')).toBe(full);

    await page.getByRole('checkbox', { name: 'Encrypt the file' }).check();
    const passphrase = await page.getByLabel('Passphrase for the report').inputValue();
    const sealed = join(folder, 'sealed.pdf');
    await answerSaveDialogs(app, sealed);
    await page.getByRole('button', { name: 'Write report…' }).click();
    await expect(page.getByText('Written: sealed.pdf')).toBeVisible();
    expect(() => textOf(sealed)).toThrow();
    expect(textOf(sealed, ['-upw', passphrase])).toBe(textOf(plain));

    await page.getByRole('radio', { name: 'Metrics report' }).check();
    await expect(page.getByRole('region', { name: 'Metrics report' })).toContainText('PROJECT: CONFIDENTIAL');
    await picture(page, 'reports-metrics');
    await expectAccessible(page);

    await page.getByLabel('Language').selectOption('nb');
    await expect(page.getByRole('region', { name: 'Metrics report' })).toContainText(
      'PROSJEKT: KONFIDENSIELT',
    );

    await page.emulateMedia({ colorScheme: 'dark' });
    await resize(launched, 1000, 700);
    await page.getByRole('radio', { name: 'Full report' }).check();
    await shownHash(page);
    await picture(page, 'reports-dark');
    await expectAccessible(page);
    const overflow = await page.evaluate(() => {
      const { scrollHeight, clientHeight } = document.documentElement;
      return scrollHeight > clientHeight;
    });
    expect(overflow).toBe(false);
  } finally {
    await launched.close();
  }
});

test('no report of a text with errors, and a new one when they are mended', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    await write(page, `${sound}entity A "again"\n`);
    await page.getByRole('button', { name: 'Reports' }).click();
    await expect(page.getByText('The model has errors; mend them first.')).toBeVisible();
    await expect(page.getByText('The report appears here')).toBeVisible();
    await page.getByRole('button', { name: 'Model' }).click();
    await write(page, sound);
    await page.getByRole('button', { name: 'Reports' }).click();
    await shownHash(page);
  } finally {
    await launched.close();
  }
});
