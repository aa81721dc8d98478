import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { createProject, expectAccessible, picture, write } from '../support/window/actions.ts';
import { answerSaveDialogs, launch } from '../support/window/launch.ts';

// The whole method as an analyst goes through it: every other test of the window looks at one activity.

const model = `protocol Command "Instruction to a meter"
entity HES "Head-end system"
entity MET "Smart meter"
key K "End-to-end key" shared by HES, MET long-term source "Interview" "2"
counter DOWN shared by HES, MET
data COMMAND "Instruction" of HES
phase operations "Operations" channel public adversary present {
  HES advances DOWN
  message o1 "Instruction" HES -> MET: aead[K](COMMAND, DOWN ; HES, MET)
  MET checks DOWN
}
requirement R1 integrity "A meter obeys nobody else" owner "Grid operator" source "Interview" "1"
integrity COMMAND: HES refines R1
confidentiality COMMAND: HES, MET refines R1
`;

async function go(page: Page, activity: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Activities' })
    .getByRole('button', { name: activity, exact: true })
    .click();
}

test('from an empty project to an approved public report', async () => {
  const launched = await launch();
  const { app, page, folder } = launched;
  try {
    await createProject(launched, 'empty', 'Analysis');

    await go(page, 'Scope');
    await page.getByLabel('Purpose').fill('Whether a meter obeys anybody but the head-end system');
    await go(page, 'Sources');
    await page.getByRole('button', { name: 'Add without a file' }).first().click();
    await page.getByLabel('Title').fill('Interview');

    await go(page, 'Model');
    await write(page, model);
    await expect(page.getByText('Honest run and listener agree')).toBeVisible();
    await go(page, 'Threats');
    await page.getByRole('button', { name: /^Analyse/u }).click();
    await expect(page.getByRole('button', { name: 'Analyse again' })).toBeVisible({ timeout: 120_000 });
    await go(page, 'Requirements');
    await expect(page.getByRole('row', { name: /R1.*A meter obeys nobody else/u })).toContainText('holds');
    await picture(page, 'method-requirements');

    await go(page, 'Threats');
    const threats = page.getByRole('region', { name: 'Threats', exact: true });
    const replay = threats.getByRole('button', { name: /ruled out.*Replay of COMMAND/u });
    await replay.click();
    await replay.press('a');
    await expect(threats.getByRole('button', { name: /Replay of COMMAND.*accepted/u })).toBeVisible();

    await go(page, 'Risk');
    await page.getByRole('button', { name: 'Criteria are set' }).click();
    await page.getByRole('tab', { name: 'Assessment', exact: true }).click();
    await page.getByRole('list', { name: 'Accepted threats' }).getByRole('button').first().focus();
    await page.keyboard.press('1');
    await page.keyboard.press('5');
    await expect(page.getByText('1 of 1 judged')).toBeVisible();
    await page.getByLabel('Reason for: Likelihood').first().fill('The counter is checked');
    await page.getByLabel('Reason for: Impact').first().fill('Customers are disconnected');
    await expect(page.getByText('Nothing is missing.')).toBeVisible();
    await picture(page, 'method-risk');

    await go(page, 'Evaluation');
    await page.getByRole('tab', { name: 'Criteria' }).click();
    const assessed = page
      .getByRole('table', { name: 'Evaluation criteria' })
      .getByRole('row', { name: /^7 / });
    await expect(assessed).toContainText('✓ done');
    await expectAccessible(page);

    await go(page, 'Reports');
    await expect(page.getByText(/pages, as they will be written/u)).toBeVisible();
    await picture(page, 'method-report');
    await page.getByRole('radio', { name: /Public report/u }).check();
    const owners = page.getByRole('region', { name: 'Owners of the information' });
    await owners.getByLabel('Organisation').fill('Grid operator');
    await owners.getByRole('button', { name: 'Add owner' }).click();
    const hash = (await page.getByTestId('final-hash').textContent()) ?? '';
    expect(hash).toMatch(/^[0-9a-f]{64}$/u);
    const approvals = page.getByRole('region', { name: 'Approvals of exactly this file' });
    await approvals.getByLabel('Owner').selectOption('Grid operator');
    await approvals.getByLabel('Who, in what function').fill('Head of security');
    await approvals.getByLabel('SHA-256 value that the letter names').fill(hash);
    await approvals.getByRole('button', { name: 'Record approval' }).click();
    await page.getByLabel('I have looked at everything that is published').check();
    await answerSaveDialogs(app, join(folder, 'white-paper.pdf'));
    await page.getByRole('button', { name: 'Release the final file…' }).click();
    await expect(page.getByText('Released: white-paper.pdf')).toBeVisible();
    const written = await readFile(join(folder, 'white-paper.pdf'));
    expect(createHash('sha256').update(written).digest('hex')).toBe(hash);
    await picture(page, 'method-released');
  } finally {
    await launched.close();
  }
});
