import { expect, test } from '@playwright/test';
import { createProject, expectAccessible, picture, resize } from '../support/window/actions.ts';
import { chooseMenu, launch } from '../support/window/launch.ts';

test('the tour leads through every part in eight steps, by keyboard, and is left at any time', async () => {
  const launched = await launch();
  const { app, page } = launched;
  const tour = page.getByRole('dialog', { name: /./u }).filter({ hasText: 'The paper, section' });
  try {
    await createProject(launched, 'example');
    await chooseMenu(app, 'tour');
    await expect(tour).toContainText('Step 1 of 8');
    const activities = new Set<string>();
    for (let step = 1; step <= 8; step += 1) {
      await expect(tour).toContainText(`Step ${String(step)} of 8`);
      activities.add((await page.locator('nav button[aria-current="page"]').textContent())?.trim() ?? '');
      if (step === 4) {
        await picture(page, 'tour');
        await expectAccessible(page);
        await resize(launched, 900, 600);
        await picture(page, 'tour-small');
        await resize(launched, 1280, 793);
      }
      if (step < 8) await tour.getByRole('button', { name: 'Next' }).press('Enter');
    }
    expect([...activities]).toEqual(['Scope', 'Sources', 'Model', 'Threats', 'Risk', 'Reports']);
    await tour.getByRole('button', { name: 'Done' }).click();
    await expect(tour).toHaveCount(0);

    await chooseMenu(app, 'tour');
    await expect(tour).toContainText('Step 1 of 8');
    await page.keyboard.press('Escape');
    await expect(tour).toHaveCount(0);
  } finally {
    await launched.close();
  }
});
