import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { answerSaveDialogs, chooseMenu, launch } from '../support/window/launch.ts';
import { countInMemory, processTree } from '../support/window/processes.ts';

// Letter by letter: what Playwright hands over whole stays in the memory of the process that it goes through.
const passphrase = 'Zaunkoenig-Passphrase-71';
const secret = 'Zwergtaucherkennwort';

const forms = (text: string): readonly Buffer[] => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];

function found(pids: readonly number[], text: string): number {
  return pids.reduce(
    (total, pid) => total + forms(text).reduce((sum, form) => sum + countInMemory(pid, form), 0),
    0,
  );
}

async function typeInto(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label).focus();
  for (const letter of text) await page.keyboard.press(letter);
}

test('after a lock the passphrase is in the memory of no process but in a freed message, and the text in no page', async () => {
  test.skip(process.platform !== 'linux', 'memory is read through /proc');
  const launched = await launch();
  const { app, page, folder } = launched;
  const main = app.process().pid ?? 0;
  try {
    await answerSaveDialogs(app, join(folder, 'Project.segl'));
    await page.getByRole('button', { name: 'New project…' }).click();
    await typeInto(page, 'Name of the project', 'P');
    await page.getByLabel('Start with').selectOption('empty');
    await typeInto(page, 'Passphrase', passphrase);
    await typeInto(page, 'The same again', passphrase);
    // Control: the search finds what is there.
    expect(found(processTree(main), passphrase)).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Create…' }).click();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();

    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    for (const letter of `//${secret}`) await page.keyboard.press(letter);
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    const open = processTree(main);
    expect(found(open, secret)).toBeGreaterThan(0);

    await chooseMenu(app, 'lock');
    await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible();
    await typeInto(page, 'Passphrase', passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await chooseMenu(app, 'lock');
    await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible();

    const pages = processTree(main).filter((pid) => pid !== main);
    expect(found(pages, passphrase)).toBe(0);
    expect(found(pages, secret)).toBe(0);
    // What carried the message with it freed that without overwriting it, and uses it for another one some time.
    const carried = (before: Buffer): boolean => before.includes('segl:project');
    expect(countInMemory(main, Buffer.from(passphrase, 'utf8'), carried)).toBe(0);
    expect(countInMemory(main, Buffer.from(passphrase, 'utf16le'), carried)).toBe(0);
  } finally {
    await launched.close();
  }
});
