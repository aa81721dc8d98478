import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import {
  createProject,
  expectAccessible,
  lockFromPage,
  passphrase,
  picture,
  resize,
} from '../support/window/actions.ts';
import { answerSaveDialogs, launch } from '../support/window/launch.ts';

async function openView(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name: 'Diagrams' }).click();
  await page.getByRole('tab', { name, exact: true }).click();
}

test('the protection view in its layouts: a key that is chosen is marked and explained everywhere', async () => {
  const launched = await launch();
  const { app, page, folder } = launched;
  try {
    await createProject(launched, 'worked-example');
    await openView(page, 'Protection');
    const drawing = page.getByRole('region', { name: 'Protection' });
    await expect(drawing.getByText('K_mh_kek')).toBeVisible();
    await picture(page, 'protection-layers');
    await expectAccessible(page);

    await drawing.getByText('K_mh_master').click();
    await expect(page.getByText('A listener who has it obtains with it: K_mh_kek')).toBeVisible();
    await expect(page.locator('.cm-activeLine')).toContainText('key K_mh_master');
    await drawing.focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByText('Derived from: K_mh_master')).toBeVisible();
    await page.keyboard.press('ArrowUp');
    await page.getByLabel('Layout').selectOption('Tree of a key');
    await expect(drawing.getByText('still protected')).toHaveCount(2);
    await picture(page, 'protection-tree');
    await expectAccessible(page);
    for (const layout of ['By phase', 'Matrix']) {
      await page.getByLabel('Layout').selectOption(layout);
      await expect(drawing.locator('.selected').first()).toBeVisible();
      await picture(page, `protection-${layout.toLowerCase().replace(' ', '-')}`);
    }
    // The same key in the other view, and in the text.
    await page.getByRole('tab', { name: 'Interaction', exact: true }).click();
    const interaction = page.getByRole('region', { name: 'Interaction view' });
    await expect(interaction.locator('.related text').first()).toBeVisible();
    await page.getByRole('tab', { name: 'Protection', exact: true }).click();
    await drawing.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('.cm-editor.cm-focused')).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+ArrowRight');
    await page.keyboard.press('Control+ArrowRight');
    await expect(page.getByRole('combobox', { name: 'Key' })).toHaveValue('K_mh_kek');
    await drawing.focus();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('combobox', { name: 'Key' })).toHaveValue('');

    const path = join(folder, 'protection.pdf');
    await answerSaveDialogs(app, path);
    await page.getByRole('button', { name: 'Save…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save the drawing' });
    await dialog.getByRole('radio', { name: 'PDF' }).check();
    await dialog.getByLabel('It may leave the project unencrypted').check();
    await picture(page, 'save-drawing-format');
    await dialog.getByRole('button', { name: 'Choose a place…' }).click();
    await expect(dialog.getByText('Written: protection.pdf')).toBeVisible();
    expect(readFileSync(path).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  } finally {
    await launched.close();
  }
});

test('the system view: a box is put somewhere by mouse and key, stays there over a lock, and is arranged anew', async () => {
  const launched = await launch();
  const { page, app, folder } = launched;
  try {
    await createProject(launched, 'worked-example');
    await openView(page, 'System');
    const drawing = page.getByRole('region', { name: 'System' });
    await expect(drawing.getByText('Deployment · authentic · 4 messages')).toBeVisible();
    await picture(page, 'system');
    await expectAccessible(page);
    await drawing.getByText('Operations · public · 4 messages').first().click();
    await expect(page.getByText('the adversary reads and writes', { exact: false }).first()).toBeVisible();
    await picture(page, 'system-channel');

    const head = drawing.getByText('Head-end system');
    const place = async (): Promise<{ x: number; y: number }> => (await head.boundingBox()) ?? { x: 0, y: 0 };
    const before = await place();
    await page.mouse.move(before.x + 10, before.y + 5);
    await page.mouse.down();
    await page.mouse.move(before.x + 110, before.y + 45, { steps: 5 });
    await page.mouse.up();
    await expect.poll(async () => (await place()).x).toBeCloseTo(before.x + 100, -1);
    await page.getByRole('combobox', { name: 'Entity or channel' }).selectOption('HES · Head-end system');
    await drawing.focus();
    const dragged = await place();
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(async () => (await place()).x).toBeGreaterThan(dragged.x + 5);
    await picture(page, 'system-moved');
    const path = join(folder, 'system.svg');
    await answerSaveDialogs(app, path);
    await page.getByRole('button', { name: 'Save…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save the drawing' });
    await dialog.getByLabel('It may leave the project unencrypted').check();
    await dialog.getByRole('button', { name: 'Choose a place…' }).click();
    await expect(dialog.getByText('Written: system.svg')).toBeVisible();
    expect(readFileSync(path, 'utf8')).toContain('STRENGT FORTROLIG');
    await dialog.getByRole('button', { name: 'Close' }).click();

    const moved = await place();
    await lockFromPage(page);
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.keyboard.press('Enter');
    await openView(page, 'System');
    await expect.poll(async () => (await place()).x).toBeCloseTo(moved.x, -1);
    await page.getByRole('button', { name: 'Arrange anew' }).click();
    await expect.poll(async () => (await place()).x).toBeCloseTo(before.x, -1);
    await expect(page.getByRole('button', { name: 'Arrange anew' })).toBeDisabled();
  } finally {
    await launched.close();
  }
});

test('the views small, in the dark, in bokmål and in forced colours', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'worked-example');
    await openView(page, 'Protection');
    await page.getByRole('combobox', { name: 'Key' }).selectOption('K_mc');
    await resize(launched, 900, 600);
    await picture(page, 'protection-900');
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture(page, 'protection-dark');
    await expectAccessible(page);
    await page.emulateMedia({ forcedColors: 'active' });
    await picture(page, 'protection-forced');
    await expectAccessible(page);
    await page.getByRole('tab', { name: 'System', exact: true }).click();
    await picture(page, 'system-forced');
    await expectAccessible(page);
    await page.emulateMedia({ forcedColors: 'none' });
    await picture(page, 'system-dark');
    await expectAccessible(page);
  } finally {
    await launched.close();
  }
});

test('the interaction view folds, reorders, narrows and joins; what is shown is what is saved', async () => {
  const launched = await launch();
  const { page, app, folder } = launched;
  try {
    await createProject(launched, 'worked-example');
    await openView(page, 'Interaction');
    const drawing = page.getByRole('region', { name: 'Interaction view' });
    await expect(page.getByText('28 of 28 messages')).toBeVisible();
    await picture(page, 'interaction');
    await expectAccessible(page);
    // The heads of the lanes stay where they are.
    const head = drawing.getByText('Head-end system').first();
    const top = async (): Promise<number> => (await head.boundingBox())?.y ?? 0;
    const before = await top();
    await drawing.evaluate((frame) => {
      frame.scrollTop = 800;
    });
    expect(Math.abs((await top()) - before)).toBeLessThan(8);
    await picture(page, 'interaction-scrolled');

    // Each head stands over its lane, however wide the window and whatever the zoom.
    const expectAligned = async (): Promise<void> => {
      const heads = await drawing.locator('.heads rect').evaluateAll((boxes) =>
        boxes.map((box) => {
          const { left, right } = box.getBoundingClientRect();
          return (left + right) / 2;
        }),
      );
      const lanes = await drawing
        .locator('.body line')
        .evaluateAll((lines) => lines.slice(0, 4).map((each) => each.getBoundingClientRect().left));
      expect(heads).toHaveLength(4);
      for (const [index, head] of heads.entries())
        expect(Math.abs(head - (lanes[index] ?? 0))).toBeLessThan(2);
    };
    await expectAligned();
    await resize(launched, 1900, 1000);
    await expectAligned();
    await page.getByRole('button', { name: 'Fit the width' }).click();
    await expectAligned();
    await page.getByRole('button', { name: 'Larger', exact: true }).click();
    await expectAligned();
    await resize(launched, 1280, 800);

    await page.getByLabel('What each does by itself').check();
    await expect(drawing.getByText('makes K_mh_master,')).toBeVisible();
    await page.getByLabel('Join hops').check();
    await page.getByText('Phases (3)').click();
    await page.getByRole('checkbox', { name: 'Production' }).uncheck();
    await expect(drawing.getByText('5 messages folded')).toBeVisible();
    await page.getByText('Phases (2)').click();
    // A band folds where it is.
    await drawing.getByText('▾ Deployment').click();
    await expect(page.getByText('8 of 28 messages')).toBeVisible();
    await expect(drawing.getByText('21–22 Instruction, backhaul')).toBeVisible();
    await page.getByText('Lanes (4)').click();
    await page.getByRole('button', { name: 'Move MET to the left' }).click();
    const left = async (name: string): Promise<number> =>
      (await drawing.getByText(name, { exact: true }).first().boundingBox())?.x ?? 0;
    expect(await left('MET')).toBeLessThan(await left('CON'));
    await picture(page, 'interaction-lanes');
    await expectAccessible(page);
    await page.getByRole('checkbox', { name: 'KPE' }).uncheck();
    await expect(drawing.getByText('KPE', { exact: true })).toHaveCount(0);
    await page.getByText('Lanes (3)').click();

    const path = join(folder, 'interaction.svg');
    await answerSaveDialogs(app, path);
    await page.getByRole('button', { name: 'Save…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save the drawing' });
    await dialog.getByLabel('It may leave the project unencrypted').check();
    await dialog.getByRole('button', { name: 'Choose a place…' }).click();
    await expect(dialog.getByText('Written: interaction.svg')).toBeVisible();
    const saved = readFileSync(path, 'utf8');
    expect(saved).toContain('21–22 Instruction');
    expect(saved).not.toContain('Key production environment');
    expect(saved).not.toContain('Announce a meter');
    await dialog.getByRole('button', { name: 'Close' }).click();

    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('combobox', { name: /^Element/u }).selectOption('READING');
    await expect(page.getByText('2 of 28 messages')).toBeVisible();
    await drawing.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('End');
    await expect(page.locator('.cm-activeLine')).toContainText('message o4');
    await resize(launched, 900, 600);
    await picture(page, 'interaction-small');
    await page.evaluate(() => window.segl.call('settings.update', { locale: 'nb', theme: 'dark' }));
    await expect(page.getByText('2 av 28 meldinger')).toBeVisible();
    await picture(page, 'interaction-dark');
    await expectAccessible(page);
  } finally {
    await launched.close();
  }
});

test('the simulator goes through the honest run by key: who knows what, since when, and why', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'worked-example');
    await openView(page, 'Simulator');
    const known = page.getByRole('table', { name: 'What each knows' });
    const row = (name: string) => known.getByRole('row', { name: new RegExp(`^${name}`, 'u') });
    await expect(page.getByText('Production begins')).toBeVisible();
    await expect(row('KPE')).not.toContainText('K_mh_master');
    await picture(page, 'simulator');
    await expectAccessible(page);

    const slider = page.getByRole('slider', { name: 'Moment of the honest run' });
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('heading', { name: 'KPE makes K_mh_master' })).toBeVisible();
    await expect(row('KPE')).toContainText('+ K_mh_master (comes to know)');
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('heading', { name: "p1 · Install the meter's master key" })).toBeVisible();
    await expect(row('MET')).toContainText('+ K_mh_master');
    await expect(row('Adversary')).not.toContainText('K_mh_master');
    const drawing = page.getByRole('region', { name: 'Interaction view' });
    await expect(drawing.locator('.selected').first()).toBeVisible();
    await row('MET').getByRole('button', { name: 'K_mh_master' }).click();
    await expect(page.getByText('MET receives K_mh_master in message p1.')).toBeVisible();
    await picture(page, 'simulator-why');
    await expectAccessible(page);

    await page.getByRole('combobox', { name: /^When is/u }).selectOption('READING');
    await page.getByRole('combobox', { name: /^known to/u }).selectOption('HES');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'o4 · Reading, backhaul' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Why HES knows READING' })).toBeVisible();
    await page.getByRole('combobox', { name: /^known to/u }).selectOption('Adversary');
    await expect(page.getByText('In this run never.')).toBeVisible();
    await slider.focus();
    await page.keyboard.press('End');
    await expect(row('HES')).toContainText('− K_mh (forgets)');
    await expect(page.getByRole('button', { name: 'One step forward' })).toBeDisabled();
    await page.keyboard.press('Home');
    await expect(page.getByRole('button', { name: 'One step back' })).toBeDisabled();
    await page.getByRole('combobox', { name: /^Go to/u }).selectOption('d5 · Transfer the backhaul key');
    await resize(launched, 900, 600);
    await page.evaluate(() => window.segl.call('settings.update', { locale: 'nb', theme: 'dark' }));
    await expect(page.getByText('Når er')).toBeVisible();
    await picture(page, 'simulator-dark');
    await expectAccessible(page);
  } finally {
    await launched.close();
  }
});
