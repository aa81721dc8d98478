import { expect, test } from '@playwright/test';
import { addFile } from '../support/window/add-file.ts';
import { createProject, picture } from '../support/window/actions.ts';
import { launch, type Launched } from '../support/window/launch.ts';
import { pdfOf, treeOfPages } from '../support/window/pdf.ts';

let launched: Launched;

test.beforeEach(async () => {
  launched = await launch();
  await createProject(launched, 'empty');
  await launched.page
    .getByRole('navigation', { name: 'Activities' })
    .getByRole('button', { name: 'Sources' })
    .click();
});

test.afterEach(async () => {
  await launched.close();
});

/** Whether the page answers a pointer and draws frames: what a thread that is busy cannot. */
async function expectLively(): Promise<void> {
  const { page } = launched;
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('a page that takes for ever is given up, the window goes on meanwhile, and the other pages are shown', async () => {
  const { page } = launched;
  // Each of these saves the state of the drawing inside the one before.
  const heavy = pdfOf([
    { lines: ['First words.'] },
    { lines: ['Never shown.'], operators: 'q '.repeat(2_000_000) },
    ...Array.from({ length: 4 }, (_, index) => ({ lines: [`Page ${String(index + 3)}.`] })),
    { lines: ['Last words.'] },
  ]);
  await addFile(launched, 'Heavy.pdf', heavy);
  const reader = page.getByRole('region', { name: 'Heavy' });
  await expect(reader.locator('[data-page="1"][data-drawn="whole"]')).toBeVisible();
  await reader.locator('[data-page="2"]').scrollIntoViewIfNeeded();
  await expectLively();
  await expect(reader.getByText('This page was given up')).toBeVisible({ timeout: 300_000 });
  await expect(reader.getByText('This page was given up')).toBeInViewport();
  await expect(reader.locator('[data-page="2"] canvas')).not.toBeVisible();
  await picture(page, 'sources-heavy-page');
  await page.getByLabel('Page', { exact: true }).fill('7');
  await page.keyboard.press('Enter');
  await expect(reader.locator('[data-page="7"][data-drawn="whole"]')).toBeVisible();
  await expect(reader.getByText('Last words.')).toBeVisible();
  // Far from the view, nothing of it is kept.
  await expect(reader.locator('[data-page="2"][data-drawn]')).toHaveCount(0);
  // The thread that was busy with it is gone, and another reads the rest.
  await expect.poll(() => page.workers().length).toBe(1);
  let threads = 0;
  page.on('worker', () => (threads += 1));
  // It is not tried again, and keeps nobody waiting, when it comes into view once more.
  await page.getByLabel('Page', { exact: true }).fill('2');
  await page.keyboard.press('Enter');
  await expect(reader.getByText('This page was given up')).toBeVisible();
  await expect(reader.locator('[data-page="1"][data-drawn="whole"]')).toBeVisible();
  expect(threads).toBe(0);
});

test('a page that nobody wants any more keeps nobody waiting', async () => {
  const { page } = launched;
  const blank = Array.from({ length: 6 }, (_, index) => ({ lines: [`Page ${String(index + 2)}.`] }));
  const heavy = pdfOf([{ lines: ['Never shown.'], operators: 'q '.repeat(2_000_000) }, ...blank]);
  await addFile(launched, 'Heavy.pdf', heavy);
  const reader = page.getByRole('region', { name: 'Heavy' });
  await expect(reader.locator('[data-page="1"]')).toBeVisible();
  await page.getByLabel('Page', { exact: true }).fill('7');
  await page.keyboard.press('Enter');
  await expect(reader.locator('[data-page="7"][data-drawn="whole"]')).toBeVisible();
  await expect(reader.getByText('This page was given up')).toHaveCount(0);
});

test('a file without bytes, one without pages and one of a million pages each say so', async () => {
  const { page } = launched;
  await addFile(launched, 'Nothing.pdf', '');
  await expect(page.getByText('This file is empty')).toBeVisible();
  await addFile(launched, 'Pageless.pdf', pdfOf([]));
  await expect(page.getByText('This PDF has no pages')).toBeVisible();
  await addFile(launched, 'Million.pdf', treeOfPages(20));
  const reader = page.getByRole('region', { name: 'Million' });
  await expect(reader.locator('[data-page="1"][data-drawn="whole"]')).toBeVisible();
  await expectLively();
  await page.getByLabel('Page', { exact: true }).fill('1000000');
  await page.keyboard.press('Enter');
  await expect(reader.getByText('The first 3,000 of 1,048,576 pages are shown.')).toBeVisible();
});
