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

const exposed = `
protocol Meter "A meter and its head-end"
entity HES "Head-end"
entity MET "Meter"
key K shared by MET, HES long-term
key K_session shared by MET, HES session
data READING of MET
phase operations "Operations" channel public adversary present {
  HES makes K_session
  message o1 HES -> MET: aead[K](K_session ; MET)
  message o2 MET -> HES: READING
}
requirement R1 confidentiality "Readings stay secret"
requirement R2 integrity "Readings arrive as they were written"
confidentiality READING: HES, MET refines R1
confidentiality K_session: HES, MET refines R1
attack lost "The long-term key is known" {
  leak K
}
`;

async function openMeasures(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Evaluation' }).click();
  await page.getByRole('tab', { name: 'Measures' }).click();
}

async function typeAtEnd(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Model', exact: true }).click();
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(text);
}

test('a model is measured as it is typed, with the answers of its analysis, and copied', async () => {
  const launched = await launch();
  const { app, page } = launched;
  try {
    await askByHandOnly(page);
    await createProject(launched, 'empty');
    await write(page, exposed);
    await openMeasures(page);
    const metrics = page.getByRole('region', { name: 'Measures' });
    const row = (table: string, name: string | RegExp) =>
      metrics.getByRole('table', { name: table }).getByRole('row', { name });
    await expect(row('Table 1', 'Security messages 2')).toBeVisible();
    await expect(row('Key hierarchy', 'K_session 2 sent under K (o1)')).toBeVisible();
    await expect(row('Messages and operations per phase', 'operations present 2 0 1 1 1 0.50')).toBeVisible();
    await expect(row('Requirements by verdict', 'R1 Confidentiality 2 0 differs')).toBeVisible();
    await expect(row('Requirements by verdict', 'R2 Integrity 0 0 not compared')).toBeVisible();
    await expect(row('Table 3', 'Digital signature (sign) Yes Yes Yes Yes*')).toBeVisible();
    await expect(row('Table 3', 'Hash function (hash) No No No –')).toBeVisible();
    await expect(metrics.getByRole('table', { name: 'Attacks by type' })).toHaveCount(0);

    await typeAtEnd(page, '\nintegrity READING: MET refines R2\n');
    await openMeasures(page);
    await expect(row('Requirements by verdict', 'R2 Integrity 1 0 differs')).toBeVisible();

    await page.getByRole('button', { name: 'Go to Verdicts' }).click();
    await page.getByRole('button', { name: 'Analyse', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Analyse again' })).toBeVisible();
    await openMeasures(page);
    await expect(row('Attacks by type', /^eavesdropping 2 /u)).toBeVisible();
    await expect(row('Attack models and answers', /^lost active 0 1 0 0 /u)).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'metrics-light');
    await metrics.getByRole('table', { name: 'Attack models and answers' }).scrollIntoViewIfNeeded();
    await picture(page, 'metrics-light-answers');

    await page.getByRole('button', { name: 'Copy tables' }).click();
    await expect(page.getByText('Copied')).toBeVisible();
    const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toMatch(/^STRENGT FORTROLIG\n/u);
    expect(copied).toContain('\nSecurity messages\t2\n');
    expect(copied).toContain('\nK_session\t2\tsent under K (o1)\n');

    await typeAtEnd(page, '\nentity GATE "Gateway"\n');
    await openMeasures(page);
    await expect(row('Table 1', 'Entities 3')).toBeVisible();
    await expect(
      page.getByRole('tabpanel').getByText('these answers are about an earlier one'),
    ).toBeVisible();
    await expect(
      metrics.getByRole('heading', { name: 'Attacks by type ⚠ about an earlier text' }),
    ).toBeVisible();

    await metrics.focus();
    await page.keyboard.press('End');
    await expect(row('Table 3', /^Digital signature/u)).toBeInViewport();
    await picture(page, 'metrics-outdated');
  } finally {
    await launched.close();
  }
});

test('metrics of the example in the dark, small and large, and in bokmål', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'example');
    await openMeasures(page);
    await expect(page.getByRole('row', { name: 'Levels of the key hierarchy 6' })).toBeVisible();
    await picture(page, 'metrics-example-light');
    await page.evaluate(() => window.segl.call('settings.update', { locale: 'nb', theme: 'dark' }));
    const metrics = page.getByRole('region', { name: 'Måltall' });
    await expect(metrics.getByRole('row', { name: 'Sikkerhetsmeldinger 28' })).toBeVisible();
    for (const [width, height] of [
      [1000, 700],
      [1600, 1100],
    ] as const) {
      await resize(launched, width, height);
      await metrics.focus();
      await page.keyboard.press('Home');
      await expect(metrics.getByRole('row', { name: 'Sikkerhetsmeldinger 28' })).toBeInViewport();
      await picture(page, `metrics-dark-${String(width)}`);
      await expectAccessible(page);
      await page.keyboard.press('End');
      await expect(metrics.getByRole('row', { name: /^Digital signatur/u })).toBeInViewport();
      await picture(page, `metrics-dark-${String(width)}-end`);
    }
  } finally {
    await launched.close();
  }
});
