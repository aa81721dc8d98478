import { expect, test } from '@playwright/test';
import { createProject, expectAccessible, picture, resize, write } from '../support/window/actions.ts';
import { chooseMenu, launch } from '../support/window/launch.ts';

const crooked = `protocol P "Protocol"
entity A
  entity B
key K shared by A, B long-term
phase one {
message m A -> B: enc[K](N)
  message o B -> A: N
}
`;

test('what is wrong is listed under the text, gone to and mended from there', async () => {
  const launched = await launch();
  const { app, page } = launched;
  try {
    await createProject(launched, 'example');
    const editor = page.getByRole('textbox', { name: 'Model text' });
    await expect(page.getByRole('button', { name: 'No problems in the text' })).toBeVisible();
    await write(page, crooked.replace('entity A', 'entiti A'));
    const count = page.getByRole('button', { name: /errors$/u });
    await expect(count).toBeVisible();
    await chooseMenu(app, 'problems');
    const list = page.getByRole('list', { name: 'Problems' });
    await expect(list).toBeVisible();
    await picture(page, 'problems');
    await expectAccessible(page);
    await list
      .getByRole('button', { name: /line 2/u })
      .first()
      .click();
    await expect(editor).toBeFocused();
    await chooseMenu(app, 'problems');
    await expect(list).toHaveCount(0);
  } finally {
    await launched.close();
  }
});

test('the text is formatted as one change, folded, broken at the edge, and gone through by what it declares', async () => {
  const launched = await launch();
  const { app, page } = launched;
  try {
    await createProject(launched, 'example');
    const editor = page.getByRole('textbox', { name: 'Model text' });
    await write(
      page,
      crooked.replace('N)', 'SECRET)').replace(': N', ': SECRET').replace('phase', 'data SECRET of A\nphase'),
    );
    await chooseMenu(app, 'format');
    await expect(editor).toContainText('  message m A -> B');
    await expect(page.locator('.cm-line').filter({ hasText: /^entity B$/u })).toHaveCount(1);
    await editor.focus();
    await page.keyboard.press('Control+z');
    await expect(page.locator('.cm-line').filter({ hasText: /^ {2}entity B$/u })).toHaveCount(1);
    await page.keyboard.press('Control+y');

    // A block is folded at the line that opens it.
    await page
      .locator('.cm-line')
      .filter({ hasText: /^phase one/u })
      .click();
    await page.keyboard.press('Control+Shift+BracketLeft');
    await expect(page.getByRole('button', { name: 'Unfold' })).toBeVisible();
    await expect(page.locator('.cm-line').filter({ hasText: 'message m' })).toHaveCount(0);
    await picture(page, 'editor-folded');
    await page.getByRole('button', { name: 'Unfold' }).click();
    await expect(page.locator('.cm-line').filter({ hasText: 'message m' })).toHaveCount(1);

    await chooseMenu(app, 'wrap');
    await expect(page.locator('.cm-lineWrapping')).toHaveCount(1);
    await chooseMenu(app, 'outline');
    const palette = page.getByRole('dialog', { name: 'Find and do everything' });
    await expect(palette.getByRole('option').first()).toHaveText(/^A\b/u);
    await page.keyboard.type('SECRET');
    await expect(palette.getByRole('option')).toHaveCount(1);
    await resize(launched, 900, 600);
    await picture(page, 'outline-small');
    await page.keyboard.press('Enter');
    await expect(editor).toBeFocused();
  } finally {
    await launched.close();
  }
});
