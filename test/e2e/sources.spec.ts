import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { addFile } from '../support/window/add-file.ts';
import { createProject, expectAccessible, picture, resize } from '../support/window/actions.ts';
import { answerOpenDialogs, launch } from '../support/window/launch.ts';
import { pdfOf } from '../support/window/pdf.ts';

const note = Array.from({ length: 30 }, (_, index) => ({
  lines: [
    `AMS design note, page ${String(index + 1)}`,
    ...(index === 13 ? ['Each meter shares a key with the head-end system.'] : []),
    ...Array.from({ length: 24 }, (__, line) => `Line ${String(line + 1)} of this page`),
  ],
  damaged: index === 4,
  scanned: index === 5,
}));

async function go(page: Page, activity: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Activities' }).getByRole('button', { name: activity }).click();
}

/** The text of the model, line breaks and all. */
async function modelText(page: Page): Promise<string> {
  const lines = await page.locator('.cm-content .cm-line').allTextContents();
  return lines.join('\n');
}

/** Selects words of the page as a pointer would. */
async function select(page: Page, words: string): Promise<void> {
  await page.getByText(words, { exact: true }).evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    document.getSelection()?.removeAllRanges();
    document.getSelection()?.addRange(range);
  });
}

test('documents are added, read and cited, and what cites nothing is seen', async () => {
  const launched = await launch();
  const { page } = launched;
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  try {
    await createProject(launched, 'example');
    await expect(page.locator('.cm-unsourced')).toHaveCount(0);
    await go(page, 'Sources');
    const coverage = page.getByRole('region', { name: 'Coverage' });
    await expect(coverage.getByText('2 cited documents are not among the sources')).toBeVisible();
    await expect(coverage.getByRole('button', { name: 'element KEK_LABEL' })).toBeVisible();
    await picture(page, 'sources-coverage');
    await expectAccessible(page);

    // A document that is named in the text already gets its file.
    await addFile(launched, 'AMS design note.pdf', pdfOf(note));
    const reader = page.getByRole('region', { name: 'AMS design note' });
    await expect(reader.locator('[data-page="1"][data-drawn="whole"]')).toBeVisible();
    await expect(page.getByRole('tab', { name: 'Cited by (19)' })).toBeVisible();
    // Only what is near the view is drawn, and what goes out of it is let go.
    await expect(reader.locator('[data-page]')).toHaveCount(30);
    expect(await reader.locator('[data-drawn]').count()).toBeLessThan(5);
    await page.getByLabel('Page', { exact: true }).fill('14');
    await page.keyboard.press('Enter');
    await expect(reader.locator('[data-page="14"][data-drawn="whole"]')).toBeVisible();
    await expect(reader.locator('[data-page="1"][data-drawn]')).toHaveCount(0);
    await picture(page, 'sources-reader');

    await select(page, 'Each meter shares a key with the head-end system.');
    await expect(page.getByText('“Each meter shares a key with the head-end system.”')).toBeVisible();
    await page.getByRole('button', { name: 'Cite…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Cite “AMS design note”' });
    await expect(dialog.getByLabel('Page')).toHaveValue('14');
    await dialog.getByLabel('Section').fill('2.1');
    await dialog.getByLabel('Find what is to cite it').fill('K_mh_master');
    await dialog.getByRole('listbox').selectOption({ label: 'K_mh_master · Meter master key' });
    await picture(page, 'sources-cite');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Cite', exact: true }).click();
    await expect(page.getByText('The citation stands with K_mh_master.')).toBeVisible();
    await expect(page.getByRole('tab', { name: 'Cited by (20)' })).toBeVisible();

    // From the citation to its page and to its place.
    await page.getByRole('tab', { name: 'Cited by (20)' }).click();
    await picture(page, 'sources-cited-by');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Go to page 14' }).click();
    await expect(reader.locator('[data-page="14"][data-drawn="whole"]')).toBeVisible();
    await page.getByRole('tab', { name: 'Cited by (20)' }).click();
    const cited = page.getByRole('region', { name: 'What cites this document' });
    await cited
      .getByRole('row')
      .filter({ hasText: 'Each meter' })
      .getByRole('button', { name: 'element K_mh_master' })
      .click();
    await expect(page.locator('.cm-activeLine')).toContainText('key K_mh_master');
    expect(await modelText(page)).toContain(
      '  source "AMS design note" "2.1" page 14 quote "Each meter shares a key with the head-end system."',
    );
    // A threat of the catalogue can cite, too.
    await go(page, 'Sources');
    await page.getByRole('tab', { name: 'Read' }).click();
    await page.getByRole('button', { name: 'Cite…' }).click();
    await dialog.getByLabel('Find what is to cite it').fill('replay');
    await dialog
      .getByRole('listbox')
      .locator('optgroup[label="Threats"] option')
      .first()
      .evaluate((option) => {
        (option as HTMLOptionElement).selected = true;
        option.parentElement?.parentElement?.dispatchEvent(new Event('change', { bubbles: true }));
      });
    await dialog.getByRole('button', { name: 'Cite', exact: true }).click();
    await page.getByRole('tab', { name: 'Cited by (21)' }).click();
    await expect(page.getByRole('button', { name: /^threat Replay/iu })).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('tab', { name: 'Cited by (20)' })).toBeVisible();
    await go(page, 'Model');
    // Now that there are sources, what cites none is marked, unless marks are not wanted.
    await expect.poll(() => page.locator('.cm-unsourced').count()).toBeGreaterThan(0);
    await picture(page, 'sources-marks');
    await page.getByRole('tab', { name: 'Guidelines' }).click();
    await page.getByLabel('Mark warnings in the text').click();
    await expect(page.locator('.cm-unsourced')).toHaveCount(0);
    await page.getByLabel('Mark warnings in the text').click();

    // Another title, in the text as well.
    await go(page, 'Sources');
    await page.getByRole('tab', { name: 'Details' }).click();
    await page.getByLabel('Title', { exact: true }).fill('Design note');
    await expect(page.getByText('20 citations name “AMS design note”.')).toBeVisible();
    await page.getByLabel('Owner of the information').fill('Grid company');
    await page.getByLabel('Classification').selectOption('project-confidential');
    await picture(page, 'sources-details');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Rename them, too' }).click();
    await expect(page.getByRole('tab', { name: 'Cited by (20)' })).toBeVisible();
    await go(page, 'Model');
    expect(await modelText(page)).not.toContain('AMS design note');
    await go(page, 'Sources');

    // Pages with pictures that cannot be unpacked say so.
    await page.getByRole('tab', { name: 'Read' }).click();
    await page.getByLabel('Page', { exact: true }).fill('5');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-page="5"][data-drawn="without-pictures"]')).toBeVisible();
    await expect(page.getByText('Pictures on this page cannot be shown')).toBeVisible();

    // Scanned pages are unpacked: the square in the middle of this one is black.
    await page.getByLabel('Page', { exact: true }).fill('6');
    await page.keyboard.press('Enter');
    const scan = page.locator('[data-page="6"][data-drawn="whole"]');
    await expect(scan).toBeVisible();
    const colour = await scan.locator('canvas').evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return [];
      const at = [(172 / 595) * canvas.width, (442 / 842) * canvas.height].map(Math.round);
      return [...(canvas.getContext('2d')?.getImageData(at[0] ?? 0, at[1] ?? 0, 1, 1).data ?? [])];
    });
    expect(colour).toEqual([0, 0, 0, 255]);
    await page.getByLabel('Page', { exact: true }).fill('5');
    await page.keyboard.press('Enter');

    // Zoom and pages by the keyboard.
    await page.getByRole('region', { name: 'Design note' }).focus();
    await page.keyboard.press('0');
    await expect(page.getByRole('button', { name: '100 %' })).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('ArrowRight');
    await expect(page.getByLabel('Page', { exact: true })).toHaveValue('6');

    // Removed and brought back, file and all.
    await page.getByRole('tab', { name: 'Details' }).click();
    await page.getByRole('button', { name: 'Remove this source' }).click();
    await expect(page.getByText('“Design note” is no longer among the sources.')).toBeVisible();
    await expect(coverage.getByText('Design note', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: /^Design note/u }).click();
    await page.getByRole('tab', { name: 'Read' }).click();
    await expect(page.locator('[data-page="1"][data-drawn="whole"]')).toBeVisible();
    expect(complaints).toEqual([]);
  } finally {
    await launched.close();
  }
});

test('text is read, other files are kept, and a PDF that cannot be read says why', async () => {
  const launched = await launch();
  const { page, folder } = launched;
  try {
    await createProject(launched, 'empty');
    await go(page, 'Sources');
    await expect(page.getByRole('heading', { name: 'No sources yet' })).toBeVisible();
    await picture(page, 'sources-empty');
    await expectAccessible(page);

    await addFile(launched, 'Interview.txt', 'The vendor says:\nkeys are renewed <b>every</b> year.\n');
    await expect(page.getByRole('region', { name: 'Interview' })).toContainText('renewed <b>every</b> year');
    await addFile(launched, 'Trace.bin', Buffer.from([0, 1, 2, 3]));
    await expect(page.getByText('The file is kept in the project, but files of this kind')).toBeVisible();
    await addFile(launched, 'Damaged.pdf', '%PDF-1.7 and nothing else');
    await expect(page.getByText('This PDF cannot be read')).toBeVisible();
    const open = join(folder, 'open.pdf');
    const shut = join(folder, 'Protected.pdf');
    await writeFile(open, pdfOf([{ lines: ['Secret'] }]));
    execFileSync('qpdf', ['--encrypt', 'geheim', 'geheim', '256', '--', open, shut]);
    await answerOpenDialogs(launched.app, shut);
    await page.getByRole('button', { name: 'Add file…' }).first().click();
    await expect(page.getByText('This PDF asks for a passphrase of its own')).toBeVisible();

    // A file that is dropped comes as bytes; the window never learns where it was.
    await page.getByRole('group', { name: 'Sources', exact: true }).evaluate((view) => {
      const data = new DataTransfer();
      data.items.add(new File(['Dropped words.'], 'Dropped.txt', { type: 'text/plain' }));
      for (const type of ['dragover', 'drop']) {
        view.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
      }
    });
    await expect(page.getByRole('region', { name: 'Dropped' })).toContainText('Dropped words.');

    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Dark').check();
    await page.getByLabel('Norsk bokmål').check();
    await page.getByRole('button', { name: 'Lukk' }).click();
    await resize(launched, 1000, 700);
    await picture(page, 'sources-dark-nb');
    await expectAccessible(page);
    await page.getByRole('tab', { name: 'Detaljer' }).click();
    await picture(page, 'sources-details-dark-nb');
    await expectAccessible(page);
  } finally {
    await launched.close();
  }
});
