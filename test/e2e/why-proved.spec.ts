import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createProject, expectAccessible, picture, write } from '../support/window/actions.ts';
import { launch, type Launched } from '../support/window/launch.ts';

const model = `
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
`;

async function zoom({ app, page }: Launched, factor: number): Promise<void> {
  const width = await page.evaluate(() => window.innerWidth);
  await app.evaluate(({ BrowserWindow }, to) => {
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(to);
  }, factor);
  await page.waitForFunction((before) => window.innerWidth !== before, width);
}

// As it is on the screen, whatever the zoom.
async function screen({ app }: Launched, name: string): Promise<void> {
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return image?.toPNG().toString('base64') ?? '';
  });
  await writeFile(join('test-results', 'pictures', `${name}.png`), Buffer.from(png, 'base64'));
}

test('why an answer is proved is told by keyboard: the check, the honest run, the ways that could break it, the clauses', async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'empty');
    await write(page, model);
    await page.getByRole('tab', { name: 'Verdicts' }).click();
    await page.getByRole('button', { name: 'Analyse', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Analyse again' })).toBeVisible();
    const questions = page.getByRole('region', { name: 'Questions' });
    const answer = page.getByRole('region', { name: 'Answer' });
    // What is violated has no such part.
    await questions.getByRole('button', { name: 'What B holds as NB stays secret' }).first().click();
    await expect(answer.getByText('Violated by an attack')).toBeVisible();
    await expect(answer.getByText('Why is this proved?')).toHaveCount(0);

    await questions.getByRole('button', { name: 'What A holds as NA stays secret' }).first().click();
    await answer.getByText('Why is this proved?').focus();
    await page.keyboard.press('Enter');
    await expect(answer.getByText('accepted it.')).toBeVisible();
    await expect(answer.getByText(/^Its proof has \d+ clauses/)).toBeVisible();
    await expect(answer.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
    await expect(answer.getByText('segl check-evidence folder')).toBeVisible();
    await expect(
      answer.getByText(/^The answer is about something: an honest run of 3 messages/),
    ).toBeVisible();
    // The same proof once more.
    await expect(answer.getByText(/another one than that of the answer/)).toHaveCount(0);
    await expect(
      answer.getByText(/^When the adversary has NA'1\{A, B\}, .* Here A and B are honest\.$/),
    ).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'why-proved');

    const run = answer.getByText('Show the honest run');
    await run.focus();
    await page.keyboard.press('Enter');
    await expect(answer.getByText('Run 2 receives m1 as it was sent in (1)')).toBeVisible();
    await run.press('Enter');
    await answer.getByText(/^All that can happen, in \d+ clauses/).focus();
    await page.keyboard.press('Enter');
    await expect(answer.getByText(/^1–15 of \d+$/)).toBeVisible();
    await answer.getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('Enter');
    await expect(answer.getByText(/^16–30 of \d+$/)).toBeVisible();
    await answer.getByLabel('Clauses that mention').fill('has KA(A)');
    await expect(answer.getByText(/^Whoever has KA\(A\) can have N[AB]'1\{A, B\}\./).first()).toBeVisible();
    await answer.getByLabel('Clauses that mention').scrollIntoViewIfNeeded();
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture(page, 'why-proved-dark');
    await expectAccessible(page);
    await zoom(launched, 2);
    await answer.getByLabel('Clauses that mention').scrollIntoViewIfNeeded();
    await screen(launched, 'why-proved-200');
    const overflow = await answer.evaluate((region) => region.scrollWidth - region.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);

    await answer.getByLabel('Clauses that mention').fill('ka(a)');
    // Told in the other language at once, without finding the proof anew.
    await zoom(launched, 1);
    await page.evaluate(() => window.segl.call('settings.update', { locale: 'nb', theme: 'light' }));
    await expect(page.getByText('Hvorfor er dette bevist?')).toBeVisible();
    await expect(page.getByText(/^Den som har KA\(A\), kan ha /).first()).toBeVisible();
    await picture(page, 'why-proved-nb');
  } finally {
    await launched.close();
  }
});
