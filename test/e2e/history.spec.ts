import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import {
  createProject,
  expectAccessible,
  lockFromPage,
  passphrase,
  picture,
  write,
} from '../support/window/actions.ts';
import { launch, type Launched } from '../support/window/launch.ts';

const model = `protocol Small "A small protocol"
entity A "Sender"
entity B "Receiver"
key K shared by A, B long-term
data D of A
phase run channel public adversary present {
  message m1 A -> B: mac[K](D)
}
confidentiality D: A, B
`;

/** After this long another press of the keys belongs to no row of presses any more, in milliseconds. */
const pause = 1_100;

/** Writes a text that the project holds then, and that makes a state of its own. */
async function save(page: Page, text: string): Promise<void> {
  await write(page, text);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

async function openHistory(page: Page): Promise<Locator> {
  await page
    .getByRole('navigation', { name: 'Activities' })
    .getByRole('button', { name: 'History', exact: true })
    .click();
  const list = page.getByRole('region', { name: 'States of the project' });
  await expect(list.locator('[data-row]').first()).toBeVisible();
  return list;
}

async function toModel(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Model', exact: true }).click();
}

/** Keeps a picture of the window as it is on the screen, whatever the zoom. */
async function screen({ app }: Launched, name: string): Promise<void> {
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return image?.toPNG().toString('base64') ?? '';
  });
  await writeFile(join('test-results', 'pictures', `${name}.png`), Buffer.from(png, 'base64'));
}

/** The text of the editor, from the lines that are drawn: for short texts. */
async function editorText(page: Page): Promise<string> {
  const lines = await page.locator('.frame > .editor .cm-line').allTextContents();
  return lines.join('\n');
}

/** Three states: the project as it was made, a text, and that text with two more elements and another message. */
async function threeStates(launched: Launched): Promise<void> {
  const { page } = launched;
  await createProject(launched, 'empty');
  await save(page, model);
  await save(
    page,
    model.replace('data D of A', 'data D of A\ndata E of A\nnonce N of B').replace('mac[K](D)', 'enc[K](D)'),
  );
}

test('a new project has one state, and the history says what it is for', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    const list = await openHistory(page);
    await expect(list.locator('[data-row]')).toHaveCount(1);
    await expect(list.locator('[data-row]')).toContainText('The project was made');
    await expect(page.getByText('This project has one state so far.', { exact: false })).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'history-new');
    await page.getByRole('tab', { name: 'Comparison' }).click();
    await expect(page.getByText('there is nothing to compare it with', { exact: false })).toBeVisible();
    await page.getByRole('tab', { name: 'Audit log' }).click();
    await expect(page.getByRole('row', { name: /The project was made/u })).toBeVisible();
  } finally {
    await launched.close();
  }
});

test('what each state changed is said, states are named and found, by keyboard too', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await threeStates(launched);
    const list = await openHistory(page);
    const rows = list.locator('[data-row]');
    await expect(rows).toHaveCount(3);
    await expect(rows.nth(0)).toContainText('2 elements added, message m1 changed');
    await expect(rows.nth(0)).toContainText('now');
    await expect(rows.nth(2)).toContainText('The project was made');
    const detail = page.getByRole('region', { name: 'The chosen state' });

    await rows.nth(0).focus();
    await page.keyboard.press('ArrowDown');
    await expect(rows.nth(1)).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('End');
    await expect(rows.nth(2)).toBeFocused();
    await page.keyboard.press('Home');
    await expect(rows.nth(0)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(detail.getByRole('heading', { level: 2 })).toBeFocused();
    await expect(detail).toContainText('data E of A');
    await expect(detail.getByRole('deletion')).toContainText('mac[K](D)');
    await expect(detail.getByRole('insertion')).toContainText('enc[K](D)');
    await page.keyboard.press('Escape');
    await expect(rows.nth(0)).toBeFocused();

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('n');
    const name = detail.getByLabel('Name of this state');
    await expect(name).toBeFocused();
    await name.fill('Before the review');
    await page.keyboard.press('Enter');
    await expect(rows.nth(1)).toContainText('Before the review');
    await expect(detail.getByRole('heading', { level: 2 })).toHaveText('Before the review');
    await expectAccessible(page);
    await picture(page, 'history-timeline-light');

    await page.getByLabel('Named only').check();
    await expect(rows).toHaveCount(1);
    await expect(page.getByText('1 of 3 states')).toBeVisible();
    await page.getByRole('button', { name: 'Show all' }).click();
    const search = page.getByRole('searchbox', { name: 'Search in names and changes' });
    await search.fill('TICK confidentiality');
    await expect(rows).toHaveCount(1);
    await search.fill('review');
    await expect(rows).toHaveCount(1);
    await search.fill('nothing has this');
    await expect(list).toContainText('No state fits the filters.');
    await search.fill('');
    await page.getByLabel('Cause').selectOption('created');
    await expect(rows).toHaveCount(1);
    await page.getByRole('button', { name: 'Show all' }).click();

    await rows.nth(1).click();
    await detail.getByRole('button', { name: 'Take the name away' }).click();
    await expect(rows.nth(1)).not.toContainText('Before the review');
  } finally {
    await launched.close();
  }
});

test('two states are compared by meaning and side by side', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await threeStates(launched);
    const violations = await page.evaluateHandle(() => {
      const found: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) => {
        found.push(`${violatedDirective} ${sample}`);
      });
      return found;
    });
    const list = await openHistory(page);
    const rows = list.locator('[data-row]');
    await rows.nth(1).focus();
    await page.keyboard.press('c');
    await expect(rows.nth(1)).toContainText('marked');
    await page.keyboard.press('ArrowUp');
    await page.getByRole('button', { name: /^the marked one/u }).click();

    const meaning = page.getByRole('region', { name: 'By meaning' });
    await expect(meaning.getByRole('region', { name: /^Elements/u })).toContainText('nonce N of B');
    await expect(meaning.getByRole('region', { name: /^Phases, messages/u })).toContainText('enc[K](D)');
    await expect(meaning.getByRole('row', { name: /^Nonces/u })).toContainText('01');
    await expect(meaning).toContainText('No answers are kept');
    await expectAccessible(page);
    await picture(page, 'history-meaning-light');

    await page.getByRole('button', { name: 'Text side by side' }).click();
    const texts = page.getByRole('group', { name: 'Texts side by side' });
    await expect(texts.getByRole('textbox', { name: 'Earlier text' })).toContainText('mac[K](D)');
    await expect(texts.getByRole('textbox', { name: 'Later text' })).toContainText('enc[K](D)');
    await expect(page.getByText('2 differences')).toBeVisible();
    await page.keyboard.press('F7');
    await expect(page.getByText('Difference 1 of 2')).toBeVisible();
    await page.keyboard.press('F7');
    await expect(page.getByText('Difference 2 of 2')).toBeVisible();
    await page.keyboard.press('Shift+F7');
    await expect(page.getByText('Difference 1 of 2')).toBeVisible();
    // It is there to be read.
    await page.keyboard.type('x');
    await expect(texts.getByRole('textbox', { name: 'Later text' })).not.toContainText('x');
    await expectAccessible(page);
    await picture(page, 'history-text-light');
    await page.getByRole('button', { name: 'Swap' }).click();
    await expect(texts.getByRole('textbox', { name: 'Earlier text' })).toContainText('enc[K](D)');

    await page.evaluate(() => window.segl.call('settings.update', { locale: 'nb', theme: 'dark' }));
    await expect(page.getByRole('button', { name: 'Tekst side om side' })).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'history-text-dark');
    await page.getByRole('button', { name: 'Etter mening' }).click();
    await expect(page.getByRole('region', { name: 'Etter mening' })).toContainText('fjernet');
    await expectAccessible(page);
    await picture(page, 'history-meaning-dark');
    await page.getByRole('tab', { name: 'Tidslinje' }).click();
    await expect(page.locator('[data-row]').first()).toContainText('melding m1 endret');
    await expectAccessible(page);
    await picture(page, 'history-timeline-dark');
    await page.getByRole('tab', { name: 'Hendelseslogg' }).click();
    await expectAccessible(page);
    await picture(page, 'history-audit-dark');
    expect(await violations.jsonValue()).toEqual([]);
  } finally {
    await launched.close();
  }
});

test('answers that changed are told with what changed of what they speak of', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    const verify = async (): Promise<void> => {
      await toModel(page);
      await page.getByRole('tab', { name: 'Verdicts' }).click();
      await page.getByRole('button', { name: /^Analyse/u }).click();
      const questions = page.getByRole('region', { name: 'Questions' });
      await expect(questions.locator('[data-row]').first()).toBeVisible();
      await expect(questions.getByText('… not answered')).toHaveCount(0);
      await expect(page.getByRole('button', { name: 'Analyse again' })).toBeVisible();
    };
    await save(page, model);
    await verify();
    await save(page, model.replace('mac[K](D)', 'enc[K](D)'));
    await verify();
    const list = await openHistory(page);
    await list.locator('[data-row]').first().click();
    await page.getByRole('button', { name: 'the one before' }).click();
    const answers = page.getByRole('region', { name: /^Questions and answers/u });
    await expect(answers).toContainText('→');
    await expect(answers).toContainText('enc[K](D)');
    await expectAccessible(page);
    await picture(page, 'history-answers');
  } finally {
    await launched.close();
  }
});

test('an earlier state is restored once it was said what changes, and Undo takes it back in one step', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await threeStates(launched);
    // Something beside the text, too.
    await page.getByRole('button', { name: 'Scope', exact: true }).click();
    await page.getByLabel('Purpose').fill('To find out');
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    const list = await openHistory(page);
    const rows = list.locator('[data-row]');
    await expect(rows.nth(0)).toContainText('The purpose changed');
    await rows.filter({ hasText: 'added' }).last().click();
    await page.getByRole('button', { name: 'Restore this state' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('That makes a new state');
    await expect(dialog).toContainText('nonce N of B');
    await expectAccessible(page);
    await picture(page, 'history-restore');
    await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText(/^✓ Restored: the state of/u)).toBeVisible();
    await expect(rows.nth(0)).toContainText('restored');
    await toModel(page);
    expect(await editorText(page)).toBe(model);

    await page.getByRole('tab', { name: 'Requirement table' }).focus();
    await page.keyboard.press('Control+z');
    await expect.poll(() => editorText(page)).toContain('nonce N of B');
    await page.getByRole('button', { name: 'Scope', exact: true }).click();
    await expect(page.getByLabel('Purpose')).toHaveValue('To find out');
    await page.getByRole('navigation', { name: 'Activities' }).focus();
    await page.keyboard.press('Control+Shift+z');
    await expect(page.getByLabel('Purpose')).toHaveValue('');
    await toModel(page);
    expect(await editorText(page)).toBe(model);
  } finally {
    await launched.close();
  }
});

test('after a lock, undoing goes on with the history: first it is offered, then it is done', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await threeStates(launched);
    await lockFromPage(page);
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.keyboard.press('Enter');
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    const editor = page.locator('.frame > .editor .cm-content');
    await editor.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('// a remark\n');
    await page.keyboard.press('Control+z');
    await expect(editor).not.toContainText('a remark');
    await expect(page.getByText(/^Undo: back to the state of/u)).toHaveCount(0);

    // Once too often changes nothing.
    await page.keyboard.press('Control+z');
    await expect(page.getByText(/Undo: back to the state of/u)).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: 'Undo: back' })).toContainText(
      '2 elements removed',
    );
    // Nor do many presses in a row.
    for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press('Control+z');
    expect(await editorText(page)).toContain('nonce N of B');
    await expect(page.getByText(/Undo: back to the state of/u)).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'history-undo-offer');
    // What is typed takes the offer away.
    await page.keyboard.insertText('x');
    await expect(page.getByText(/Undo: back to the state of/u)).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect(page.getByText(/Undo: back to the state of/u)).toBeVisible();
    await page.waitForTimeout(pause);
    await page.keyboard.press('Control+z');
    await expect(page.getByText(/^Back at the state of/u)).toBeVisible();
    await expect.poll(() => editorText(page)).toBe(model);
    await picture(page, 'history-undo-done');

    // On to the one before that, and back again with all that could be made again.
    await page.waitForTimeout(pause);
    await page.keyboard.press('Control+z');
    await expect(page.getByText(/Undo: back to the state of/u)).toBeVisible();
    await page.getByRole('button', { name: 'Go back' }).click();
    await expect.poll(() => editorText(page)).not.toContain('protocol Small');
    await editor.focus();
    await page.waitForTimeout(pause);
    await page.keyboard.press('Control+z');
    await expect(page.getByText('There is nothing earlier to undo', { exact: false })).toBeVisible();
    await page.keyboard.press('Control+y');
    await expect.poll(() => editorText(page)).toBe(model);
    await page.keyboard.press('Control+y');
    await expect.poll(() => editorText(page)).toContain('nonce N of B');
    await page.keyboard.press('Control+y');
    await expect(editor).toContainText('x');

    const list = await openHistory(page);
    await expect(list.locator('[data-row]').filter({ hasText: 'restored' }).first()).toBeVisible();
  } finally {
    await launched.close();
  }
});

test('the audit log is read, filtered and copied', async () => {
  const launched = await launch();
  const { app, page } = launched;
  try {
    await createProject(launched, 'empty');
    await lockFromPage(page);
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.keyboard.press('Enter');
    await openHistory(page);
    await page.getByRole('tab', { name: 'Audit log' }).click();
    const log = page.getByRole('table', { name: 'Audit log' });
    await expect(log.getByRole('row', { name: /The project was opened/u })).toBeVisible();
    await expect(log.getByRole('row', { name: /The project was made/u })).toBeVisible();
    await expect(page.getByText('Unbroken', { exact: false })).toBeVisible();
    await page.getByLabel('Kind of event').selectOption({ label: 'The project was made' });
    await expect(log.getByRole('row')).toHaveCount(2);
    await page.getByRole('button', { name: 'Copy as text' }).click();
    await expect(page.getByText('Copied', { exact: true })).toBeVisible();
    const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toContain('STRENGT FORTROLIG');
    expect(copied).toContain('\tThe project was made');
    expect(copied).not.toContain('opened');
    await expectAccessible(page);
    await picture(page, 'history-audit-light');
  } finally {
    await launched.close();
  }
});

test('a long history stays fluent, and fits small windows and large letters', async () => {
  const launched = await launch();
  const { app, page } = launched;
  try {
    await createProject(launched, 'empty');
    await save(page, model);
    // As fast as the project takes them.
    await page.evaluate(async (text) => {
      for (let index = 0; index < 300; index += 1)
        await window.segl.call('project.save', {
          text: text.replace('data D of A', `data D of A\ndata E${String(index)} of A`),
        });
    }, model);
    const list = await openHistory(page);
    const rows = list.locator('[data-row]');
    await expect(page.getByText(/^30\d states$/u)).toBeVisible();
    await rows.first().focus();
    await expect.poll(() => rows.count()).toBeLessThan(100);
    await expect(rows.first()).toContainText('Element E298 → E299 renamed');
    // Nothing that is worked out meanwhile holds the window up.
    const longest = await page.evaluate(async () => {
      const lengths: number[] = [0];
      const watch = new PerformanceObserver((entries) => {
        lengths.push(...entries.getEntries().map(({ duration }) => duration));
      });
      watch.observe({ entryTypes: ['longtask'] });
      const scrolled = document.querySelector('[data-row]')?.closest('section');
      for (let step = 0; step < 40; step += 1) {
        scrolled?.scrollBy(0, 900);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      watch.disconnect();
      return Math.max(...lengths);
    });
    test.info().annotations.push({ type: 'longest task in ms', description: String(longest) });
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await rows.first().focus();
    await page.keyboard.press('End');
    const last = list.locator('[data-row]:focus');
    await expect(last).toBeInViewport();
    await expect(last).toContainText('The project was made');
    await expectAccessible(page);
    await picture(page, 'history-long');
    await page
      .getByRole('region', { name: 'The chosen state' })
      .getByRole('button', { name: 'the state now' })
      .click();
    await page.getByRole('button', { name: 'Text side by side' }).click();
    await expect(page.getByRole('textbox', { name: 'Later text' })).toContainText('E299');

    for (const [width, height, zoom] of [
      [900, 600, 1],
      [1600, 1000, 1],
      [1280, 800, 2],
    ] as const) {
      await app.evaluate(({ BrowserWindow }, to) => {
        BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(to);
      }, zoom);
      await app.evaluate(
        ({ BrowserWindow }, size) => {
          BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
        },
        { width, height },
      );
      await page.waitForFunction((wide) => window.innerWidth === wide, width / zoom);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      expect(wide).toBe(false);
      for (const [tab, name] of [
        ['Audit log', 'audit'],
        ['Comparison', 'comparison'],
        ['Timeline', 'timeline'],
      ] as const) {
        await page.getByRole('tab', { name: tab }).click();
        await expectAccessible(page);
        await screen(launched, `history-${name}-${String(width)}-${String(zoom)}`);
      }
    }
  } finally {
    await launched.close();
  }
});
