import { expect, test } from '@playwright/test';
import { createProject, expectAccessible, passphrase, picture, resize, write } from './actions.ts';
import { launch } from './launch.ts';

const lowe = `
protocol NSPK "Needham-Schroeder"
entity A "Initiator"
entity B "Responder"
key pair KA of A known to B
key pair KB of B known to A
nonce NA of A
nonce NB of B
phase run "Run" channel public adversary present {
  message m1 A -> B: penc[pk(KB)](NA, A)
  message m2 B -> A: penc[pk(KA)](NA, NB)
  message m3 A -> B: penc[pk(KB)](NB)
}
confidentiality NA: A, B
confidentiality NB: A, B
integrity NB: B
attack lost "A private half is known" {
  leak sk(KA)
}
`;

test('an attack is found, told, drawn, kept, and outdated by a change', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    await write(page, lowe);
    await page.getByRole('tab', { name: 'Verdicts' }).click();
    await expect(page.getByText('reads, holds back, changes and replays')).toBeVisible();
    await picture(page, 'verdicts-empty');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Analyse', exact: true }).click();
    const questions = page.getByRole('region', { name: 'Questions' });
    const secrecy = questions.getByRole('button', { name: 'What B holds as NB stays secret' }).first();
    await expect(secrecy).toContainText('✗ violated');
    await expect(secrecy).toContainText('man in the middle, spoofing, dishonest participant');
    await expect(page.getByRole('button', { name: 'Analyse again' })).toBeVisible();
    await expect(questions.getByText('Attack model lost')).toBeVisible();
    await expect(page.locator('header').getByText(/\d+ attacks/)).toBeVisible();

    await secrecy.focus();
    await page.keyboard.press('Enter');
    const answer = page.getByRole('region', { name: 'Answer' });
    await expect(answer.getByText('Violated by an attack that was replayed')).toBeVisible();
    await expect(answer.getByText("→ The adversary has NB: NB'2")).toBeVisible();
    await expect(answer.getByRole('img', { name: 'The attack as an interaction view' })).toBeVisible();
    const made = answer.getByRole('button', { name: '(2) Run 2 receives m1 from the adversary' });
    await made.click();
    await expect(made).toHaveAttribute('aria-pressed', 'true');
    await expect(answer.locator('.drawing .selected').first()).toBeVisible();
    await picture(page, 'verdicts-light');
    await expectAccessible(page);
    await answer.getByRole('img').evaluate((drawing) => {
      drawing.scrollIntoView();
    });
    await picture(page, 'verdicts-light-drawing');

    await page.getByRole('combobox', { name: 'Show' }).selectOption('holds');
    await expect(questions.getByText('✓ proved').first()).toBeVisible();
    await expect(questions.getByText('✗ violated')).toHaveCount(0);
    await questions.getByRole('button').first().click();
    await expect(answer.getByText('Proved for any number of runs.')).toBeVisible();
    await page.getByRole('combobox', { name: 'Show' }).selectOption('all');

    await page.getByRole('tab', { name: 'Requirement table' }).click();
    await page.getByRole('row', { name: /^NB/ }).getByRole('button', { name: '✗ violated' }).first().click();
    await picture(page, 'verdicts-table');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Show the attack' }).first().click();
    await expect(answer.getByText('Violated by an attack')).toBeVisible();

    await page.getByRole('button', { name: 'Lock', exact: true }).click();
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByRole('tab', { name: 'Verdicts' }).click();
    await expect(secrecy).toContainText('✗ violated');
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('// changed');
    await expect(page.getByText('these answers are about an earlier one')).toBeVisible();
    await expect(page.locator('header').getByText(/\d+ attacks/)).toHaveCount(0);
    await picture(page, 'verdicts-outdated');
    await expectAccessible(page);
    await page.getByRole('tab', { name: 'Requirement table' }).click();
    await expect(page.getByRole('button', { name: '✗ violated' })).toHaveCount(0);
    await page.locator('.cm-content').click();
    for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press('Control+z');
    await expect(page.locator('header').getByText(/\d+ attacks/)).toBeVisible();
  } finally {
    await launched.close();
  }
});

test('a long analysis fills the window as it goes, is cancelled, and leaves the rest undecided', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'example');
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('\nattack loose "Values are taken for one another" {\n  untyped\n}\n');
    await page.getByRole('tab', { name: 'Verdicts' }).click();
    await page.getByRole('button', { name: 'Analyse', exact: true }).click();
    const questions = page.getByRole('region', { name: 'Questions' });
    await expect(questions.getByText('✓ proved').first()).toBeVisible();
    await expect(page.getByRole('progressbar', { name: 'Answers' })).toBeVisible();
    await picture(page, 'verdicts-running');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('Stopped. What was answered stays.')).toBeVisible();
    const open = questions.getByRole('button', { name: '? undecided' });
    await expect(open.first()).toBeVisible();
    await open.first().click();
    await expect(page.getByRole('region', { name: 'Answer' })).toContainText('stopped before an answer');
    await picture(page, 'verdicts-cancelled');
    await expectAccessible(page);

    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+z');
    await expect(page.getByText('these answers are about an earlier one')).toBeVisible();
    await page.getByRole('button', { name: 'Analyse again' }).click();
    await expect(page.getByText('Stopped. What was answered stays.')).toHaveCount(0);
    await expect(page.getByText('0 violated · 0 undecided')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('button', { name: 'Analyse again' })).toBeVisible({ timeout: 60_000 });
    await expect(questions.getByText('… not answered')).toHaveCount(0);
    await page.getByRole('tab', { name: 'Requirement table' }).click();
    await picture(page, 'verdicts-table-example');
  } finally {
    await launched.close();
  }
});

test('verdicts in the dark, small and large, and in bokmål', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    await write(page, lowe);
    await page.getByRole('tab', { name: 'Verdicts' }).click();
    await page.getByRole('button', { name: 'Analyse', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Analyse again' })).toBeVisible();
    await page.getByRole('button', { name: 'What B holds as NB stays secret' }).first().click();
    await page.evaluate(() => window.segl.call('settings.update', { locale: 'nb', theme: 'dark' }));
    await expect(page.getByText('mellommann').first()).toBeVisible();
    for (const [width, height] of [
      [900, 600],
      [1600, 1000],
      [2200, 1100],
    ] as const) {
      await resize(launched, width, height);
      await picture(page, `verdicts-dark-${String(width)}`);
      await expectAccessible(page);
    }
  } finally {
    await launched.close();
  }
});
