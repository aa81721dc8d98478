import { execFile } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, type Locator } from '@playwright/test';
import { createProject, lockFromPage, write } from '../support/window/actions.ts';
import {
  answerAll,
  closeDialog,
  launchColleagues,
  openKeyring,
  seal,
  unlock,
  type Analyst,
} from '../support/window/colleagues.ts';
import { chromiumArguments, definedEnvironment, launch, root } from '../support/window/launch.ts';

let running: readonly { readonly close: () => Promise<void> }[] = [];

test.afterEach(async () => {
  for (const each of running) await each.close();
  running = [];
});

/** Starts the application once more with a file, as a double click does: it goes to the one that runs. */
async function open({ app, profile }: Analyst, path: string): Promise<void> {
  const start = [...chromiumArguments(), `--user-data-dir=${profile}`, root, path];
  await promisify(execFile)(app.process().spawnfile, start, { env: definedEnvironment() });
}

/** Answers the next question of the main process with one of its buttons. */
async function answerQuestion({ app }: Analyst, button: string): Promise<void> {
  await app.evaluate(({ dialog }, label) => {
    dialog.showMessageBox = (...given: readonly unknown[]) => {
      const options = given.at(-1) as { readonly buttons: readonly string[] };
      return Promise.resolve({ response: options.buttons.indexOf(label), checkboxChecked: false });
    };
  }, button);
}

function sealedDialog({ page }: Analyst, file: string): Locator {
  return page.getByRole('dialog', { name: file });
}

test('a sealed file by double click is shown, and waits for what is looked at and for the keyring', async () => {
  const [ada, bo] = await launchColleagues();
  running = [ada, bo];
  await createProject(ada, 'empty', 'Twice');
  const one = await seal(ada, ['Bo Lind'], 'one.sealed');
  const two = await seal(ada, ['Bo Lind'], 'two.sealed');

  await open(bo, one);
  await expect(sealedDialog(bo, 'one.sealed')).toBeVisible();
  await answerAll(sealedDialog(bo, 'one.sealed'));
  await open(bo, two);
  await bo.page.waitForTimeout(500);
  await expect(sealedDialog(bo, 'one.sealed')).toBeVisible();
  await closeDialog(sealedDialog(bo, 'one.sealed'));
  await expect(sealedDialog(bo, 'two.sealed')).toBeVisible();
  await closeDialog(sealedDialog(bo, 'two.sealed'));
  await expect(bo.page.getByRole('dialog')).toHaveCount(0);

  // While another dialog is open, it does not take its place either.
  const keyring = await openKeyring(bo);
  await open(bo, one);
  await bo.page.waitForTimeout(500);
  await expect(keyring).toBeVisible();
  // It waits for the keyring, too.
  await keyring.getByRole('button', { name: 'Lock the keyring' }).click();
  await closeDialog(keyring);
  const gate = bo.page.getByRole('dialog', { name: 'Open sealed file' });
  await gate.getByLabel('Passphrase of the keyring').fill(bo.keyringPassphrase);
  await gate.getByRole('button', { name: 'Unlock the keyring' }).click();
  await expect(sealedDialog(bo, 'one.sealed').getByText('Ada Berg').first()).toBeVisible();
});

test('a project by double click is chosen; an open one is locked only where that is said, with all that was typed', async () => {
  const [ada, bo] = await launchColleagues();
  running = [ada, bo];
  await createProject(ada, 'empty', 'First');
  await lockFromPage(ada.page);
  const first = join(bo.folder, 'First.segl');
  const other = join(bo.folder, 'Other.segl');
  for (const copy of [first, other]) await copyFile(join(ada.folder, 'First.segl'), copy);
  await open(bo, first);
  await expect(bo.page.getByRole('heading', { name: 'First.segl' })).toBeVisible();
  await unlock(bo.page);
  await bo.page.locator('.cm-content').click();
  await write(bo.page, 'protocol P "typed last"\n');
  await answerQuestion(bo, 'Stay here');
  await open(bo, other);
  await bo.page.waitForTimeout(500);
  await expect(bo.page.locator('.cm-content')).toContainText('typed last');
  await answerQuestion(bo, 'Lock and open');
  await open(bo, other);
  await expect(bo.page.getByRole('heading', { name: 'Other.segl' })).toBeVisible();
  await open(bo, first);
  await expect(bo.page.getByRole('heading', { name: 'First.segl' })).toBeVisible();
  await unlock(bo.page);
  await expect(bo.page.locator('.cm-content')).toContainText('typed last');
});

test('the application starts with what it is given; a file that is none costs a sentence', async () => {
  const [ada, bo] = await launchColleagues();
  running = [ada, bo];
  await createProject(ada, 'empty', 'Start');
  const path = await seal(ada, ['Bo Lind'], 'start.sealed');
  await bo.app.close();
  const keep = join(bo.folder, 'keep');
  await mkdir(keep);
  const gone = join(keep, 'gone.sealed');
  const again = { ...bo, ...(await launch([`--user-data-dir=${bo.profile}`, gone, path])) };
  running = [ada, again];
  const gate = again.page.getByRole('dialog', { name: 'Open sealed file' });
  await gate.getByLabel('Passphrase of the keyring').fill(bo.keyringPassphrase);
  await gate.getByRole('button', { name: 'Unlock the keyring' }).click();
  await expect(gate.getByRole('alert')).toBeVisible();
  await closeDialog(gate);
  await expect(sealedDialog(again, 'start.sealed').getByText('Ada Berg').first()).toBeVisible();
});
