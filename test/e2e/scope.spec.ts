import { expect, test, type Page } from '@playwright/test';
import { createProject, expectAccessible, passphrase, picture, resize } from '../support/window/actions.ts';
import { launch } from '../support/window/launch.ts';

async function go(page: Page, activity: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Activities' }).getByRole('button', { name: activity }).click();
}

test('what is analysed and what is not is stated, cited, undone and kept', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'example');
    await go(page, 'Scope');
    const scope = page.getByRole('region', { name: 'Scope', exact: true });
    await expect(scope.getByText('What is analysed, and what is not')).toBeVisible();
    await picture(page, 'scope-empty');
    await expectAccessible(page);

    await scope.getByLabel('Purpose').fill('To find out whether readings are protected');
    await page.getByLabel('Design: how far it is analysed').selectOption('covered');
    await page.getByLabel('Design: reason').fill('The protocol is modelled');
    await expect(scope.getByText('0 statements inside, 0 outside, 0 assumptions')).toBeVisible();

    // Letters typed into one field are undone together, and the fields one by one.
    await page.getByLabel('Design: how far it is analysed').focus();
    await page.keyboard.press('Control+z');
    await expect(page.getByLabel('Design: reason')).toHaveValue('');
    await page.keyboard.press('Control+z');
    await expect(page.getByLabel('Design: how far it is analysed')).toHaveValue('not-covered');
    await page.keyboard.press('Control+z');
    await expect(scope.getByLabel('Purpose')).toHaveValue('');
    await scope.getByRole('button', { name: 'Begin with these' }).click();
    await expect(scope.getByText('3 statements inside, 4 outside, 1 assumption')).toBeVisible();
    await expect(scope.getByText('What is analysed, and what is not')).toBeHidden();

    // What the model has is inside already, and leads into its text.
    await expect(scope.getByText('HES ↔ CON')).toBeVisible();
    await expect(scope.getByText(/Production: secure, no adversary, 3 messages/u)).toBeVisible();

    await scope.getByRole('button', { name: 'Add something outside: Entities' }).click();
    const added = scope.getByRole('article', { name: 'a statement without words' });
    await expect(added.getByLabel('Statement', { exact: true })).toBeFocused();
    await page.keyboard.type('The billing system');
    const billing = scope.getByRole('article', { name: 'The billing system' });
    await billing.getByLabel('Reason', { exact: true }).fill('It has no keys');
    await expect(billing.getByLabel('Inside or outside: The billing system')).toHaveValue('outside');
    await billing.getByRole('button', { name: '+ Citation' }).click();
    await billing.getByLabel('Document').fill('Interview');
    await billing.getByLabel('Section').fill('question 3');
    await billing.getByRole('button', { name: 'Add the citation' }).click();
    await expect(billing.getByText('Interview, question 3')).toBeVisible();
    await picture(page, 'scope-statements');
    await expectAccessible(page);

    // The sources know of it, and lead back.
    await go(page, 'Sources');
    const coverage = page.getByRole('region', { name: 'Coverage' });
    await coverage.getByText('Interview', { exact: true }).click();
    await coverage.getByRole('button', { name: 'scope The billing system' }).click();
    await expect(billing.getByLabel('Statement', { exact: true })).toBeFocused();

    await billing.getByRole('button', { name: 'Remove: The billing system' }).click();
    await expect(billing).toBeHidden();
    await scope.getByRole('button', { name: 'Undo' }).click();
    await expect(billing).toBeVisible();
    await scope.getByText('11 assumptions that every analysis of Segl rests on').click();
    await expect(scope.getByText('An agent plays one entity only.')).toBeVisible();
    await picture(page, 'scope-assumptions');

    await scope.getByRole('button', { name: 'MET Smart meter' }).click();
    await expect(page.locator('.cm-activeLine')).toContainText('entity MET');

    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    const fresh = page.waitForEvent('load');
    await page.getByRole('button', { name: 'Lock' }).click();
    await fresh;
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.keyboard.press('Enter');
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await go(page, 'Scope');
    await expect(billing.getByText('Interview, question 3')).toBeVisible();

    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Dark').check();
    await page.getByLabel('Norsk bokmål').check();
    await page.getByRole('button', { name: 'Lukk' }).click();
    await resize(launched, 1000, 700);
    await picture(page, 'scope-dark-nb');
    await expectAccessible(page);
  } finally {
    await launched.close();
  }
});
