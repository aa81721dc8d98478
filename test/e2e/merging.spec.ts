import { expect, test, type Locator, type Page } from '@playwright/test';
import { createProject, expectAccessible, picture, resize, write } from '../support/window/actions.ts';
import {
  answerAll,
  launchColleagues,
  openSealed,
  receive,
  seal,
  type Analyst,
} from '../support/window/colleagues.ts';

const model = (purpose: string, further: string): string =>
  `protocol P "${purpose}"\nentity A\nentity B\nconstant C "common"\n${further}phase one {\n  message m A -> B: C\n}\n`;
let people: readonly Analyst[] = [];

test.afterEach(async () => {
  for (const each of people) await each.close();
  people = [];
});

async function purpose(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Scope', exact: true }).click();
  await page.getByLabel('Purpose').first().fill(words);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

async function writeModel(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Model', exact: true }).click();
  await write(page, text);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

/** Ada and Bo went on from the same state, each their own way; the dialog in which Ada is about to merge Bo's work. */
async function apart(): Promise<readonly [ada: Analyst, dialog: Locator, path: string]> {
  const [ada, bo] = await launchColleagues();
  people = [ada, bo];
  await createProject(ada, 'empty', 'Merged');
  await writeModel(ada.page, model('first', ''));
  const sent = await seal(ada, ['Bo Lind'], 'first.sealed');
  await receive(bo, await openSealed(bo, sent), 'bo.segl');
  await writeModel(bo.page, model('as Bo sees it', 'constant BO "of Bo"\n'));
  await purpose(bo.page, 'what Bo looks for');
  const path = await seal(bo, ['Ada Berg'], 'second.sealed');
  await writeModel(ada.page, model('as Ada sees it', 'constant ADA "of Ada"\n'));
  await purpose(ada.page, 'what Ada looks for');
  const dialog = await openSealed(ada, path);
  await expect(dialog.getByText('Both went on separately')).toBeVisible();
  await answerAll(dialog);
  await dialog.getByRole('button', { name: 'Merge into the open project…' }).click();
  await expect(dialog.getByRole('heading', { name: 'Merge second.sealed into Merged' })).toBeVisible();
  return [ada, dialog, path];
}

test('contradictions are answered one by one with the keyboard, and the outcome is taken over', async () => {
  const [ada, dialog, path] = await apart();
  const { page } = ada;
  const merge = dialog.getByRole('button', { name: 'Merge', exact: true });
  await expect(merge).toBeDisabled();
  await expect(dialog.getByText(/2 conflicts, 2 open/u)).toBeVisible();
  // Nothing is hidden: what only one side did is listed as well.
  const list = dialog.getByRole('region', { name: 'Everything that differs' });
  await expect(list.getByRole('button', { name: /only theirs.*Element BO/u })).toBeVisible();
  await expect(list.getByRole('button', { name: /only mine.*Element ADA/u })).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'merge-preview');

  // The focus is in the list, at the first open one.
  await expect(list.getByRole('button', { pressed: true })).toBeFocused();
  await page.keyboard.press('t');
  await expect(dialog.getByText(/2 conflicts, 1 open/u)).toBeVisible();
  await dialog.getByRole('tab', { name: 'Against mine' }).click();
  await expect(dialog.getByText('protocol P "as Bo sees it"')).toBeVisible();
  await page.keyboard.press('n');
  await expect(dialog.getByText('what Bo looks for').first()).toBeVisible();
  await page.keyboard.press('2');
  await expect(dialog.getByText(/2 conflicts, all answered/u)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(merge).toBeEnabled();
  await merge.click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Merged, as a new state.')).toBeVisible();
  await page.getByRole('button', { name: 'Scope', exact: true }).click();
  await expect(page.getByLabel('Purpose').first()).toHaveValue(/what Ada looks for/u);
  await expect(page.getByLabel('Purpose').first()).toHaveValue(/what Bo looks for/u);
  await page.getByRole('button', { name: 'Model', exact: true }).click();
  for (const line of ['protocol P "as Bo sees it"', 'constant ADA "of Ada"', 'constant BO "of Bo"'])
    await expect(page.locator('.cm-content')).toContainText(line);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();

  // Once more there is nothing to merge.
  const again = await openSealed(ada, path);
  await expect(again.getByText('There is nothing to merge')).toBeVisible();
  await expect(again.getByRole('button', { name: 'Merge into the open project…' })).toHaveCount(0);
});

test('going back merges nothing; arrows walk, and in a small window everything can be reached', async () => {
  const [ada, dialog] = await apart();
  const { page } = ada;
  const list = dialog.getByRole('region', { name: 'Everything that differs' });
  const first = await list.getByRole('button', { pressed: true }).textContent();
  await page.keyboard.press('ArrowDown');
  expect(await list.getByRole('button', { pressed: true }).textContent()).not.toBe(first);
  await resize(ada, 900, 600);
  await expectAccessible(page);
  await picture(page, 'merge-preview-small');
  await dialog.getByRole('button', { name: 'Back', exact: true }).click();
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.getByText('Merged, as a new state.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Model', exact: true }).click();
  await expect(page.locator('.cm-content')).toContainText('as Ada sees it');
  await expect(page.locator('.cm-content')).not.toContainText('of Bo');
});
