import { readFile, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { aggregate } from '#core/publication/aggregate.ts';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { PdfThreads } from '#report/pdf-threads.ts';
import { publicFiles } from '#report/public-files.ts';
import { builtFile } from '../support/fresh-bundles.ts';
import { createProject, expectAccessible, picture, resize } from '../support/window/actions.ts';
import { answerSaveDialogs, launch, root } from '../support/window/launch.ts';

async function addOwner(page: Page, organisation: string): Promise<void> {
  const owners = page.getByRole('region', { name: 'Owners of the information' });
  await owners.getByLabel('Organisation').fill(organisation);
  await owners.getByRole('button', { name: 'Add owner' }).click();
  await expect(owners.getByText(organisation)).toBeVisible();
}

async function approve(page: Page, owner: string, hash: string): Promise<void> {
  const approvals = page.getByRole('region', { name: 'Approvals of exactly this file' });
  await approvals.getByLabel('Owner').selectOption(owner);
  await approvals.getByLabel('Who, in what function').fill('Head of security');
  await approvals.getByLabel('Day of the letter').fill('2026-01-31');
  await approvals.getByLabel('SHA-256 value that the letter names').fill(hash);
  await approvals.getByRole('button', { name: 'Record approval' }).click();
}

test('from the owners of the information to an approved report that is released, and another that differs', async () => {
  const launched = await launch();
  const { app, page, folder } = launched;
  try {
    await createProject(launched, 'example', 'Zebra');
    await page.getByRole('button', { name: 'Reports' }).click();
    await page.getByRole('radio', { name: /Public report/u }).check();
    await expect(page.getByText('No owner is named.')).toBeVisible();
    await expect(page.getByText('no owner of the information is named.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Release the final file…' })).toHaveCount(0);
    await picture(page, 'release-empty');
    await expectAccessible(page);

    await addOwner(page, 'Grid operator');
    await addOwner(page, 'Meter vendor');
    const published = page.getByRole('region', { name: 'What will be published' });
    await expect(published.getByRole('row', { name: 'Security messages 28' })).toBeVisible();
    await expect(published.getByRole('row', { name: 'Threats: Replay 5' })).toBeVisible();

    const items = page.getByRole('region', { name: 'Released beyond the counts' });
    await items.getByLabel('Item').selectOption('Kind of system: smart metering');
    await items.getByLabel('Who, in what function').fill('Head of security');
    await items.getByLabel('Organisation').fill('Grid operator');
    await items.getByRole('button', { name: 'Release item' }).click();
    await expect(published.getByRole('row', { name: 'Kind of system: smart metering listed' })).toBeVisible();

    // A draft can be written at any time.
    await answerSaveDialogs(app, join(folder, 'draft.pdf'));
    await page.getByRole('button', { name: 'Write draft…' }).click();
    await expect(page.getByText('Written: draft.pdf')).toBeVisible();

    await page.getByRole('button', { name: 'Look at the final file' }).click();
    await expect(page.getByText('OPEN · APPROVED FOR PUBLICATION').first()).toBeVisible();

    const hash = page.getByTestId('final-hash');
    const named = (await hash.textContent()) ?? '';
    expect(named).toMatch(/^[0-9a-f]{64}$/u);
    const approvals = page.getByRole('region', { name: 'Approvals of exactly this file' });
    await approve(page, 'Grid operator', '0'.repeat(64));
    await expect(approvals.getByText('The letter names another file')).toBeVisible();
    await approve(page, 'Grid operator', 'seen and approved');
    await expect(approvals.getByText('That is not a SHA-256 value')).toBeVisible();
    // As it may stand in a letter.
    await approve(page, 'Grid operator', named.toUpperCase().replaceAll(/(.{8})/gu, '$1 '));
    await expect(approvals.getByRole('row', { name: /Grid operator ✓ approved/u })).toBeVisible();
    await expect(approvals.getByRole('row', { name: /Meter vendor ○ missing/u })).toBeVisible();
    await expect(page.getByText('not every owner has approved exactly this file')).toBeVisible();
    await picture(page, 'release-half-approved');
    await approve(page, 'Meter vendor', named);
    await expect(page.getByText('Every owner has approved exactly this file.')).toBeVisible();
    const release = page.getByRole('button', { name: 'Release the final file…' });
    await expect(release).toBeDisabled();
    await page.getByLabel('I have looked at everything that is published').check();
    await answerSaveDialogs(app, join(folder, 'final.pdf'));
    await expectAccessible(page);
    await release.click();
    await expect(page.getByText('Released: final.pdf')).toBeVisible();
    const bytes = await readFile(join(folder, 'final.pdf'));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(named);
    const ledger = page.getByRole('region', { name: 'Releases' });
    await expect(ledger.getByRole('article', { name: /Release 1/u })).toContainText('Meter vendor');
    await expect(ledger.getByText('It says what would be published now.')).toBeVisible();

    // The file is a function of the record alone, in whatever program it is rendered.
    const { executable } = checkText(await readFile(join(root, 'resources', 'sample', 'ams.segl'), 'utf8'));
    if (executable === null) throw new Error('the example has no errors');
    const record = analyseModel(executable.model, executable.run, '0'.repeat(64));
    const counted = aggregate({
      ...executable,
      record,
      dossier: {
        ...emptyDossier,
        releasedItems: [
          {
            id: 'another',
            item: { kind: 'system-domain', domain: 'smart-metering' },
            approver: 'Another',
            organisation: 'Another',
            day: '2020-02-02',
          },
        ],
      },
    });
    if (!counted.ok) throw new Error(counted.error.measure);
    const threads = new PdfThreads(pathToFileURL(builtFile('report')));
    const fontFolder = join(root, 'resources', 'fonts');
    const files = await publicFiles(counted.value, 'final', { fontFolder, threads });
    if (!files.ok) throw new Error(files.error.code);
    expect(files.value.find(({ language }) => language === 'en')?.sha256).toBe(named);

    // What changes the record leaves the approvals behind, and shows what the next release would add.
    await items.getByLabel('Item').selectOption('Entity: meter');
    await items.getByRole('button', { name: 'Release item' }).click();
    await expect(page.getByText('not every owner has approved exactly this file')).toBeVisible();
    await expect(hash).not.toHaveText(named);
    await expect(ledger.getByText('1 row differs from what would be published now')).toBeVisible();
    const next = (await hash.textContent()) ?? '';
    await approve(page, 'Grid operator', next);
    await expect(approvals.getByRole('row', { name: /Grid operator ✓ approved/u })).toBeVisible();
    await approve(page, 'Meter vendor', next);
    await expect(page.getByText(/differs in 1 row from release 1/u)).toBeVisible();
    await page.getByText(/differs in 1 row/u).scrollIntoViewIfNeeded();
    await picture(page, 'release-differs');
    await expectAccessible(page);

    // An owner thinks again.
    await approvals.getByRole('button', { name: 'Withdraw the approval of Grid operator…' }).click();
    await approvals.getByRole('button', { name: 'Withdraw it' }).click();
    await expect(approvals.getByRole('row', { name: /Grid operator ✕ withdrawn/u })).toBeVisible();
    await expect(page.getByText('not every owner has approved exactly this file')).toBeVisible();

    // Taking the item back brings back the file that was approved.
    await items.getByRole('button', { name: 'Remove Entity: meter' }).click();
    await expect(hash).toHaveText(named);
    await expect(page.getByText('Every owner has approved exactly this file.')).toBeVisible();

    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Dark').check();
    await page.getByRole('radio', { name: 'Norsk bokmål' }).check();
    await page.getByRole('button', { name: 'Lukk' }).click();
    await page.getByText('Åpen rapport').first().scrollIntoViewIfNeeded();
    await picture(page, 'release-dark-nb');
    await expectAccessible(page);
    await resize(launched, 1000, 700);
    await picture(page, 'release-narrow');
    await expectAccessible(page);
    await writeFile(join('test-results', 'pictures', 'public-final.pdf'), bytes);
  } finally {
    await launched.close();
  }
});

test('an owner that is removed keeps its say, and one that is overruled stays in sight', async () => {
  const launched = await launch();
  const { app, page, folder } = launched;
  try {
    await createProject(launched, 'example', 'Zebra');
    await page.getByRole('button', { name: 'Reports' }).click();
    await page.getByRole('radio', { name: /Public report/u }).check();
    await addOwner(page, 'Grid operator');
    await addOwner(page, 'Meter vendor');
    const hash = (await page.getByTestId('final-hash').textContent()) ?? '';
    await approve(page, 'Grid operator', hash);
    const approvals = page.getByRole('region', { name: 'Approvals of exactly this file' });
    await expect(approvals.getByRole('row', { name: /Grid operator ✓ approved/u })).toBeVisible();
    await approve(page, 'Meter vendor', hash);
    await expect(page.getByText('Every owner has approved exactly this file.')).toBeVisible();
    await approvals.getByRole('button', { name: 'Withdraw the approval of Meter vendor…' }).click();
    await approvals.getByRole('button', { name: 'Withdraw it' }).click();
    await expect(approvals.getByRole('row', { name: /Meter vendor ✕ withdrawn/u })).toBeVisible();

    const owners = page.getByRole('region', { name: 'Owners of the information' });
    await owners.getByRole('button', { name: 'Remove Meter vendor' }).click();
    await expect(owners.getByText(/Meter vendor: removed, 20/u)).toBeVisible();
    const former = approvals.getByRole('row', { name: /Meter vendor no longer named as an owner/u });
    await expect(former).toContainText('✕ withdrawn');
    await expect(page.getByText('has a say on it and does not approve it')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Release the final file…' })).toHaveCount(0);
    await former.scrollIntoViewIfNeeded();
    await picture(page, 'release-former-owner');
    await expectAccessible(page);

    // Whoever calls by another way gets no further.
    const language = 'en';
    await answerSaveDialogs(app, join(folder, 'final.pdf'));
    const published = await page.evaluate((input) => window.segl.call('release.publish', input), {
      language,
      hash,
    } as const);
    expect(published).toEqual({ ok: false, error: { code: 'former-owner-unheard' } });

    await former.getByRole('button', { name: 'Overrule Meter vendor…' }).click();
    const overruling = approvals.getByRole('button', { name: 'Overrule', exact: true });
    await expect(overruling).toBeDisabled();
    await approvals.getByLabel('Reason for overruling Meter vendor').fill('It has no information in it');
    await picture(page, 'release-overruling');
    await expectAccessible(page);
    await overruling.click();
    await expect(former).toContainText(/⚠ overruled, 20.*: It has no information in it/u);
    await expect(approvals.getByRole('row', { name: /Grid operator ✓ approved/u })).toContainText(
      'recorded before owners were removed or overruled: Meter vendor',
    );
    await expect(page.getByText('but 1 former owner was overruled.')).toBeVisible();
    await page.getByLabel('I have looked at everything that is published').check();
    await page.getByRole('button', { name: 'Release the final file…' }).click();
    await expect(page.getByText('Released: final.pdf')).toBeVisible();
    const ledger = page.getByRole('region', { name: 'Releases' });
    const release = ledger.getByRole('article', { name: /Release 1/u });
    await expect(release).toContainText('Not a plain approval: 1 was overruled.');
    await expect(release).toContainText(/Meter vendor: overruled, 20.*: It has no information in it/u);
    await ledger.getByText('3 changes of owners').click();
    await expect(ledger.getByText(/Meter vendor: removed, 20/u)).toBeVisible();
    await release.scrollIntoViewIfNeeded();
    await picture(page, 'release-overruled');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Dark').check();
    await page.getByRole('radio', { name: 'Norsk bokmål' }).check();
    await page.getByRole('button', { name: 'Lukk' }).click();
    await page.getByText('ikke lenger navngitt som eier').first().scrollIntoViewIfNeeded();
    await picture(page, 'release-overruled-dark-nb');
    await expectAccessible(page);
  } finally {
    await launched.close();
  }
});
