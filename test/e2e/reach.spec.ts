import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { chooseMenu, launch, type Launched } from '../support/window/launch.ts';
import { createProject, expectAccessible, picture, resize, write } from '../support/window/actions.ts';

const model = `protocol Reach
entity ONE "First"
entity TWO "Second"
entity THREE "Third"
key K shared by ONE, TWO long-term
data X "Reading" of ONE
phase run channel public adversary present {
  message m1 ONE -> TWO: aead[K](X)
}
confidentiality X: ONE, TWO
integrity X: ONE
`;

async function zoom({ app, page }: Launched, factor: number): Promise<void> {
  const width = await page.evaluate(() => window.innerWidth);
  await app.evaluate(({ BrowserWindow }, to) => {
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(to);
  }, factor);
  if (factor !== 1) await page.waitForFunction((before) => window.innerWidth < before, width);
}

/** Keeps a picture of the window as it is on the screen, whatever the zoom. */
async function screen({ app }: Launched, name: string): Promise<void> {
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return image?.toPNG().toString('base64') ?? '';
  });
  await writeFile(join('test-results', 'pictures', `${name}.png`), Buffer.from(png, 'base64'));
}

/** The part of an element that lies in the window. */
async function expectInWindow(page: Page, target: Locator): Promise<void> {
  const box = await target.boundingBox();
  const size = await page.evaluate(() => ({ width: window.innerWidth, height: window.innerHeight }));
  expect(box).not.toBeNull();
  if (box === null) return;
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(Math.round(box.x + box.width)).toBeLessThanOrEqual(size.width);
  expect(box.y).toBeGreaterThanOrEqual(0);
  expect(Math.round(box.y + box.height)).toBeLessThanOrEqual(size.height);
}

test('threats are walked and decided about by key, each its own, and the menu takes a decision back', async () => {
  const launched = await launch();
  const { app, page } = launched;
  try {
    await createProject(launched, 'empty');
    await write(page, model);
    await page.getByRole('button', { name: 'Threats' }).click();
    const rows = page.getByRole('region', { name: 'Threats', exact: true }).locator('[data-row]');
    await rows.first().focus();
    await page.keyboard.press('a');
    await page.keyboard.press('ArrowDown');
    await expect(rows.nth(1)).toBeFocused();
    await page.keyboard.press('r');
    await page.keyboard.type('Out of scope');
    await page.keyboard.press('Enter');
    await expect(rows.nth(0)).toContainText('accepted');
    await expect(rows.nth(1)).toContainText('rejected');
    await expect(rows.nth(1)).toBeFocused();
    await page.keyboard.press('End');
    await expect(rows.last()).toBeFocused();

    await chooseMenu(app, 'undo');
    await expect(rows.nth(1)).toContainText('not decided');
    await chooseMenu(app, 'undo');
    await expect(rows.nth(0)).toContainText('not decided');
    await chooseMenu(app, 'redo');
    await expect(rows.nth(0)).toContainText('accepted');

    // What was changed last is undone first, in the text or beside it.
    await page.getByRole('button', { name: 'Model', exact: true }).click();
    await page.getByLabel('THREE may obtain X').click();
    await expect(page.locator('.cm-content')).toContainText('confidentiality X: ONE, TWO, THREE');
    await chooseMenu(app, 'undo');
    await expect(page.locator('.cm-content')).not.toContainText('confidentiality X: ONE, TWO, THREE');
    await expect(page.locator('.cm-content')).toContainText('confidentiality X: ONE, TWO');
    await chooseMenu(app, 'undo');
    await page.getByRole('button', { name: 'Threats' }).click();
    await expect(rows.nth(0)).toContainText('not decided');
  } finally {
    await launched.close();
  }
});

test('Esc and Tab leave the editor, which says so', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    const editor = page.locator('.cm-content');
    await editor.click();
    await expect(editor).toHaveAttribute('aria-description', /press Esc first/u);
    await expect(page.getByText('To leave the editor with Tab, press Esc first.')).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(editor).toBeFocused();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await expect(editor).not.toBeFocused();
  } finally {
    await launched.close();
  }
});

// What is in reach in the smaller window has been in reach in the larger one so far.
for (const [width, height, tag] of [
  [1280, 820, ['@long']],
  [900, 600, []],
] as const) {
  test(
    `at 200 % of ${width} by ${height} everything can be reached with the pointer`,
    { tag: [...tag] },
    async () => {
      const launched = await launch();
      const { page } = launched;
      try {
        await createProject(launched, 'empty');
        await write(page, model);
        await resize(launched, width, height);
        const adversary = page.getByRole('columnheader', { name: 'Adversary' });
        await expectInWindow(page, adversary);
        await picture(page, `table-light-${width}`);
        await page.emulateMedia({ colorScheme: 'dark' });
        await picture(page, `table-dark-${width}`);
        await page.emulateMedia({ colorScheme: 'light' });
        await zoom(launched, 2);
        await picture(page, `reach-${width}`);
        await screen(launched, `zoom-table-${width}`);
        for (const tab of ['Diagrams', 'Verdicts', 'Guidelines', 'Requirement table']) {
          const each = page.getByRole('tab', { name: tab });
          await each.click();
          await expectInWindow(page, each);
        }
        await adversary.scrollIntoViewIfNeeded();
        await expectInWindow(page, adversary);
        await screen(launched, `zoom-adversary-${width}`);
        await expectAccessible(page);

        await page.getByRole('button', { name: 'Threats' }).click();
        await screen(launched, `zoom-threats-${width}`);
        const row = page.getByRole('region', { name: 'Threats', exact: true }).locator('[data-row]').first();
        await row.click();
        const accept = page
          .getByRole('group', { name: 'Decision' })
          .getByRole('button', { name: 'accepted' });
        await accept.click();
        await expectInWindow(page, accept);
        await expect(row).toContainText('accepted');
        await screen(launched, `zoom-threats-decided-${width}`);
        for (const tab of ['Catalogue', 'Attack models', 'Table 2']) {
          const each = page.getByRole('tab', { name: tab });
          await each.click();
          await expectInWindow(page, each);
        }
        await expectAccessible(page);
        for (const activity of ['Requirements', 'Risk', 'Evaluation', 'Scope', 'Sources', 'Reports']) {
          await page
            .getByRole('navigation', { name: 'Activities' })
            .getByRole('button', { name: activity })
            .click();
          await screen(launched, `zoom-${activity}-${width}`);
          await expectAccessible(page);
        }
      } finally {
        await launched.close();
      }
    },
  );
}

test('a forced palette shows what is chosen and how the document is classified', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    await write(page, model);
    await page.emulateMedia({ forcedColors: 'active' });
    const classification = page.getByText('STRENGT FORTROLIG').first();
    const ground = await classification.evaluate((each) => getComputedStyle(each).backgroundColor);
    expect(ground).toBe('rgb(163, 33, 26)');
    const outline = (target: Locator): Promise<string> =>
      target.evaluate((each) => getComputedStyle(each).outlineStyle);
    expect(await outline(page.getByRole('tab', { name: 'Requirement table' }))).toBe('solid');
    expect(await outline(page.getByRole('button', { name: 'Model', exact: true }))).toBe('solid');
    await page.getByLabel('ONE may obtain X').click();
    expect(await outline(page.locator('td.selected'))).toBe('solid');
    await picture(page, 'forced-table');
    await page.getByRole('button', { name: 'Threats' }).click();
    const row = page.getByRole('region', { name: 'Threats', exact: true }).locator('[data-row]').first();
    await row.click();
    expect(await outline(row)).not.toBe('none');
    await picture(page, 'forced-threats');
  } finally {
    await launched.close();
  }
});
