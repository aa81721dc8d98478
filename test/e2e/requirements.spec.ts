import { expect, test, type Page } from '@playwright/test';
import { createProject, expectAccessible, picture, resize, write } from '../support/window/actions.ts';
import { launch } from '../support/window/launch.ts';

/** A command that is protected, and a note that goes in the clear. */
const model = `protocol P "Commands"
entity H "Head-end"
entity M "Meter"
key K "Command key" shared by H, M
counter C "Commands" shared by H, M
data COMMAND "Command" of H
data NOTE "Note" of H
phase operations "Operations" {
  H advances C
  message m1 "Command" H -> M: aead[K](COMMAND, C ; H, M)
  M checks C
  message m2 "Note" H -> M: NOTE
}
// What is required
requirement SECRET confidentiality "Commands stay secret" owner "Grid company" source "Manual" "2"
requirement OPEN confidentiality "Notes stay secret" source "Manual" "3"
requirement UP availability "An answer comes in time"
confidentiality COMMAND: H, M refines SECRET // the command
confidentiality NOTE: H, M refines OPEN
integrity COMMAND: H
attack lost "The key is known" {
  leak K
}
`;

async function source(page: Page): Promise<string> {
  return page.locator('.cm-content').innerText();
}

test('requirements are traced from documents to verdicts, changed, linked and undone', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    await write(page, model);
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Requirements', exact: true }).click();
    const trace = page.getByRole('treegrid', { name: 'Trace of the requirements' });
    const detail = page.getByRole('region', { name: 'What the row rests on' });
    const untraced = page.getByRole('region', { name: 'What leads nowhere' });
    await expect(trace.getByRole('row', { name: /SECRET Confidentiality/u })).toContainText('… open');
    await expect(trace.getByRole('row', { name: /OPEN Confidentiality/u })).toContainText('✗ violated');
    await expect(trace.getByRole('row', { name: /UP Availability/u })).toContainText('– out of scope');
    await expect(page.getByText('No active adversary has been asked about yet')).toBeVisible();
    await expect(untraced).toContainText('1 cited document that is not among the sources');
    await expect(untraced).toContainText('1 tick or claim that refines no requirement');
    await expect(untraced).toContainText('3 ticks and claims without a verdict');
    await expect(untraced).not.toContainText('without a source');
    await expectAccessible(page);

    // The keys of a tree grid.
    await trace.getByRole('row', { name: /^Manual/u }).focus();
    await page.keyboard.press('ArrowDown');
    await expect(trace.getByRole('row', { name: /SECRET Confidentiality/u })).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(trace.getByRole('row', { name: 'confidentiality COMMAND: H, M' })).toHaveCount(0);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(trace.getByRole('row', { name: 'confidentiality COMMAND: H, M' })).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(detail).toContainText('Grid company');
    await expect(detail).toContainText('sections 4.3 and 6.1');
    await picture(page, 'requirements-light');

    // An untraced tick leads to its row and is linked there.
    await untraced.getByRole('button', { name: 'integrity COMMAND: H' }).first().click();
    await detail.getByLabel('Refine a requirement…').selectOption('SECRET: Commands stay secret');
    await detail.getByRole('button', { name: 'Link', exact: true }).click();
    await expect.poll(() => source(page)).toContain('integrity COMMAND: H refines SECRET');
    await expect(untraced).not.toContainText('refines no requirement');
    await expect(detail.getByRole('heading', { name: 'integrity COMMAND: H' })).toBeVisible();

    // A form adds a requirement and changes one, and only what differs.
    await page.getByRole('button', { name: 'New requirement…' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: 'Add' }).click();
    await expect(form.getByRole('alert')).toHaveText('Say in words what is required.');
    await form.getByLabel('Name').fill('K');
    await form.getByLabel('What is required').fill('The meter answers "yes"');
    await form.getByRole('button', { name: 'Add' }).click();
    await expect(form.getByRole('alert')).toHaveText('The text uses the name K already.');
    await form.getByLabel('Name').fill('ANSWER');
    await form.getByLabel('Kind').selectOption('Entity authentication');
    await expect(form).toContainText('A given entity takes part, and is active now.');
    await picture(page, 'requirements-form');
    await expectAccessible(page);
    await form.getByRole('button', { name: 'Add' }).click();
    await expect
      .poll(() => source(page))
      .toContain('requirement ANSWER entity-authentication "The meter answers \\"yes\\""');
    await expect(untraced).toContainText('1 requirement without a source');
    await expect(untraced).toContainText('1 requirement that nothing refines');
    await detail.getByRole('button', { name: 'Edit…' }).click();
    await form.getByLabel('Owner').fill('Vendor');
    await form.getByLabel('Source document').fill('Manual');
    await form.getByRole('button', { name: 'Change' }).click();
    await expect.poll(() => source(page)).toContain('answers \\"yes\\"" owner "Vendor" source "Manual"');
    await trace.getByRole('row', { name: /ANSWER/u }).click();
    await detail.getByRole('button', { name: 'Remove' }).click();
    await expect(trace.getByRole('row', { name: /ANSWER/u })).toHaveCount(0);
    await trace.getByRole('row', { name: /SECRET Confidentiality/u }).click();
    await page.keyboard.press('Control+z');
    await expect(trace.getByRole('row', { name: /ANSWER/u })).toBeVisible();
    await page.keyboard.press('Control+y');
    await expect(trace.getByRole('row', { name: /ANSWER/u })).toHaveCount(0);
    expect(await source(page)).toContain('confidentiality COMMAND: H, M refines SECRET // the command');

    // With verdicts of an active adversary a requirement can hold, and its attack is one step away.
    await page.getByRole('button', { name: 'Go to the verdicts' }).click();
    await page.getByRole('button', { name: 'Analyse', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Analyse again' })).toBeVisible();
    await page.getByRole('button', { name: 'Requirements', exact: true }).click();
    await expect(trace.getByRole('row', { name: /SECRET Confidentiality/u })).toContainText('✓ holds');
    await trace.getByRole('row', { name: /SECRET Confidentiality/u }).click();
    await expect(detail).toContainText('lost ✗ violated');
    await trace.getByRole('row', { name: 'confidentiality NOTE: H, M' }).click();
    await expect(detail).toContainText('overhears');
    await picture(page, 'requirements-verdicts');
    await expectAccessible(page);
    await detail.getByRole('button', { name: 'Show the attack' }).first().click();
    await expect(page.getByRole('region', { name: 'Answer' })).toContainText('NOTE');
    await page.getByRole('button', { name: 'Requirements', exact: true }).click();
    await trace.getByRole('row', { name: 'confidentiality NOTE: H, M' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('.cm-activeLine')).toContainText('confidentiality NOTE');

    // What is narrowed away can be shown again.
    await page.getByRole('button', { name: 'Requirements', exact: true }).click();
    await page.getByLabel('Standing').selectOption({ label: '✗ violated (1)' });
    await expect(page.getByText('1 of 3 requirements')).toBeVisible();
    await page.getByRole('searchbox').fill('nothing of the kind');
    await expect(trace).toContainText('No requirement fits the filter.');
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect(page.getByText('3 of 3 requirements')).toBeVisible();
  } finally {
    await launched.close();
  }
});

test(
  'the trace of the example in both languages, light and dark, narrow and wide',
  { tag: '@long' },
  async () => {
    const launched = await launch();
    const { page } = launched;
    try {
      await createProject(launched, 'worked-example');
      await page.getByRole('button', { name: 'Requirements', exact: true }).click();
      await page.getByRole('row', { name: /R2 Confidentiality/u }).click();
      await page.getByRole('button', { name: 'AMI security analysis, 2.1, 4.3' }).click();
      await expect(page.getByRole('button', { name: 'Sources', exact: true })).toHaveAttribute(
        'aria-current',
        'page',
      );
      await expect(page.getByText('AMI security analysis').first()).toBeVisible();
      await page.getByRole('button', { name: 'Requirements', exact: true }).click();
      await page.getByRole('row', { name: /R2 Confidentiality/u }).click();
      await resize(launched, 1500, 900);
      await picture(page, 'requirements-example-wide');
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByLabel('Dark').check();
      await page.getByLabel('Norsk bokmål').check();
      await page.getByRole('button', { name: 'Lukk' }).click();
      await resize(launched, 1000, 700);
      await picture(page, 'requirements-example-dark-nb');
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Modell', exact: true }).click();
      await page.getByLabel('HES kan få READING').click();
      await picture(page, 'requirement-table-dark-nb');
      await expectAccessible(page);
    } finally {
      await launched.close();
    }
  },
);

test('without requirements the view tells what they are', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    await page.getByRole('button', { name: 'Requirements', exact: true }).click();
    await expect(
      page
        .getByRole('region', { name: 'Requirements', exact: true })
        .getByText('Denial of service is no attack on cryptography', { exact: false }),
    ).toBeVisible();
    await picture(page, 'requirements-empty');
    await expectAccessible(page);
  } finally {
    await launched.close();
  }
});

test('the requirement table is narrowed, walked over and ticked with the keyboard', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'example');
    await page.getByRole('tab', { name: 'Requirement table' }).click();
    const table = page.getByRole('region', { name: 'Requirement table' });
    await expect(page.getByText('19 of 19 elements')).toBeVisible();
    await page.getByLabel('Phase').selectOption('Production (3)');
    await expect(page.getByText('3 of 19 elements')).toBeVisible();
    await page.getByLabel('Entity').selectOption('KPE');
    await expect(table.getByRole('columnheader')).toHaveText([/^Element/u, /^KPE/u]);
    await page.getByLabel('Status').selectOption('✓ as required (3)');
    await picture(page, 'requirement-table-narrowed');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Show all' }).click();

    await page.getByLabel('KPE may obtain K_mh_master').focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByLabel('KPE originates K_mh_master')).toBeFocused();
    await page.keyboard.press('End');
    await expect(
      table
        .getByRole('row', { name: /K_mh_master/u })
        .getByRole('button')
        .last(),
    ).toBeFocused();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('KPE may obtain K_mh_kek')).not.toBeChecked();
    await expect(page.getByText('1 discrepancy', { exact: false })).toBeVisible();
    await page.keyboard.press('Shift+Enter');
    const explanation = page.getByRole('region', { name: 'What the cell rests on' });
    await expect(explanation).toBeFocused();
    await expect(explanation).toContainText('obtains without permission');
    await expect(explanation).toContainText('(1)');
    await page.keyboard.press('Escape');
    await expect(page.getByLabel('KPE may obtain K_mh_kek')).toBeFocused();
    await page.keyboard.press('Control+z');
    await expect(page.getByText('Honest run and listener agree')).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(explanation).toBeFocused();
  } finally {
    await launched.close();
  }
});

test('the requirement table under an attack model shows who obtains what, in many rows or few', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'example');
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText(
      '\nattack lost "The concentrator is taken over" {\n  adversary passive\n  compromise CON from operations\n}\nattack kek {\n  leak K_mh_kek\n}\n',
    );
    await page.getByRole('tab', { name: 'Requirement table' }).click();
    const table = page.getByRole('region', { name: 'Requirement table' });
    const adversary = (element: string) =>
      table
        .getByRole('row', { name: new RegExp(`^${element} `, 'u') })
        .locator('td')
        .last();
    await expect(adversary('K_mc')).not.toContainText('adversary obtains');
    await page
      .getByRole('combobox', { name: /^Adversary/u })
      .selectOption('lost · The concentrator is taken over');
    await expect(
      page.getByText(
        'Under lost, a listener obtains 5 elements more: K_mc_join, K_mc, K_ch_master, K_ch_kek, K_ch.',
      ),
    ).toBeVisible();
    await expect(adversary('K_mc')).toContainText('adversary obtains');
    await expect(adversary('K_mc')).toContainText('otherwise without the attack model');
    await expect(adversary('READING')).not.toContainText('adversary obtains');
    await expect(table.getByRole('columnheader', { name: 'CON' })).toContainText('compromised');
    await adversary('K_mc').getByRole('button').click();
    await expect(page.getByRole('region', { name: 'What the cell rests on' })).toContainText(
      'has K_ch_master from a compromised entity',
    );
    await picture(page, 'requirement-table-attacked');
    await expectAccessible(page);

    await page.getByRole('combobox', { name: /^Adversary/u }).selectOption('kek');
    await expect(page.getByText('Under kek, a listener obtains 1 element more: K_mh_kek.')).toBeVisible();
    await expect(page.getByText('What an active adversary gains beyond it')).toBeVisible();
    await page.getByLabel('Order').selectOption('what differs first');
    await expect(table.locator('tbody tr').first()).not.toContainText('K_mh_master');
    await page.getByLabel('Compact').check();
    const kinds = page.getByRole('group', { name: 'Kinds of element' });
    await kinds.getByRole('button', { name: /^Symmetric keys/u }).click();
    await kinds.getByRole('button', { name: /^Data/u }).click();
    await expect(page.getByText('11 of 19 elements')).toBeVisible();
    await picture(page, 'requirement-table-compact');
    await expectAccessible(page);
    // Nothing hangs out of the window, whatever is only read out.
    const overhang = await page.evaluate(() => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
      return [scrollWidth - clientWidth, scrollHeight - clientHeight];
    });
    expect(overhang).toEqual([0, 0]);
    await page.getByLabel('Search elements').fill('reading');
    await expect(table.locator('tbody tr')).toHaveCount(1);

    await resize(launched, 900, 600);
    await picture(page, 'requirement-table-small');
    await expectAccessible(page);
    await resize(launched, 1280, 800);

    // As it was left.
    await page.getByRole('button', { name: 'Threats' }).click();
    await page.getByRole('button', { name: 'Model', exact: true }).click();
    await expect(page.getByLabel('Search elements')).toHaveValue('reading');
    await expect(page.getByLabel('Compact')).toBeChecked();
  } finally {
    await launched.close();
  }
});
