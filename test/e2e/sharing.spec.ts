import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import {
  createProject,
  expectAccessible,
  lockFromPage,
  passphrase,
  picture,
  write,
} from '../support/window/actions.ts';
import {
  addCard,
  answerAll,
  closeDialog,
  fingerprintIn,
  launchAnalyst,
  launchColleagues,
  openKeyring,
  openSealed,
  receive,
  saveCard,
  seal,
  unlock,
  type Analyst,
} from '../support/window/colleagues.ts';
import { answerOpenDialogs, chooseMenu, launch } from '../support/window/launch.ts';

const model = 'protocol P "Shared"\nentity A\nentity B\nphase one {\n  message m A -> B: A\n}\n';
let running: readonly { readonly close: () => Promise<void> }[] = [];

test.afterEach(async () => {
  for (const each of running) await each.close();
  running = [];
});

/** Drops a file of this name and content on the window. */
async function dropFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.evaluate(
    ([file, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(content)], file));
      document.body.dispatchEvent(
        new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }),
      );
    },
    [name, [...bytes]] as const,
  );
}

test('nothing is said of keyrings to somebody who has none, but for one line', async () => {
  const segl = await launch();
  running = [segl];
  await expect(segl.page.getByRole('button', { name: 'New project…' })).toBeVisible();
  await expect(segl.page.getByText(/keyring/iu)).toHaveCount(1);
  await expect(segl.page.getByRole('heading', { name: 'Recent projects' })).toHaveCount(0);
  await expectAccessible(segl.page);
});

test('cards are exchanged, fingerprints compared aloud, and a sealed file goes from one to the other', async () => {
  const ada = await launchAnalyst('Ada Berg', 'Nordlys');
  const bo = await launchAnalyst('Bo Lind', 'Kystnett');
  running = [ada, bo];
  await addCard(ada, await saveCard(bo), 'Bo Lind');

  // What Ada is to follow is what Bo reads.
  const bos = await openKeyring(bo);
  const read = await fingerprintIn(bos, 'Your fingerprint');
  expect(read.length).toBeGreaterThan(3);
  const adas = await openKeyring(ada);
  await expect(adas.getByText('⚠ Fingerprint not compared')).toBeVisible();
  await expectAccessible(ada.page);
  await adas.getByRole('button', { name: 'Compare fingerprint with Bo Lind…' }).click();
  const comparison = ada.page.getByRole('dialog', { name: 'Compare fingerprints with Bo Lind' });
  expect(await fingerprintIn(comparison, 'Fingerprint of Bo Lind')).toEqual(read);
  await expectAccessible(ada.page);
  await picture(ada.page, 'compare-fingerprints');
  await comparison.getByRole('button', { name: 'It is not' }).click();
  await expect(comparison.getByText(/This card is not the one of Bo Lind/u)).toBeVisible();
  await comparison.getByRole('button', { name: 'Keep it, as not compared' }).click();
  await expect(adas.getByText('⚠ Fingerprint not compared')).toBeVisible();
  await closeDialog(adas);

  // An unverified recipient must be answered before anything leaves.
  await createProject(ada, 'empty', 'Shared');
  await write(ada.page, model);
  await chooseMenu(ada.app, 'share');
  await ada.page.getByRole('checkbox', { name: /Bo Lind/u }).check();
  await ada.page.getByLabel('Purpose').fill('To be read');
  await ada.page.getByRole('button', { name: 'Show what would leave…' }).click();
  const summary = ada.page.getByRole('region', { name: 'This would leave' });
  await expect(summary.getByText('STRENGT FORTROLIG')).toBeVisible();
  await expect(summary.getByRole('button', { name: 'Seal and save…' })).toBeDisabled();
  await expectAccessible(ada.page);
  await picture(ada.page, 'share-summary');
  await answerAll(summary);
  await expect(summary.getByRole('button', { name: 'Seal and save…' })).toBeEnabled();
  await summary.getByRole('button', { name: 'Cancel' }).click();
  const path = await seal(ada, ['Bo Lind'], 'to-bo.sealed');
  const earlier = ada.page.getByRole('region', { name: 'Shared so far' });
  await expect(earlier.getByText('Bo Lind', { exact: true })).toBeVisible();
  await expect(earlier.getByText('For Bo Lind')).toBeVisible();
  expect((await readFile(path)).subarray(0, 18).toString('latin1')).toBe('age-encryption.org');

  // Bo has no card of Ada: who signed it is a question.
  await closeDialog(bos);
  const dialog = await openSealed(bo, path);
  await expect(dialog.getByText('Ada Berg').first()).toBeVisible();
  await expect(dialog.getByText('⚠ Nobody whose card you have')).toBeVisible();
  await expect(dialog.getByText('For Bo Lind')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Make a new project of it…' })).toBeDisabled();
  await expectAccessible(bo.page);
  await picture(bo.page, 'sealed-file');
  await receive(bo, dialog, 'received.segl');
  await expect(bo.page.locator('.cm-content')).toContainText('protocol P "Shared"');
});

test('a card with other keys under a known name is a question, and what is kept is what was answered', async () => {
  const ada = await launchAnalyst('Ada Berg', 'Nordlys');
  const bo = await launchAnalyst('Bo Lind', 'Kystnett');
  const other = await launchAnalyst('Bo Lind', 'Kystnett');
  running = [ada, bo, other];
  await addCard(ada, await saveCard(bo), 'Bo Lind');
  const impostor = await readFile(await saveCard(other), 'utf8');
  const dialog = await openKeyring(ada);
  const listed = dialog.getByRole('region', { name: 'Colleagues' });
  const before = await listed.getByRole('listitem').first().textContent();
  await dialog.getByLabel('Or paste the text of the card').fill(impostor);
  await dialog.getByRole('button', { name: 'Read the card' }).click();
  await expect(dialog.getByRole('alert')).toContainText('with other keys');
  await expectAccessible(ada.page);
  await dialog.getByRole('button', { name: 'Keep the old one' }).click();
  expect(await listed.getByRole('listitem').first().textContent()).toBe(before);
  await dialog.getByLabel('Or paste the text of the card').fill(impostor);
  await dialog.getByRole('button', { name: 'Read the card' }).click();
  await dialog.getByRole('button', { name: 'I have asked: replace it' }).click();
  await expect(listed.getByRole('listitem')).toHaveCount(1);
  expect(await listed.getByRole('listitem').first().textContent()).not.toBe(before);
  await expect(listed.getByText('⚠ Fingerprint not compared')).toBeVisible();
});

test('a sealed file is opened where it is dropped; one that was changed, and a project, cost a sentence', async () => {
  const [ada, bo] = await launchColleagues();
  running = [ada, bo];
  await createProject(ada, 'empty', 'Dropped');
  const bytes = await readFile(await seal(ada, ['Bo Lind'], 'dropped.sealed'));
  await dropFile(bo.page, 'dropped.sealed', bytes);
  await expect(bo.page.getByRole('dialog').getByText('Ada Berg').first()).toBeVisible();
  await closeDialog(bo.page.getByRole('dialog'));
  const changed = new Uint8Array(bytes);
  changed.set([(changed.at(-1) ?? 0) ^ 1], changed.length - 1);
  await dropFile(bo.page, 'changed.sealed', changed);
  await expect(bo.page.getByRole('dialog').getByRole('alert')).toBeVisible();
  await closeDialog(bo.page.getByRole('dialog'));
  await dropFile(bo.page, 'project.segl', new Uint8Array([1]));
  await expect(bo.page.getByRole('alert')).toContainText('Use “Open…”');
  // Over what is shown in a project as well: it is no source document.
  await ada.page.getByRole('button', { name: 'Sources' }).click();
  await dropFile(ada.page, 'dropped.sealed', bytes);
  await expect(ada.page.getByRole('dialog').getByText('There is nothing to merge')).toBeVisible();
});

test('a project opens with a keyring, no longer for whom was removed, and with recovery shares', async () => {
  const [ada, bo] = await launchColleagues();
  running = [ada, bo];
  await createProject(ada, 'empty', 'Access');
  const file = join(ada.folder, 'Access.segl');
  await chooseMenu(ada.app, 'access');
  const people = ada.page.getByRole('region', { name: 'People, with their keyrings' });
  for (const name of ['Ada Berg', 'Bo Lind']) {
    const label = await people.getByRole('option', { name: new RegExp(name, 'u') }).textContent();
    await people.getByLabel('Let somebody open it').selectOption({ label: label?.trim() ?? '' });
    await people.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(people.getByRole('listitem').filter({ hasText: name })).toBeVisible();
  }
  await expectAccessible(ada.page);
  await picture(ada.page, 'who-can-open');
  await lockFromPage(ada.page);
  const copy = join(bo.folder, 'copy.segl');
  await copyFile(file, copy);
  await openByKeyring(bo, copy);
  await lockFromPage(bo.page);

  // Ada opens it by hers, and takes Bo's access away.
  await openKeyringIfLocked(ada);
  await ada.page.getByRole('button', { name: 'Open with your keyring' }).click();
  await expect(ada.page.getByText('Saved', { exact: true })).toBeVisible();
  await chooseMenu(ada.app, 'access');
  await ada.page.getByRole('button', { name: 'Remove Bo Lind…' }).click();
  const removing = ada.page.getByRole('dialog');
  await expect(removing.getByText(/new data key/u)).toBeVisible();
  await removing.getByLabel('Passphrase of the project').fill(passphrase);
  await expectAccessible(ada.page);
  await removing.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(removing.getByText('Bo Lind can no longer open this file')).toBeVisible();
  await closeDialog(removing);

  // Recovery shares: one at a time, and none goes away by a key.
  await ada.page.getByRole('button', { name: 'Make recovery shares…' }).click();
  await ada.page.getByRole('button', { name: 'Make the shares' }).click();
  const shares: string[] = [];
  for (const number of [1, 2, 3]) {
    await expect(ada.page.getByRole('heading', { name: `Recovery share ${number} of 3` })).toBeVisible();
    await ada.page.keyboard.press('Escape');
    await ada.page.keyboard.press('Escape');
    shares.push(await ada.page.getByLabel(`Text of share ${number}`).inputValue());
    await expect(ada.page.getByRole('button', { name: /Next share|Finish/u })).toBeDisabled();
    await ada.page.getByLabel(`Share ${number} is handed over`).check();
    await ada.page.getByRole('button', { name: /Next share|Finish/u }).click();
  }
  expect(new Set(shares).size).toBe(3);
  await lockFromPage(ada.page);

  const later = join(bo.folder, 'later.segl');
  await copyFile(file, later);
  await chooseProject(bo, later);
  await openKeyringIfLocked(bo);
  await bo.page.getByRole('button', { name: 'Open with your keyring' }).click();
  await expect(bo.page.getByRole('alert')).toBeVisible();
  await bo.page.getByRole('button', { name: 'Use recovery shares…' }).click();
  const recovering = bo.page.getByRole('dialog', { name: 'Open with recovery shares' });
  const [first = '', second = ''] = shares;
  await recovering.getByLabel('Share 1').fill(first);
  await recovering.getByLabel('Share 2').fill(first);
  await expect(recovering.getByText(/The same share as above/u)).toBeVisible();
  const at = Math.floor(second.length / 2);
  const mistyped = second.slice(0, at) + (second.charAt(at) === 'A' ? 'B' : 'A') + second.slice(at + 1);
  await recovering.getByLabel('Share 2').fill(mistyped);
  await expect(recovering.getByText(/check value is wrong/u)).toBeVisible();
  await expect(recovering.getByRole('button', { name: 'Open the project' })).toBeDisabled();
  await expectAccessible(bo.page);
  await recovering.getByLabel('Share 2').fill(second);
  await recovering.getByRole('button', { name: 'Open the project' }).click();
  // Bo opened a copy before, which is not the one that Ada went on with.
  await expect(bo.page.getByRole('alertdialog')).toContainText('has gone another way');
  await bo.page.getByRole('button', { name: 'Continue with this file' }).click();
  await expect(bo.page.getByText('Saved', { exact: true })).toBeVisible();
});

test('an older file in its place is a question before work goes on; recent projects come from the keyring', async () => {
  const ada = await launchAnalyst('Ada Berg', 'Nordlys');
  running = [ada];
  const { page, folder } = ada;
  await createProject(ada, 'empty', 'Back');
  const file = join(folder, 'Back.segl');
  await lockFromPage(page);
  const older = await readFile(file);
  await openKeyringIfLocked(ada);
  await unlock(page);
  await write(page, model);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await lockFromPage(page);
  await writeFile(file, older);
  await openKeyringIfLocked(ada);
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('is older than what you have seen');
  await expectAccessible(page);
  await picture(page, 'older-file');
  await question.getByRole('button', { name: 'Lock it' }).click();
  await expect(page.getByRole('button', { name: 'Unlock', exact: true })).toBeVisible();
  await openKeyringIfLocked(ada);
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await question.getByRole('button', { name: 'Continue with this file' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await lockFromPage(page);
  await page.getByRole('button', { name: 'Another project' }).click();
  const unlocking = page.getByRole('button', { name: 'Unlock your keyring to see recent projects' });
  if (await unlocking.isVisible()) {
    await unlocking.click();
    await page.getByLabel('Passphrase of the keyring').fill(ada.keyringPassphrase);
    await page.getByRole('button', { name: 'Unlock the keyring' }).click();
  }
  await page.getByRole('button', { name: /Back Back\.segl/u }).click();
  await expect(page.getByRole('heading', { name: 'Back.segl' })).toBeVisible();
});

/** Chooses a project's file. */
async function chooseProject({ app, page }: Analyst, path: string): Promise<void> {
  const another = page.getByRole('button', { name: 'Another project' });
  if (await another.isVisible()) await another.click();
  await answerOpenDialogs(app, path);
  await page.getByRole('button', { name: 'Open…', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Unlock', exact: true })).toBeVisible();
}

/** Unlocks the keyring where it was locked with a project. */
async function openKeyringIfLocked(analyst: Analyst): Promise<void> {
  const dialog = await openKeyring(analyst);
  const field = dialog.getByLabel('Passphrase of the keyring');
  await expect(field.or(dialog.getByRole('heading', { name: 'Your card' }))).toBeVisible();
  if (await field.isVisible()) {
    await field.fill(analyst.keyringPassphrase);
    await dialog.getByRole('button', { name: 'Unlock the keyring' }).click();
    await expect(dialog.getByRole('heading', { name: 'Your card' })).toBeVisible();
  }
  await closeDialog(dialog);
}

/** Opens a project with the keyring alone. */
async function openByKeyring(analyst: Analyst, path: string): Promise<void> {
  await chooseProject(analyst, path);
  await openKeyringIfLocked(analyst);
  await analyst.page.getByRole('button', { name: 'Open with your keyring' }).click();
  await expect(analyst.page.getByText('Saved', { exact: true })).toBeVisible();
}
