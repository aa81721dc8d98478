import { expect, test } from '@playwright/test';
import { createProject, expectAccessible, picture, write } from '../support/window/actions.ts';
import { launch } from '../support/window/launch.ts';

const model = (statements: string): string => `protocol Small
entity A "Sender"
entity B "Receiver"
key K shared by A, B long-term
data X "Reading" of A
phase run channel public adversary present {
  message m1 A -> B: aead[K](X)
}
${statements}`;

test('nothing is green that nobody asked about, and each status leads to its next step', async () => {
  const launched = await launch();
  const { page } = launched;
  const green = page.locator('header .good');
  try {
    await createProject(launched, 'empty');
    await write(page, model(''));
    const unstated = page.getByRole('button', { name: 'No requirement has been stated yet' });
    await expect(unstated).toBeVisible();
    await expect(green).toHaveCount(0);
    await page.getByRole('button', { name: 'Requirements' }).click();
    await expect(page.getByText('There is nothing to trace yet')).toBeVisible();
    await unstated.click();
    await expect(page.getByRole('tab', { name: 'Requirement table', selected: true })).toBeVisible();
    await picture(page, 'status-unstated');
    await expectAccessible(page);

    await write(page, model('confidentiality X: A, B\n'));
    const compared = page.getByRole('button', {
      name: 'Honest run and listener agree; active adversary not asked',
    });
    await expect(compared).toBeVisible();
    await expect(green).toHaveCount(0);
    await picture(page, 'status-compared');
    await compared.click();
    await expect(page.getByRole('tab', { name: 'Verdicts' })).toHaveAttribute('aria-selected', 'true');
    await page
      .getByRole('button', { name: /^Analyse/u })
      .first()
      .click();
    await expect(page.getByRole('button', { name: 'Every tick and claim is proved' })).toBeVisible({
      timeout: 120_000,
    });
    await expect(green).toHaveCount(1);
    await expectAccessible(page);

    await write(page, model('confidentiality X: A, B\nintegrity K: A\n'));
    await expect(green).toHaveCount(0);
  } finally {
    await launched.close();
  }
});
