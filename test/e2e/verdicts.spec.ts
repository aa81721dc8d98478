import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  askByHandOnly,
  createProject,
  expectAccessible,
  passphrase,
  picture,
  resize,
  write,
} from '../support/window/actions.ts';
import { plantedText, vacuousText } from '../support/models/vacuous.ts';
import { answerSaveDialogs, launch } from '../support/window/launch.ts';

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
    await askByHandOnly(page);
    await createProject(launched, 'empty');
    await write(page, lowe);
    await page.getByRole('tab', { name: 'Verdicts' }).click();
    await expect(
      page.getByText('This text asks 3 lines of ticks and no claims, once plainly and once under'),
    ).toBeVisible();
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

    const show = page.getByRole('group', { name: 'Show' });
    await show.getByRole('button', { name: /✓ \d+ proved/ }).click();
    await expect(questions.getByText('✓ proved').first()).toBeVisible();
    await expect(questions.getByText('✗ violated')).toHaveCount(0);
    await questions.getByRole('button').first().click();
    await expect(answer.getByText('Proved for any number of runs.')).toBeVisible();
    await show.getByRole('button', { name: /All \d+/ }).click();

    await page.getByRole('tab', { name: 'Requirement table' }).click();
    await page.getByRole('row', { name: /^NB/ }).getByRole('button', { name: '✗ violated' }).first().click();
    await picture(page, 'verdicts-table');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Show the attack' }).first().click();
    await expect(answer.getByText('Violated by an attack')).toBeVisible();
    await page.getByRole('tab', { name: 'Guidelines' }).click();
    await page.getByRole('button', { name: /✗ \d+ attacks/ }).click();
    await expect(show.getByRole('button', { name: /violated/ })).toHaveAttribute('aria-pressed', 'true');
    await expect(answer.getByText('Violated by an attack')).toBeVisible();

    await page.getByRole('button', { name: 'Lock', exact: true }).click();
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByRole('tab', { name: 'Verdicts' }).click();
    await expect(secrecy).toContainText('✗ violated');
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    // What says nothing outdates nothing.
    await page.keyboard.type('// a comment');
    await page.keyboard.press('Enter');
    await expect(page.locator('header').getByText(/\d+ attacks?/)).toBeVisible();
    await expect(page.getByText('these answers are about an earlier one')).toHaveCount(0);
    await page.keyboard.type('entity LATER');
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

test('what is about nothing, what there is nothing to ask about and a value of the adversary are told as such', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    await write(page, vacuousText);
    await page.getByRole('tab', { name: 'Verdicts' }).click();
    await page.getByRole('button', { name: 'Analyse', exact: true }).click();
    const questions = page.getByRole('region', { name: 'Questions' });
    const answer = page.getByRole('region', { name: 'Answer' });
    const vacuous = questions.getByRole('button', { name: 'B takes for ORDER only what A wrote for it' });
    await expect(vacuous).toContainText('⊘ vacuous');
    await vacuous.click();
    await expect(answer).toContainText('a defect of the model');
    await page
      .getByText(/not asked/iu)
      .first()
      .click();
    await expect(page.getByText('nothing to ask: nobody whom it names ever holds')).toBeVisible();
    await expect(page.getByText('nothing to ask there: it never holds')).toBeVisible();
    await picture(page, 'verdicts-vacuous');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Requirements', exact: true }).click();
    await expect(page.getByText('⊘ vacuous').filter({ visible: true }).first()).toBeVisible();
    await page.getByRole('button', { name: 'Model', exact: true }).click();

    await write(page, plantedText);
    await page.getByRole('tab', { name: 'Verdicts' }).click();
    await page.getByRole('button', { name: 'Analyse again' }).click();
    const taken = questions.getByRole('button', { name: 'What B holds as ORDER stays secret' });
    await expect(taken).toContainText('✗ violated');
    await taken.click();
    await expect(answer).toContainText('B takes a value of the adversary for ORDER');
    await expect(answer).toContainText("nobody's secret is lost");
    await expect(answer.getByText('→ Run 1 takes a value of the adversary for ORDER')).toBeVisible();
    await expect(answer.getByText('The adversary has ORDER')).toHaveCount(0);
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
    await expect(page.getByRole('button', { name: 'Analyse again' })).toBeVisible();
    await expect(page.getByRole('button', { name: '✗ 0 violated' })).toBeVisible();
    await expect(page.getByRole('button', { name: '? 0 undecided' })).toBeVisible();
    await expect(questions.getByText('… not answered')).toHaveCount(0);
    await page.getByRole('tab', { name: 'Requirement table' }).click();
    await picture(page, 'verdicts-table-example');
  } finally {
    await launched.close();
  }
});

test('verdicts in the dark, small and large, and in bokmål', { tag: '@long' }, async () => {
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

const ticked = `
protocol P "Commands"
entity HES "Head-end system"
entity MET "Smart meter"
key K "Traffic key" shared by HES, MET
data COMMAND of HES
requirement R1 integrity "A command is acted on once"
requirement R2 confidentiality "Commands stay between those two"
phase operations {
  message o1 "Command" HES -> MET: aead[K](COMMAND ; HES, MET)
}
confidentiality COMMAND: HES, MET refines R2
integrity COMMAND: HES refines R1
authentication HES to MET: aliveness
`;

test('with the keyboard alone: analysed, grouped, walked over, and followed into the text', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    await write(page, ticked);
    await page.getByRole('tab', { name: 'Requirement table' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByText('2 lines of ticks and 1 claim.')).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Analyse', exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    const again = page.getByRole('button', { name: 'Analyse again' });
    await expect(again).toBeFocused();

    await page.getByLabel('Group by').selectOption('requirement');
    const questions = page.getByRole('region', { name: 'Questions' });
    await expect(questions.getByRole('heading')).toHaveText([
      /^R1 A command is acted on once ✗ 1 violated · ✓ 1 proved$/,
      /^R2 Commands stay between those two ✓ \d+ proved$/,
      /^Without a high-level requirement\s+✓ 1 proved$/,
    ]);
    await picture(page, 'verdicts-requirements');
    await page.getByLabel('Group by').focus();
    await page.keyboard.press('Tab');
    const violated = questions.getByRole('button', { name: '✗ violated' });
    await expect(violated).toBeFocused();
    await page.keyboard.press('End');
    await expect(questions.getByRole('button').last()).toBeFocused();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Show in the text' }).click();
    await expect(page.locator('.cm-activeLine')).toContainText('authentication HES to MET');
    await violated.click();
    const answer = page.getByRole('region', { name: 'Answer' });
    await expect(answer.getByText('A command is acted on once')).toBeVisible();
    await page.getByRole('button', { name: 'Show in the text' }).click();
    await expect(page.locator('.cm-activeLine')).toContainText('integrity COMMAND: HES');
    await answer
      .getByRole('button', { name: /receives o1 as it was sent/ })
      .first()
      .click();
    await expect(page.locator('.cm-activeLine')).toContainText('message o1 "Command"');

    // With an error in the text nothing is asked, and what is shown says so.
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('entity');
    await expect(
      page.getByText('The text has errors; it can be analysed when they are mended.'),
    ).toBeVisible();
    await expect(again).toBeDisabled();
    await expect(page.getByRole('button', { name: 'Show in the text' })).toBeDisabled();
    await expect(answer.getByText('Outdated:')).toBeVisible();
    await picture(page, 'verdicts-errors');
    await expectAccessible(page);
    await page.keyboard.press('Control+Home');
    await page.getByRole('button', { name: 'Show the first error' }).click();
    await expect(page.locator('.cm-activeLine')).toHaveText(/^entity$/);
  } finally {
    await launched.close();
  }
});

test('a drawn attack is enlarged, made smaller, and saved only where the analyst said, and marked', async () => {
  const launched = await launch();
  const { app, page, folder } = launched;
  try {
    await createProject(launched, 'empty');
    await write(page, ticked);
    await page.getByRole('tab', { name: 'Verdicts' }).click();
    await page.getByRole('button', { name: 'Analyse', exact: true }).click();
    await page.getByRole('button', { name: '✗ violated' }).click();
    const drawing = page.getByRole('img', { name: 'The attack as an interaction view' });
    const width = async (): Promise<number> => (await drawing.boundingBox())?.width ?? 0;
    await page.getByRole('button', { name: '100 %' }).click();
    const natural = await width();
    await page.getByRole('button', { name: 'Larger' }).click();
    expect(await width()).toBeCloseTo(natural * 1.25, 0);
    await page.getByRole('region', { name: 'The attack as an interaction view' }).focus();
    await page.keyboard.press('0');
    await page.keyboard.press('-');
    expect(await width()).toBeCloseTo(natural * 0.85, 0);
    await page.getByRole('button', { name: 'Fit the width' }).click();
    const frame = await page.getByRole('region', { name: 'The attack as an interaction view' }).boundingBox();
    expect(await width()).toBeLessThanOrEqual(frame?.width ?? 0);

    const path = join(folder, 'attack.svg');
    await answerSaveDialogs(app, path);
    await page.getByRole('button', { name: 'Save…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save the drawing' });
    await expect(dialog.getByRole('button', { name: 'Choose a place…' })).toBeDisabled();
    await dialog.getByLabel('It may leave the project unencrypted').check();
    await picture(page, 'save-drawing');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Choose a place…' }).click();
    await expect(dialog.getByText('Written: attack.svg')).toBeVisible();
    const svg = readFileSync(path, 'utf8');
    expect(svg).toContain('STRENGT FORTROLIG');
    expect(svg).toContain('COMMAND');
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^]*<\/svg>\n$/);
    expect(readdirSync(folder).filter((name) => name.includes('attack'))).toEqual(['attack.svg']);
    await dialog.getByRole('button', { name: 'Close' }).click();

    await page.getByRole('tab', { name: 'Diagrams' }).click();
    await answerSaveDialogs(app, null);
    await page.getByRole('button', { name: 'Save…' }).click();
    await dialog.getByLabel('It may leave the project unencrypted').check();
    await dialog.getByRole('button', { name: 'Choose a place…' }).click();
    await expect(dialog.getByRole('button', { name: 'Choose a place…' })).toBeEnabled();
    await expect(dialog.getByText('Written:')).toHaveCount(0);
    await answerSaveDialogs(app, join(folder, 'view.svg'));
    await dialog.getByRole('button', { name: 'Choose a place…' }).click();
    await expect(dialog.getByText('Written: view.svg')).toBeVisible();
    expect(readFileSync(join(folder, 'view.svg'), 'utf8')).toContain('Head-end system');
  } finally {
    await launched.close();
  }
});

test('limits of the analysis are set within bounds, kept, and used', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    await write(page, ticked);
    await page.getByRole('button', { name: 'Settings' }).click();
    const dialog = page.getByRole('dialog', { name: 'Settings' });
    await dialog.getByLabel('Clauses of one proof').fill('999');
    await page.keyboard.press('Tab');
    await expect(dialog.getByRole('alert')).toContainText('A whole number from 1,000 to 1,000,000');
    await dialog.getByLabel('Clauses of one proof').fill('2000');
    await dialog.getByLabel('Seconds in all').fill('60');
    await page.keyboard.press('Tab');
    await expect(dialog.getByRole('alert')).toHaveCount(0);
    await picture(page, 'settings-limits');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('tab', { name: 'Verdicts' }).click();
    await page.getByRole('button', { name: 'Analyse', exact: true }).click();
    await expect(page.getByText('Limits: 2,000 clauses for one proof, 60 seconds in all.')).toBeVisible();
    await page.reload();
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(dialog.getByLabel('Clauses of one proof')).toHaveValue('2000');
    await dialog.getByRole('button', { name: 'Usual limits' }).click();
    await expect(dialog.getByLabel('Clauses of one proof')).toHaveValue('100000');
    await expect(dialog.getByLabel('Seconds in all')).toHaveValue('900');
  } finally {
    await launched.close();
  }
});

test('an answer tells what it takes for granted, and what another holder of the key could do', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    await write(
      page,
      `protocol Broadcast "Broadcast under a group key"
entity HES "Head-end system"
entity MET "Smart meter"
entity DIS "Display"
key G shared by HES, MET, DIS long-term
data CMD of HES
phase operations channel public adversary present {
  message b1 HES -> MET: aead[G](CMD ; HES)
  message b2 HES -> DIS: aead[G](CMD ; HES)
}
integrity CMD: HES
`,
    );
    await page.getByRole('tab', { name: 'Verdicts' }).click();
    await page.getByRole('button', { name: 'Analyse', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Analyse again' })).toBeVisible();
    const questions = page.getByRole('region', { name: 'Questions' });
    const integrity = questions.getByRole('button', { name: 'MET takes for CMD only what HES wrote for it' });
    await expect(integrity).toContainText('✓ proved');
    await integrity.click();
    const answer = page.getByRole('region', { name: 'Answer' });
    await expect(answer.getByText('What this answer takes for granted')).toBeVisible();
    await expect(answer.getByText(/DIS is honest.*without that: violated/u)).toBeVisible();
    await expect(answer.getByText('Nobody plays two of the entities HES, MET, DIS.')).toBeVisible();
    await picture(page, 'verdicts-assumes');
    await answer.getByText('Show the attack').click();
    await expect(answer.getByText(/receives b1 from the adversary/u)).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'verdicts-assumes-attack');
  } finally {
    await launched.close();
  }
});

/** Answered within a moment on a slow machine, too. */
const short = `
protocol SHORT
entity A
entity B
key K shared by A, B
data D of A
phase run channel public adversary present {
  message m A -> B: enc[K](D)
}
confidentiality D: A, B
`;

test('what is asked quickly is asked again by itself when the text says something else', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    await write(page, short);
    await page.getByRole('tab', { name: 'Verdicts' }).click();
    await page.getByRole('button', { name: 'Analyse', exact: true }).click();
    const questions = page.getByRole('region', { name: 'Questions' });
    const secrecy = questions.getByRole('button', { name: 'What B holds as D stays secret' }).first();
    await expect(secrecy).toContainText('✓ proved');
    await expect(page.getByRole('button', { name: 'Analyse again' })).toBeVisible();
    await secrecy.click();

    // The protection is taken away while that answer is read.
    await write(page, short.replace('enc[K](D)', 'D'));
    await expect(secrecy).toContainText('✗ violated');
    const answer = page.getByRole('region', { name: 'Answer' });
    await expect(answer.getByText('Violated by an attack')).toBeVisible();
    await expect(secrecy).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByText('these answers are about an earlier one')).toHaveCount(0);

    // Nothing is asked of a text with an error, nor after it was switched off.
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('entity');
    await expect(answer.getByText('Outdated:')).toBeVisible();
    await page.getByRole('button', { name: 'Settings' }).click();
    const again = page.getByRole('checkbox', { name: 'Ask again by itself' });
    await expect(again).toBeChecked();
    await again.uncheck();
    await picture(page, 'settings-ask-again');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' LATER');
    await expect(page.getByRole('button', { name: 'Analyse again' })).toBeEnabled();
    await page.waitForTimeout(3_000);
    await expect(page.getByText('these answers are about an earlier one')).toBeVisible();
    await page.getByRole('button', { name: 'Settings' }).click();
    await again.check();
    await page.keyboard.press('Escape');
    await expect(page.getByText('these answers are about an earlier one')).toHaveCount(0);
    await expect(secrecy).toContainText('✗ violated');
  } finally {
    await launched.close();
  }
});
