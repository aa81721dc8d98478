import { basename, join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { passphrase } from './actions.ts';
import { answerOpenDialogs, answerSaveDialogs, chooseMenu, launch, type Launched } from './launch.ts';

/** Somebody with an application, a profile and a keyring of their own. */
export interface Analyst extends Launched {
  readonly name: string;
  /** The passphrase of the keyring. */
  readonly keyringPassphrase: string;
}

/** Starts an application of somebody's own, and makes a keyring in it. */
export async function launchAnalyst(name: string, organisation: string): Promise<Analyst> {
  const launched = await launch();
  const analyst = { ...launched, name, keyringPassphrase: `keyring of ${name}, six words` };
  const dialog = await openKeyring(analyst);
  await dialog.getByLabel('Your name').fill(name);
  await dialog.getByLabel('Organisation').fill(organisation);
  await dialog.getByLabel('Passphrase for the keyring').fill(analyst.keyringPassphrase);
  await dialog.getByLabel('The same again').fill(analyst.keyringPassphrase);
  await dialog.getByRole('button', { name: 'Make the keyring' }).click();
  await expect(dialog.getByRole('heading', { name: 'Your card' })).toBeVisible();
  await closeDialog(dialog);
  return analyst;
}

/** Opens the dialog with one's own card and those of colleagues. */
export async function openKeyring({ app, page }: Launched): Promise<Locator> {
  // Once the page listens: its first call has been answered.
  await expect(page.getByRole('button').first()).toBeVisible();
  await chooseMenu(app, 'colleagues');
  const dialog = page.getByRole('dialog', { name: 'Colleagues and keyring' });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Closes a dialog by its button. */
export async function closeDialog(dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  // What is asked of the window next comes after that.
  await expect(dialog).toHaveCount(0);
}

/** The groups of the fingerprint that is shown large under a name. */
export async function fingerprintIn(within: Locator, label: string): Promise<readonly string[]> {
  return within.getByRole('group', { name: label, exact: true }).first().locator('span').allTextContents();
}

/** Saves somebody's card; the path of its file. */
export async function saveCard(analyst: Analyst): Promise<string> {
  const dialog = await openKeyring(analyst);
  await answerSaveDialogs(analyst.app, join(analyst.folder, 'own'));
  await dialog.getByRole('button', { name: 'Save card…' }).click();
  const told = dialog.getByText(/^✓ Written: /u);
  await expect(told).toBeVisible();
  const name = (await told.textContent())?.replace(/^.*Written: /u, '').trim() ?? '';
  await closeDialog(dialog);
  return join(analyst.folder, basename(name));
}

/** Adds the card in a file to somebody's colleagues; it counts as not compared then. */
export async function addCard(analyst: Analyst, path: string, name: string): Promise<void> {
  const dialog = await openKeyring(analyst);
  await answerOpenDialogs(analyst.app, path);
  await dialog.getByRole('button', { name: 'Choose card…' }).click();
  await dialog.getByRole('button', { name: 'Add the card' }).click();
  await expect(dialog.getByText(`The card of ${name} was added.`)).toBeVisible();
  await closeDialog(dialog);
}

/** Says that the fingerprint of a colleague is the one that they read aloud. */
async function compare(analyst: Analyst, name: string): Promise<void> {
  const dialog = await openKeyring(analyst);
  await dialog.getByRole('button', { name: `Compare fingerprint with ${name}…` }).click();
  const comparison = analyst.page.getByRole('dialog', { name: `Compare fingerprints with ${name}` });
  await comparison.getByRole('button', { name: 'It is the same' }).click();
  await expect(comparison).toHaveCount(0);
  await closeDialog(dialog);
}

/** Two people who have each other's cards and have compared them. */
export async function launchColleagues(): Promise<readonly [ada: Analyst, bo: Analyst]> {
  const ada = await launchAnalyst('Ada Berg', 'Nordlys');
  const bo = await launchAnalyst('Bo Lind', 'Kystnett');
  for (const [one, other] of [
    [ada, bo],
    [bo, ada],
  ] as const) {
    await addCard(one, await saveCard(other), other.name);
    await compare(one, other.name);
  }
  return [ada, bo];
}

/** Seals the open project for some colleagues; the path of the sealed file. */
export async function seal(
  { app, page, folder }: Analyst,
  names: readonly string[],
  file: string,
): Promise<string> {
  await chooseMenu(app, 'share');
  for (const name of names) await page.getByRole('checkbox', { name: new RegExp(name, 'u') }).check();
  await page.getByLabel('Purpose').fill(`For ${names.join(', ')}`);
  await page.getByRole('button', { name: 'Show what would leave…' }).click();
  const summary = page.getByRole('region', { name: 'This would leave' });
  await answerAll(summary);
  const path = join(folder, file);
  await answerSaveDialogs(app, path);
  await summary.getByRole('button', { name: 'Seal and save…' }).click();
  await expect(page.getByText(`Sealed and written: ${file}`)).toBeVisible();
  return path;
}

/** Opens a sealed file as the menu does; the dialog that shows it. */
export async function openSealed({ app, page }: Launched, path: string): Promise<Locator> {
  await chooseMenu(app, 'open-sealed');
  await answerOpenDialogs(app, path);
  await page.getByRole('button', { name: 'Choose a file…' }).click();
  return page.getByRole('dialog');
}

/** Ticks every warning. */
export async function answerAll(within: Locator): Promise<void> {
  const group = within.getByRole('group', { name: /before it goes on/u });
  for (const box of await group.getByRole('checkbox').all()) await box.check();
}

/** Makes a project of the sealed file that is shown, and unlocks it. */
export async function receive({ app, page, folder }: Analyst, dialog: Locator, file: string): Promise<void> {
  await answerAll(dialog);
  await dialog.getByRole('button', { name: 'Make a new project of it…' }).click();
  await dialog.getByLabel('Passphrase for the new project').fill(passphrase);
  await dialog.getByLabel('The same again').fill(passphrase);
  await answerSaveDialogs(app, join(folder, file));
  await dialog.getByRole('button', { name: 'Choose a place…' }).click();
  await unlock(page);
}

/** Unlocks the chosen project with its passphrase. */
export async function unlock(page: Page): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}
