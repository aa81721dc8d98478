import { expect, test } from '@playwright/test';
import { createProject, expectAccessible, passphrase, picture, resize } from '../support/window/actions.ts';
import { launch } from '../support/window/launch.ts';

test('the criteria are confirmed and overruled with reasons, kept, and marked when the proposal changes', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'example');
    await page.getByRole('button', { name: 'Evaluation' }).click();
    await page.getByRole('tab', { name: 'Criteria' }).click();
    const criteria = page.getByRole('table', { name: 'Evaluation criteria' });
    const row = (name: RegExp) => criteria.getByRole('row', { name });
    await expect(page.getByText('3 of 7 done, 3 partly, 1 open · none assessed by you')).toBeVisible();
    await expect(row(/^1 Entities/u)).toContainText('✓ done');
    await expect(row(/^5 Key management/u)).toContainText('2 session keys without renewal');

    await page.getByRole('button', { name: /^Confirm the proposal: 1 Entities/u }).click();
    await expect(row(/^1 Entities/u)).toContainText('= confirmed');
    await expect(row(/^1 Entities/u)).toContainText('no reason given');
    await expect(page.getByLabel(/^Reason: 1 Entities/u)).toBeFocused();
    await page.getByLabel(/^Reason: 1 Entities/u).fill('Every message of the sources is in the model.');
    await expect(row(/^1 Entities/u)).not.toContainText('no reason given');
    await page.getByLabel(/^Your assessment: 5 Key/u).selectOption('done');
    await page.getByLabel(/^Reason: 5 Key/u).fill('Two keys live for one connection; nothing renews them.');
    await expect(row(/^5 Key management/u)).toContainText('≠ overruled');
    await expect(page.getByText('4 of 7 done, 2 partly, 1 open · 2 assessed by you')).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'evaluation-criteria-light');

    // Typing is undone in one step, then the assessment; outside a field.
    await page.getByRole('tab', { name: 'Criteria' }).focus();
    await page.keyboard.press('Control+z');
    await expect(page.getByLabel(/^Reason: 5 Key/u)).toHaveValue('');
    await page.keyboard.press('Control+z');
    await expect(row(/^5 Key management/u)).not.toContainText('overruled');
    await page.keyboard.press('Control+Shift+z');
    await page.keyboard.press('Control+Shift+z');
    await expect(page.getByLabel(/^Reason: 5 Key/u)).toHaveValue(/nothing renews them/u);

    await page.getByRole('button', { name: 'Model', exact: true }).click();
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('\nentity GATE "Gateway"\n');
    await page.getByRole('button', { name: 'Evaluation' }).click();
    await page.getByRole('tab', { name: 'Criteria' }).click();
    await expect(row(/^1 Entities/u)).toContainText('the proposal has changed since: it was done');
    await expect(page.getByText('1 to look at again')).toBeVisible();
    await picture(page, 'evaluation-criteria-outdated');
    await page.getByRole('button', { name: /^My assessment stands: 1 Entities/u }).click();
    await expect(row(/^1 Entities/u)).toContainText('≠ overruled');
    await expect(row(/^1 Entities/u)).not.toContainText('changed since');

    await page.getByRole('button', { name: 'Lock', exact: true }).click();
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Evaluation' }).click();
    await page.getByRole('tab', { name: 'Criteria' }).click();
    await expect(page.getByLabel(/^Reason: 1 Entities/u)).toHaveValue(/in the model/u);
    await expect(row(/^1 Entities/u)).toContainText('≠ overruled');
  } finally {
    await launched.close();
  }
});

test('effort is logged as one writes it, summed up, changed, removed and brought back', async () => {
  const launched = await launch();
  const { app, page } = launched;
  try {
    await createProject(launched, 'example');
    await page.getByRole('button', { name: 'Evaluation' }).click();
    await page.getByRole('tab', { name: 'Effort' }).click();
    await expect(page.getByText('Nothing is logged yet.')).toBeVisible();
    await picture(page, 'evaluation-effort-empty');
    await expectAccessible(page);

    const form = page.getByRole('form');
    const time = form.getByLabel('Time');
    const add = async (activity: string, day: string, typed: string, note: string): Promise<void> => {
      await form.getByLabel('Activity').selectOption(activity);
      await form.getByLabel('Day').fill(day);
      await time.fill(typed);
      await form.getByLabel('Note').fill(note);
      await page.keyboard.press('Enter');
    };
    await add('scope', '2026-03-02', 'soon', '');
    await expect(page.getByRole('alert')).toHaveText('Write a time such as 1h 30m, 90 (minutes) or 1.5 h.');
    await time.fill('25 h');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toHaveText('One entry is at most a day, 24 hours.');
    await time.fill('45');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toHaveCount(0);
    await add('modelling', '2026-03-03', '1h 30m', 'Phases and keys, from the design notes');
    await add('modelling', '2026-03-04', '1,5 t', '');
    await expect(time).toBeFocused();

    const sums = page.getByRole('table', { name: 'Effort per activity' });
    await expect(sums.getByRole('row', { name: 'Scope 45 min 1 2026-03-02' })).toBeVisible();
    await expect(sums.getByRole('row', { name: 'Modelling 3 h 2 2026-03-03 – 2026-03-04' })).toBeVisible();
    await expect(sums.getByRole('row', { name: 'In all 3 h 45 min 3' })).toBeVisible();
    const entries = page.getByRole('table', { name: 'Entries' });
    await expect(entries.getByRole('row').nth(1)).toContainText('2026-03-04');
    await expectAccessible(page);
    await picture(page, 'evaluation-effort-light');

    await page.getByRole('button', { name: 'Change the entry of 2026-03-02: Scope, 45 min' }).click();
    await expect(time).toBeFocused();
    await expect(time).toHaveValue('45 min');
    await time.fill('1:15');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(time).toBeFocused();
    await expect(sums.getByRole('row', { name: 'In all 4 h 15 min 3' })).toBeVisible();

    await page.getByRole('button', { name: 'Remove the entry of 2026-03-03: Modelling, 1 h 30 min' }).click();
    await expect(sums.getByRole('row', { name: 'In all 2 h 45 min 2' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Effort' })).toBeFocused();
    await expect(entries).toContainText('Phases and keys, from the design notes');

    await page.getByRole('button', { name: 'Copy tables' }).click();
    await expect(page.getByText('Copied')).toBeVisible();
    const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toContain('\nIn all\t4 h 15 min\t3\t\n');
    expect(copied).toContain('\nSecurity messages\t28\n');

    await page.evaluate(() => window.segl.call('settings.update', { locale: 'nb', theme: 'dark' }));
    await resize(launched, 1000, 700);
    await expect(page.getByRole('row', { name: 'I alt 4 t 15 min 3' })).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'evaluation-effort-dark');
    await page.getByRole('tab', { name: 'Kriterier' }).click();
    await page.getByLabel(/^Din vurdering: 5/u).selectOption('open');
    await expect(page.getByRole('row', { name: /^5 Nøkkel/u })).toContainText('overprøvd');
    await expectAccessible(page);
    await picture(page, 'evaluation-criteria-dark');
    await resize(launched, 1600, 1000);
    await picture(page, 'evaluation-criteria-dark-1600');
  } finally {
    await launched.close();
  }
});
