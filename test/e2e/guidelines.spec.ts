import { expect, test, type Page } from '@playwright/test';
import { createProject, expectAccessible, picture, resize, write } from '../support/window/actions.ts';
import { launch } from '../support/window/launch.ts';

const stale = `protocol Reading "Reading of a meter"
entity MET "Smart meter"
entity HES "Head-end system"
key K "Meter key" shared by MET, HES long-term
counter C shared by MET, HES
data READING of MET
phase operations {
  MET advances C
  message o1 "Reading" MET -> HES: aead[K](READING, C ; MET)
  message o2 "Receipt" HES -> MET: mac[K](HES, READING)
}
confidentiality READING: MET, HES
`;

async function marks(page: Page): Promise<number> {
  return page.locator('.cm-lintRange-warning').count();
}

test('the design is compared with guidelines while typing, and each finding leads to its place', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    const tab = page.getByRole('tab', { name: 'Guidelines' });
    await tab.click();
    await expect(page.getByText('There is nothing to look at yet')).toBeVisible();
    await write(page, stale);
    const findings = page.getByRole('region', { name: 'Findings' });
    await expect(
      findings.getByRole('heading', { name: 'A counter or timestamp that does not count' }),
    ).toBeVisible();
    await expect(findings).toContainText('AMI Security Analysis, section 6.2.3');
    const show = page.getByRole('group', { name: 'Show' });
    await expect(show.getByRole('button', { name: '⚠ 1 warning' })).toBeVisible();
    await expect(show.getByRole('button', { name: '◇ 2 pieces of advice' })).toBeVisible();
    await picture(page, 'guidelines-light');
    await expectAccessible(page);

    const unchecked = findings.getByRole('button', { name: 'HES gets C in o1 and does not check it.' });
    await expect(unchecked).toContainText('Line 9');
    await unchecked.focus();
    await page.keyboard.press('Enter');
    await expect(unchecked).toHaveAttribute('aria-pressed', 'true');
    await expect(page.locator('.cm-activeLine')).toContainText('message o1');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(findings.getByRole('button', { pressed: true })).toContainText('K is long-term');

    await expect.poll(() => marks(page)).toBeGreaterThan(0);
    await page.getByLabel('Mark warnings in the text').click();
    await expect.poll(() => marks(page)).toBe(0);
    await page.getByLabel('Mark warnings in the text').click();
    await expect.poll(() => marks(page)).toBeGreaterThan(0);

    await show.getByRole('button', { name: /warning/u }).click();
    await expect(findings.getByRole('article')).toHaveCount(1);
    await write(page, stale.replace('C ; MET)', 'C ; MET)\n  HES checks C'));
    await expect(page.getByText('No finding is of this kind.')).toBeVisible();
    await expect.poll(() => marks(page)).toBe(0);
    await show.getByRole('button', { name: /All/u }).click();
    await expect(findings.getByRole('article')).toHaveCount(2);

    await write(
      page,
      stale
        .replace('shared by MET, HES long-term', 'shared by MET, HES session')
        .replace(/ {2}message o2.*\n/u, '')
        .replace('C ; MET)', 'C ; MET)\n  HES checks C'),
    );
    await expect(page.getByText('No departure from the guidelines was found.')).toBeVisible();
    await expect(page.getByText('A hash alone as integrity')).toBeVisible();
    await picture(page, 'guidelines-none');
    await expectAccessible(page);

    await write(page, stale);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Dark').check();
    await page.getByLabel('Norsk bokmål').check();
    await page.getByRole('button', { name: 'Lukk' }).click();
    await expect(page.getByRole('heading', { name: 'En langtidsnøkkel brukt på trafikk' })).toBeVisible();
    await page.getByText('Alle 19 retningslinjer').click();
    await picture(page, 'guidelines-dark-nb');
    await expectAccessible(page);
    await resize(launched, 960, 640);
    await picture(page, 'guidelines-narrow');
    await expectAccessible(page);
  } finally {
    await launched.close();
  }
});

test('what is proved is no finding any more, in the list and in the text', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    await write(
      page,
      `protocol Code "A code over a secure channel"
entity A
entity B
nonce N of A
phase run channel secure {
  A makes N
  message m1 A -> B: N
}
authentication A to B: injective-agreement on N
`,
    );
    await page.getByRole('tab', { name: 'Guidelines' }).click();
    const finding = page.getByText('A is to be authenticated to B, but nothing fresh ever comes to B.');
    await expect(finding).toBeVisible();
    await expect.poll(() => marks(page)).toBeGreaterThan(0);
    await page.getByRole('tab', { name: 'Verdicts' }).click();
    await page.getByRole('button', { name: 'Analyse', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Analyse again' })).toBeVisible();
    await page.getByRole('tab', { name: 'Guidelines' }).click();
    await expect(page.getByText('No departure from the guidelines was found.')).toBeVisible();
    await expect.poll(() => marks(page)).toBe(0);
  } finally {
    await launched.close();
  }
});
