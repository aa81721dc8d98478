import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/window/actions.ts';
import { chooseMenu, launch } from '../support/window/launch.ts';

test('the reference of the language is shown, searched and walked in both themes', async () => {
  const { app, page, close } = await launch();
  try {
    await chooseMenu(app, 'help');
    const help = page.getByRole('dialog', { name: 'Help', exact: true });
    await expect(help).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join('test-results', 'pictures', `help-${colorScheme}.png`) });
      await expectAccessible(page);
    }

    await help.getByRole('button', { name: 'authentication', exact: true }).click();
    const authentication = help.getByRole('article', { name: 'authentication', exact: true });
    await expect(authentication).toBeFocused();
    await expect(authentication).toBeInViewport();
    await authentication.getByText('What can be wrong').click();
    await expect(authentication.getByText('An entity is not authenticated to itself.')).toBeVisible();
    await page.screenshot({ path: join('test-results', 'pictures', 'help-entry.png') });

    await help.getByRole('searchbox', { name: 'Search the reference' }).fill('exchange private half');
    await expect(help.getByRole('article', { name: 'dh' })).toBeInViewport();
    await expect(authentication).toHaveCount(0);
    await page.screenshot({ path: join('test-results', 'pictures', 'help-search.png') });
    await help.getByRole('searchbox').fill('zeppelin');
    await expect(help.getByText('Nothing in the reference has all these words.')).toBeVisible();
    await page.keyboard.press('Escape');
    await help.getByRole('button', { name: 'Close' }).click();
    await expect(help).toHaveCount(0);

    // The method has help of its own, with the sections of the paper.
    await chooseMenu(app, 'help');
    await help.getByRole('button', { name: 'The method' }).click();
    await help.getByRole('button', { name: 'Verdicts', exact: true }).click();
    const verdicts = help.getByRole('article', { name: 'Verdicts' });
    await expect(verdicts).toBeFocused();
    await expect(verdicts.getByText('The paper, section 2.2, 6.2')).toBeVisible();
    await page.screenshot({ path: join('test-results', 'pictures', 'help-method.png') });
    await expectAccessible(page);
    await help.getByRole('searchbox').fill('fingerprints aloud');
    await expect(help.getByRole('article')).toHaveCount(1);
  } finally {
    await close();
  }
});
