import { expect, test, type Page } from '@playwright/test';
import { createProject, expectAccessible, picture, write } from '../support/window/actions.ts';
import { chooseMenu, launch } from '../support/window/launch.ts';

const model = `protocol P "Reading"
entity MET "Smart meter"
entity HES "Head-end system"
key K "Traffic key" shared by MET, HES source "Design note" "2.1"
counter C of MET
data READING of MET
phase operations {
  MET advances C
  message o1 MET -> HES: aead[K](READING, C ; MET)
}
confidentiality READING: MET, HES
`;

/** The text as the editor has it. */
async function written(page: Page): Promise<string> {
  return page
    .locator('.cm-content')
    .evaluate((content) =>
      [...content.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n'),
    );
}

/** Puts the cursor behind the first place where a text stands, by searching for it. */
async function goTo(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+f');
  await page.getByPlaceholder('Find').fill(text);
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
}

/** Takes the selected proposal: the editor waits a moment so that nobody takes what has only just appeared. */
async function accept(page: Page): Promise<void> {
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
}

/** Clicks on a word of a line with Ctrl held down. */
async function follow(page: Page, line: string, word: string): Promise<void> {
  const place = await page.locator('.cm-line', { hasText: line }).evaluate((element, text) => {
    const range = document.createRange();
    const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node !== null; node = nodes.nextNode()) {
      const start = node.textContent?.indexOf(text) ?? -1;
      if (start < 0) continue;
      range.setStart(node, start);
      range.setEnd(node, start + text.length);
      break;
    }
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  }, word);
  await page.keyboard.down('Control');
  await page.mouse.click(place.x, place.y);
  await page.keyboard.up('Control');
}

test('words and names are proposed where they can stand, and filled in', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    await write(page, model);
    await goTo(page, 'C ; MET)');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('mes');
    const proposals = page.getByRole('listbox', { name: 'What can be written here' });
    await expect(proposals.getByRole('option', { name: /^message/ })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await accept(page);
    await expect.poll(() => written(page)).toContain('message o2 "label" MET -> HES: ');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('End');
    await page.keyboard.type('ae');
    const primitive = proposals.getByRole('option', { name: /^aead/ });
    await expect(primitive).toContainText('[KEY](content ; associated)');
    await expect(page.getByText('Authenticated encryption.')).toBeVisible();
    await picture(page, 'completion');
    await expectAccessible(page);
    await accept(page);
    await expect.poll(() => written(page)).toContain('HES: aead[KEY](content ; associated)');
    // What is to be filled in is selected: the key, then the content.
    await page.keyboard.press('Control+Space');
    await expect(proposals).toHaveCount(0);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Control+Space');
    await expect(proposals.getByRole('option')).toHaveText([/^Ksymmetric key · Traffic key/, /^kdf/, /^dh/]);
    await accept(page);
    await page.keyboard.press('Tab');
    await page.keyboard.type('READING');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await page.keyboard.type('MET');
    await expect.poll(() => written(page)).toContain('HES: aead[K](READING ; MET)');
    await expect(page.getByText('1 error in the text')).toHaveCount(0);

    await page.keyboard.press('Control+End');
    await page.keyboard.press('Control+Space');
    await expect(proposals.getByRole('option', { name: /^requirement/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(proposals).toHaveCount(0);
  } finally {
    await launched.close();
  }
});

test('a name tells what it is, a word leads into the help, and both with the keyboard', async () => {
  const launched = await launch();
  const { app, page } = launched;
  try {
    await createProject(launched, 'empty');
    await write(page, model);
    await goTo(page, 'aead[K');
    const card = page.locator('.cm-description');
    await page.keyboard.press('Shift+F1');
    await expect(card).toContainText('K · symmetric key');
    await expect(card).toContainText('Traffic key');
    await expect(card).toContainText('Shared by MET, HES');
    await expect(card).toContainText('long-term');
    await expect(card).toContainText('Source: Design note, 2.1');
    await picture(page, 'hover');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(card).toHaveCount(0);

    await page.locator('.cm-line').getByText('advances').hover();
    await expect(card).toContainText('advances');
    await card.getByRole('button', { name: 'Read on in the help' }).click();
    const help = page.getByRole('dialog', { name: 'Help', exact: true });
    await expect(help.getByRole('article', { name: 'advances', exact: true })).toBeFocused();
    await help.getByRole('button', { name: 'Close' }).click();

    await goTo(page, 'confidentiality');
    await chooseMenu(app, 'help');
    await expect(help.getByRole('article', { name: 'confidentiality', exact: true })).toBeFocused();
  } finally {
    await launched.close();
  }
});

test('a name is followed to its declaration and written anew everywhere, as one change', async () => {
  const launched = await launch();
  const { app, page } = launched;
  try {
    await createProject(launched, 'empty');
    await write(page, model);
    await goTo(page, 'aead[K');
    await page.keyboard.press('F12');
    await expect(page.locator('.cm-activeLine')).toContainText('key K "Traffic key"');
    await follow(page, 'confidentiality', 'MET');
    await expect(page.locator('.cm-activeLine')).toContainText('entity MET');

    await page.keyboard.press('F2');
    const dialog = page.getByRole('dialog', { name: 'Rename MET' });
    await expect(dialog.getByLabel('New name')).toBeFocused();
    await picture(page, 'rename');
    await expectAccessible(page);
    for (const [next, refusal] of [
      ['HES', 'The text uses the name HES already.'],
      ['1', 'A name begins with a letter'],
      ['channel', 'channel is a word of the language.'],
    ] as const) {
      await dialog.getByLabel('New name').fill(next);
      await page.keyboard.press('Enter');
      await expect(dialog.getByRole('alert')).toContainText(refusal);
    }
    await dialog.getByLabel('New name').fill('METER');
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    await expect.poll(() => written(page)).toContain('message o1 METER -> HES: aead[K](READING, C ; METER)');
    expect(await written(page)).not.toMatch(/\bMET\b/);
    await expect(page.getByRole('columnheader', { name: 'METER' })).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect.poll(() => written(page)).toContain('message o1 MET -> HES: aead[K](READING, C ; MET)');
    await goTo(page, 'aead[K');
    await chooseMenu(app, 'rename');
    await expect(page.getByRole('dialog', { name: 'Rename K' })).toBeVisible();
    await page.keyboard.press('Escape');
    await chooseMenu(app, 'declaration');
    await expect(page.locator('.cm-activeLine')).toContainText('key K "Traffic key"');
    expect(await written(page)).not.toContain('METER');
  } finally {
    await launched.close();
  }
});
