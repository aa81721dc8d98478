import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { answerSaveDialogs, type Launched } from './launch.ts';

/** The passphrase of every project of these tests. */
export const passphrase = 'correct horse battery';

/** Fails on what people with assistive technology would trip over. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

/** Keeps a picture of the window for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join('test-results', 'pictures', `${name}.png`) });
}

/** Makes a project in the test's folder and waits until it is open. */
export async function createProject(
  { app, page, folder }: Launched,
  template: 'empty' | 'example' | 'worked-example',
  name = 'Project',
): Promise<void> {
  await page.getByRole('button', { name: 'New project…' }).click();
  await page.getByLabel('Name of the project').fill(name);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByLabel('The same again').fill(passphrase);
  await page.getByLabel('Start with').selectOption(template);
  await answerSaveDialogs(app, join(folder, `${name}.segl`));
  await page.getByRole('button', { name: 'Create…' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

/** Has nothing asked but by hand, so that answers about an earlier text stay. */
export async function askByHandOnly(page: Page): Promise<void> {
  await page.evaluate(() =>
    window.segl.call('settings.update', { locale: 'en', theme: 'light', askAgain: false }),
  );
}

/** Replaces the model's text. */
export async function write(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

/** Gives the window's content a size in pixels. */
export async function resize({ app, page }: Launched, width: number, height: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
    },
    { width, height },
  );
  await page.waitForFunction((wide) => window.innerWidth === wide, width);
}

/** Locks the open project as the window does, and waits for the page that takes the old one's place. */
export async function lockFromPage(page: Page): Promise<void> {
  // Whatever comes back from the page that goes, the new one says whether the project is locked.
  await page.evaluate(() => void window.segl.call('project.lock', {})).catch(() => null);
  await expect(page.getByRole('button', { name: 'Unlock', exact: true })).toBeVisible();
}
