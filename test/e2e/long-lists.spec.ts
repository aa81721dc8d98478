import { expect, test, type Locator, type Page } from '@playwright/test';
import { createProject, expectAccessible, picture, write } from '../support/window/actions.ts';
import { launch } from '../support/window/launch.ts';

const size = 300;

function lines(line: (index: number) => string): string {
  return Array.from({ length: size }, (_, index) => line(index)).join('\n');
}

const model = `protocol Long
entity A
entity B
key K shared by A, B long-term
${lines((index) => `data D${index} of A`)}
phase run channel public adversary present {
${lines((index) => `  message m${index} A -> B: enc[K](D${index})`)}
}
${lines((index) => `requirement R${index} confidentiality "Reading ${index} stays secret" source "Manual" "${index}"`)}
${lines((index) => `confidentiality D${index}: A, B refines R${index}`)}
`;

/** Puts a text into the empty editor as the clipboard would: typing one so long takes the browser minutes. */
async function paste(page: Page, text: string): Promise<void> {
  await write(page, '');
  await page.locator('.cm-content').evaluate((editor, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

/** Keeps what the page's policy forbids, to be asked for at the end. */
async function watchPolicy(page: Page): Promise<() => Promise<readonly string[]>> {
  const kept = await page.evaluateHandle(() => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) => {
      violations.push(`${violatedDirective} ${sample}`);
    });
    return violations;
  });
  return () => kept.jsonValue();
}

async function drawnFew(rows: Locator): Promise<void> {
  const drawn = await rows.count();
  expect(drawn).toBeGreaterThan(5);
  expect(drawn).toBeLessThan(100);
}

test('hundreds of threats, requirements and questions are walked by key, and few of them drawn', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    const violations = await watchPolicy(page);
    await createProject(launched, 'empty');
    await paste(page, model);
    const rail = page.getByRole('navigation', { name: 'Activities' });

    await rail.getByRole('button', { name: 'Threats' }).click();
    const threats = page.getByRole('region', { name: 'Threats', exact: true });
    const rows = threats.locator('[data-row]');
    await rows.first().focus();
    await drawnFew(rows);
    await page.keyboard.press('ArrowDown');
    await expect(rows.nth(1)).toBeFocused();
    await expect(rows.nth(1)).toHaveAttribute('aria-pressed', 'true');
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('PageDown');
    const further = threats.locator('[data-row="eavesdropping eavesdropping/D51"]');
    await expect(further).toBeFocused();
    await expect(further).toBeInViewport();
    await page.keyboard.press('End');
    const last = threats.locator('[data-row]:focus');
    await expect(last).toBeInViewport();
    const entry = threats.getByRole('listitem').filter({ has: page.locator('[data-row]:focus') });
    expect(await entry.getAttribute('aria-posinset')).toBe(await entry.getAttribute('aria-setsize'));
    expect(Number(await entry.getAttribute('aria-setsize'))).toBeGreaterThan(size);
    await drawnFew(rows);
    await expectAccessible(page);
    await picture(page, 'long-threats');
    // Scrolled out of sight, the row keeps the focus.
    await threats.hover();
    await page.mouse.wheel(0, -100_000);
    await expect(last).not.toBeInViewport();
    await page.keyboard.press('ArrowUp');
    await expect(last).toBeInViewport();

    await rail.getByRole('button', { name: 'Requirements' }).click();
    const trace = page.getByRole('treegrid', { name: 'Trace of the requirements' });
    await expect(trace).toHaveAttribute('aria-rowcount', String(size + 2));
    await drawnFew(trace.getByRole('row'));
    await trace.getByRole('row', { name: /^R0 /u }).click();
    await page.keyboard.press('ArrowDown');
    await expect(trace.getByRole('row', { name: /^R1 /u })).toBeFocused();
    await page.keyboard.press('End');
    const bottom = trace.getByRole('row', { name: /^R299 /u });
    await expect(bottom).toBeFocused();
    await expect(bottom).toBeInViewport({ ratio: 1 });
    await expect(bottom).toHaveAttribute('aria-rowindex', String(size + 2));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(trace.getByRole('row', { name: 'confidentiality D299: A, B' })).toBeFocused();
    await page.keyboard.press('Home');
    await expect(trace.getByRole('row', { name: /Manual/u }).first()).toBeFocused();
    const heights = await trace
      .locator('tr[data-index]')
      .evaluateAll((all) => [...new Set(all.map((each) => each.getBoundingClientRect().height))]);
    expect(heights).toHaveLength(1);
    await expectAccessible(page);
    await picture(page, 'long-trace');

    await rail.getByRole('button', { name: 'Model', exact: true }).click();
    await page.getByRole('tab', { name: 'Verdicts' }).click();
    await page.getByRole('button', { name: /^Analyse/u }).click();
    const questions = page.getByRole('region', { name: 'Questions' });
    await expect(questions.locator('[data-row]').first()).toBeVisible();
    await questions.locator('[data-row]').first().focus();
    await drawnFew(questions.locator('[data-row]'));
    await page.keyboard.press('End');
    await expect(questions.locator('[data-row]:focus')).toBeInViewport();
    expect(await violations()).toEqual([]);
  } finally {
    await launched.close();
  }
});

test('tabs are walked by key, and Tab goes on into what they show', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'worked-example');
    const tab = (name: string): Locator => page.getByRole('tab', { name });
    await tab('Requirement table').focus();
    for (const [key, name] of [
      ['ArrowRight', 'Verdicts'],
      ['End', 'Guidelines'],
      ['ArrowRight', 'Diagrams'],
      ['ArrowLeft', 'Guidelines'],
      ['Home', 'Diagrams'],
    ] as const) {
      await page.keyboard.press(key);
      await expect(tab(name)).toBeFocused();
      await expect(tab(name)).toHaveAttribute('aria-selected', 'true');
    }
    await expect(page.getByRole('tabpanel', { name: 'Diagrams' })).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('tabpanel', { name: 'Diagrams' })).not.toBeFocused();
    expect(await page.evaluate(() => document.activeElement?.closest('[role="tabpanel"]') !== null)).toBe(
      true,
    );
  } finally {
    await launched.close();
  }
});
