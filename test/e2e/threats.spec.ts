import { expect, test, type Page } from '@playwright/test';
import {
  askByHandOnly,
  createProject,
  expectAccessible,
  picture,
  resize,
  write,
} from '../support/window/actions.ts';
import { launch } from '../support/window/launch.ts';

const command = `protocol Command "Instruction to a meter"
entity HES "Head-end system"
entity MET "Smart meter"
key K "End-to-end key" shared by HES, MET long-term
counter DOWN shared by HES, MET
data COMMAND "Instruction" of HES
phase operations "Operations" channel public adversary present {
  HES advances DOWN
  message o1 "Instruction" HES -> MET: aead[K](COMMAND, DOWN ; HES, MET)
}
requirement R1 replay-protection "An instruction is obeyed once"
confidentiality COMMAND: HES, MET refines R1
integrity COMMAND: HES refines R1
`;

async function analysed(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Analyse again' })).toBeVisible({ timeout: 120_000 });
}

test('threats follow from the model, are decided about with the keyboard, and show what changed', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await askByHandOnly(page);
    await createProject(launched, 'empty');
    await write(page, command);
    await page.getByRole('button', { name: 'Threats' }).click();
    const list = page.getByRole('region', { name: 'Threats', exact: true });
    const detail = page.getByRole('region', { name: 'The threat', exact: true });
    await expect(detail).toContainText('Walk through the list with the arrow keys');
    await expect(
      list.getByRole('button', { name: /none within bounds.*Eavesdropping of COMMAND/u }),
    ).toBeVisible();
    await picture(page, 'threats-before');
    await expectAccessible(page);

    await page.getByRole('button', { name: /^Analyse/u }).click();
    await analysed(page);
    const replay = list.getByRole('button', { name: /attack found.*Replay of COMMAND under K/u });
    await replay.click();
    await expect(detail).toContainText('An attack was found and replayed');
    await expect(detail.getByRole('region', { name: 'The attack', exact: true })).toContainText('(1)');
    await picture(page, 'threats-attack');
    await expectAccessible(page);

    // What it rests on and what it is about lead to where these are.
    await detail.getByRole('button', { name: 'MET takes each COMMAND of HES' }).click();
    await expect(page.getByRole('tab', { name: 'Verdicts' })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('region', { name: 'Answer', exact: true })).toContainText(
      'MET takes each COMMAND of HES',
    );
    await page.getByRole('button', { name: 'Threats' }).click();
    await detail.getByRole('button', { name: 'o1', exact: true }).click();
    await expect(page.locator('.cm-activeLine')).toContainText('message o1');
    await page.getByRole('button', { name: 'Threats' }).click();
    await expect(detail).toContainText('Replay of COMMAND under K');

    // With the keyboard alone: accept, walk on, reject with a reason, take back.
    await replay.focus();
    await page.keyboard.press('a');
    await expect(list.getByRole('button', { name: /Replay of COMMAND.*accepted/u })).toBeVisible();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const second = await list.locator('[aria-pressed="true"] .title').textContent();
    await page.keyboard.press('r');
    const reason = page.getByLabel('Why it is rejected');
    await expect(reason).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('A rejection needs a reason.');
    await page.keyboard.type('Not in the scope of this analysis');
    await page.keyboard.press('Enter');
    const rejected = list.getByRole('button', { name: second ?? '', pressed: true });
    await expect(rejected).toContainText('rejected');
    await expect(rejected).toBeFocused();
    await page.keyboard.press('u');
    await expect(rejected).toContainText('not decided');
    await page.keyboard.press('Control+z');
    await expect(rejected).toContainText('rejected');

    // What the model says otherwise afterwards is marked.
    await page.getByRole('button', { name: 'Model' }).click();
    await write(page, command.replace('; HES, MET)\n}', '; HES, MET)\n  MET checks DOWN\n}'));
    await page.getByRole('button', { name: 'Threats' }).click();
    await expect(page.getByText('⚠ The answers are about an earlier text')).toBeVisible();
    await page.getByRole('button', { name: 'Analyse again' }).click();
    const changed = list.getByRole('button', {
      name: /ruled out.*Replay of COMMAND.*changed since the decision/u,
    });
    await expect(changed).toBeVisible({ timeout: 120_000 });
    await changed.click();
    const changes = page.getByRole('region', { name: 'changed since the decision' });
    await expect(changes.getByRole('row', { name: /Answer ✗ attack found ✓ ruled out/u })).toBeVisible();
    await picture(page, 'threats-changed');
    await expectAccessible(page);
    await changes.getByRole('button', { name: 'My decision stands' }).click();
    await expect(changes).toHaveCount(0);

    // A threat that nothing answers: its attack model is written, analysed and compared.
    await list.getByRole('button', { name: /not answered.*Compromise of K/u }).click();
    await detail.getByRole('button', { name: 'Write the attack model' }).click();
    await expect(detail).toContainText('K_known is written into the model');
    await detail.getByRole('button', { name: 'Analyse again' }).click();
    await expect(list.getByRole('button', { name: /attack found.*Compromise of K/u })).toBeVisible({
      timeout: 120_000,
    });
    await page.getByRole('tab', { name: 'Attack models' }).click();
    const comparison = page.getByRole('region', { name: 'Comparison with the plain adversary' });
    await expect(
      comparison.getByRole('row', { name: /What HES holds as COMMAND.*proved.*violated ▼ worse/u }),
    ).toBeVisible();
    await picture(page, 'threats-attack-models');
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Copy/u }).click();
    await expect(page.getByText('K_known_copy is written into the model')).toBeVisible();
    await page.getByRole('tab', { name: 'Table 2' }).click();
    await expect(page.getByRole('row', { name: /Denial of service/u })).toContainText('out of scope');
    await picture(page, 'threats-table-two');
    await expectAccessible(page);
  } finally {
    await launched.close();
  }
});

test('the catalogue of the example is filtered, accepted in groups and extended', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'example');
    await page.getByRole('button', { name: 'Threats' }).click();
    await page.getByRole('button', { name: /^Analyse/u }).click();
    await analysed(page);
    const list = page.getByRole('region', { name: 'Threats', exact: true });
    const detail = page.getByRole('region', { name: 'The threat', exact: true });
    await list.getByRole('button', { name: /Replay of READING, COMMAND/u }).click();
    await picture(page, 'threats-example-light');
    await expectAccessible(page);

    await list.getByRole('button', { name: /^Accept \d+ Replay attacks/u }).click();
    await expect(list.getByRole('button', { name: /Replay of .*accepted/u })).toHaveCount(5);
    await page.getByLabel('What changed', { exact: true }).selectOption('unchanged');
    await expect(list.locator('.choice')).toHaveCount(5);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByLabel('Search in words and names').fill('reading mh');
    await expect(list.locator('.choice').first()).toContainText('READING');
    await page.getByRole('button', { name: 'Show all' }).click();

    await page.getByRole('button', { name: 'Add a threat…' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('A meter is replaced by another one');
    await page.getByLabel('About: elements').fill('MET');
    await page.keyboard.press('Enter');
    await picture(page, 'threats-own');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(detail).toContainText('A meter is replaced by another one');
    await page.getByText('Own words, requirements and sources').click();
    await page.getByRole('checkbox', { name: /R1/u }).check();
    await page.getByRole('combobox', { name: 'Document' }).fill('AMS design note');
    await page.getByRole('textbox', { name: 'Section' }).fill('2.1');
    await page.getByRole('button', { name: 'Cite' }).click();
    await expect(detail).toContainText('AMS design note, 2.1');
    await picture(page, 'threats-remarks');
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Dark').check();
    await page.getByLabel('Norsk bokmål').check();
    await page.getByRole('button', { name: 'Lukk', exact: true }).click();
    await page.getByLabel('Grupper etter').selectOption('target');
    await picture(page, 'threats-example-dark-nb');
    await expectAccessible(page);
    await resize(launched, 1000, 700);
    await picture(page, 'threats-narrow');
    await expectAccessible(page);
    await resize(launched, 960, 640);
    await picture(page, 'threats-narrowest');
    await page.getByRole('tab', { name: 'Tabell 2' }).click();
    await resize(launched, 1000, 700);
    await picture(page, 'threats-table-two-nb');
    await expectAccessible(page);
    await page.getByRole('tab', { name: 'Angrepsmodeller' }).click();
    await picture(page, 'threats-no-attack-models-nb');
    await expectAccessible(page);
  } finally {
    await launched.close();
  }
});
