import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import type { AttackType } from '#core/attack-type.ts';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import type { Assessment } from '#core/dossier/assessment.ts';
import { defaultPolicy } from '#core/dossier/default-policy.ts';
import type { RiskLevel } from '#core/dossier/risk-level.ts';
import type { Treatment } from '#core/dossier/treatment.ts';
import { threatCatalogue } from '#core/method/threats/catalogue.ts';
import type { ThreatEntry } from '#core/dossier/threat-entry.ts';
import {
  createProject,
  expectAccessible,
  lockFromPage,
  passphrase,
  picture,
  resize,
  write,
} from '../support/window/actions.ts';
import { launch, type Launched } from '../support/window/launch.ts';

/** A threat that the analyst added and accepted. */
function accepted(id: string, title: string, attackType: AttackType, description = ''): ThreatEntry {
  return {
    id,
    decision: 'accepted',
    reason: '',
    title,
    description,
    requirements: [],
    citations: [],
    own: {
      attackType,
      adversary: 'active-outsider',
      breaches: ['integrity'],
      targets: [],
      phase: null,
      attackModel: null,
    },
    seen: null,
  };
}

const threats: readonly ThreatEntry[] = [
  accepted('a', 'An old reading is accepted again by the head-end system', 'replay'),
  accepted('b', 'The meter obeys a disconnect command that nobody sent', 'spoofing', 'Power is cut.'),
  accepted('c', 'Keys of a whole production batch leak on their way to the operator', 'key-compromise'),
  accepted('d', 'Readings are read in the mesh network', 'eavesdropping'),
];

const metering = `
protocol Metering
entity HES "Head-end system"
entity MET "Meter"
key K shared by MET, HES
data READING of MET
phase operations {
  message o1 MET -> HES: aead[K](READING ; MET)
}
requirement R1 integrity "Readings arrive as they were written"
confidentiality READING: HES, MET
confidentiality K: HES, MET
integrity READING: MET refines R1
`;

/** Gives the open project a dossier, as if it had been written before: it is locked and opened again. */
async function stated({ page }: Launched, dossier: Dossier): Promise<void> {
  await page.evaluate((next) => window.segl.call('dossier.save', { dossier: next }), dossier);
  await lockFromPage(page);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

test('criteria first, then likelihood and impact, treatment, residual risk, matrix and register', async () => {
  const launched = await launch();
  const { page } = launched;
  const tab = (name: string) => page.getByRole('tab', { name, exact: true });
  try {
    await createProject(launched, 'empty');
    await page.getByRole('button', { name: 'Risk', exact: true }).click();
    await tab('Register').click();
    await expect(page.getByText('No threat is accepted yet.')).toBeVisible();
    await page.getByRole('button', { name: 'Model', exact: true }).click();
    await write(page, metering);
    await page.getByRole('button', { name: 'Risk', exact: true }).click();
    await expect(page.getByText('Criteria are not set: no risk counts as accepted.')).toBeVisible();
    await picture(page, 'risk-new');
    await tab('Register').click();
    await expect(page.getByText('No threat is accepted yet.')).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'risk-empty');
    await page.getByRole('button', { name: 'Go to Threats' }).click();
    await expect(page.getByRole('button', { name: 'Threats', exact: true })).toHaveAttribute(
      'aria-current',
      'page',
    );

    await stated(launched, { ...emptyDossier, threats });
    await page.getByRole('button', { name: 'Risk', exact: true }).click();
    const field = (likelihood: string, impact: string) =>
      page.getByRole('button', { name: `Likelihood ${likelihood}, impact ${impact}:` });
    await expect(field('moderate', 'high')).toHaveText('moderate *)');
    await field('moderate', 'high').click();
    await page.keyboard.press('4');
    await expect(field('moderate', 'high')).toHaveText('high *)');
    await page.keyboard.press('*');
    await expect(field('moderate', 'high')).toHaveText('high **)');
    await page.keyboard.press('ArrowUp');
    await expect(field('high', 'high')).toBeFocused();
    await page.keyboard.press('Control+z');
    await expect(field('moderate', 'high')).toHaveText('high *)');
    await expect(page.getByText('differs from Figure 6 of the method in 1 field')).toBeVisible();
    await page.getByRole('button', { name: 'As in Figure 6' }).click();
    await expect(field('moderate', 'high')).toHaveText('moderate *)');
    await page
      .getByLabel('Note *)', { exact: true })
      .fill('high where meters cannot be exchanged within a week');
    await page.getByLabel('Terms for moderate risk').fill('decided by the owner of the system');
    await page.getByLabel('What a high likelihood means').fill('every month');
    await page.getByRole('button', { name: 'Criteria are set' }).click();
    await expect(page.getByText('✓ Criteria set on')).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'risk-criteria');

    await tab('Assessment').click();
    const list = page.getByRole('list', { name: 'Accepted threats' });
    await expect(list.getByRole('button')).toHaveCount(4);
    await list.getByRole('button').first().focus();
    await page.keyboard.press('4');
    await page.keyboard.press('4');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('3');
    await page.keyboard.press('4');
    await page.keyboard.press('1');
    await expect(page.getByText('2 of 4 judged')).toBeVisible();
    const form = page.getByRole('region', { name: 'The meter obeys' });
    const outcomes = form.getByRole('status');
    await expect(outcomes).toHaveText([
      /^Risk: moderate \*\) ◐ tolerable \*\) high where meters/u,
      /^Residual risk: moderate \*\)/u,
    ]);
    await expect(form.getByText('judged without a reason')).toBeVisible();
    await form.getByLabel('Reason for: Likelihood').first().fill('commands are protected by one key');
    await form.getByLabel('Reason for: Impact').first().fill('power is cut');
    await expect(form.getByText('Nothing is missing.')).toBeVisible();
    await page.keyboard.press('Alt+ArrowUp');
    const old = page.getByRole('region', { name: 'An old reading' });
    await expect(old.getByLabel('Reason for: Impact').first()).toBeFocused();
    await expect(old.getByText('unacceptable, and no treatment decided')).toBeVisible();
    await expect(old.getByText('every month')).toBeVisible();
    await old.getByRole('group', { name: 'Likelihood after treatment' }).getByText('1 very low').click();
    await expect(old.getByText('residual risk without a decided treatment does not count')).toBeVisible();
    await expect(old.getByText('Residual risk: high')).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(old.getByText('residual risk without a decided treatment')).toHaveCount(0);
    await old.getByRole('group', { name: 'Likelihood after treatment' }).getByText('as before').click();
    await page.keyboard.press('1');
    await expectAccessible(page);
    await picture(page, 'risk-assessment');

    await old.getByRole('button', { name: 'Add a treatment' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('Readings are numbered');
    await page.getByRole('textbox', { name: 'Owner' }).fill('Meter vendor');
    await page.getByRole('combobox', { name: 'Status' }).selectOption('decided');
    await page.getByRole('combobox', { name: 'Principle' }).selectOption('counters-against-replay');
    await page.getByLabel('4 Readings are read').check();
    await expectAccessible(page);
    await picture(page, 'risk-treatment');
    await page.getByRole('button', { name: 'Assessment of An old reading' }).click();
    await expect(old.getByText('Residual risk: low **)')).toBeVisible();

    await tab('Matrix').click();
    await expect(page.getByText('Not judged, and in no field: 3, 4')).toBeVisible();
    const placed = page.getByRole('table', { name: 'Threats in the matrix' });
    await expect(placed.getByRole('row', { name: /^1 An old reading.* high .* low \*\*\)/u })).toBeVisible();
    const before = page.getByRole('img', { name: 'Before treatment' });
    await expect(before.locator('.selectable text')).toHaveText(['1', '2']);
    await expectAccessible(page);
    await picture(page, 'risk-matrix');
    await before.locator('.selectable text').nth(1).click();
    await expect(form).toBeVisible();

    await tab('Register').click();
    const register = page.getByRole('table', { name: 'Register' });
    const numbers = register.locator('tbody td.number');
    await expect(numbers).toHaveText(['1', '2', '3', '4']);
    await register.getByRole('button', { name: 'Risk', exact: true }).click();
    await expect(numbers).toHaveText(['1', '2', '3', '4']);
    await register.getByRole('button', { name: 'Risk', exact: true }).click();
    await expect(numbers).toHaveText(['2', '1', '3', '4']);
    await expect(register.getByRole('columnheader', { name: 'Risk', exact: true })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
    await page.getByRole('searchbox', { name: 'Search' }).fill('vendor');
    await expect(numbers).toHaveText(['1', '4']);
    await page.getByRole('searchbox', { name: 'Search' }).fill('');
    await page.getByRole('checkbox', { name: 'Only what is missing something' }).check();
    await expect(page.getByText('3 of 4 risks')).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'risk-register');

    await tab('Criteria').click();
    await expect(page.getByText('2 threats are assessed under these criteria.')).toBeVisible();
    await page.getByRole('combobox', { name: 'Acceptance of low risk' }).selectOption('tolerable');
    await expect(page.getByText('Criteria were changed after threats had been assessed')).toBeVisible();
    await expect(page.getByText('2 threats are judged under earlier criteria.')).toBeVisible();
    await picture(page, 'risk-changed');
    await page.getByRole('button', { name: 'Look at the first' }).click();
    await page.getByRole('button', { name: 'Still right under the present criteria' }).click();
    await expect(page.getByText('criteria changed since it was judged')).toHaveCount(0);
    await tab('Criteria').click();
    await expect(page.getByText('1 threat is judged under earlier criteria.')).toBeVisible();
    await page.getByRole('button', { name: 'All still right under the present criteria' }).click();
    await expect(page.getByText('under earlier criteria.')).toHaveCount(0);
    await expect(page.getByText('Criteria were changed after threats had been assessed')).toBeVisible();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  } finally {
    await launched.close();
  }
});

/** A register of the threats that follow from the bundled example, in every stage of work. */
function manyRisks(): Dossier {
  const levels: readonly RiskLevel[] = ['very-low', 'low', 'moderate', 'high', 'very-high'];
  const level = (place: number) => levels[place % 5] ?? 'low';
  const { executable } = checkText(readFileSync(join('resources', 'sample', 'ams.segl'), 'utf8'));
  if (executable === null) throw new Error('refused');
  const record = analyseModel(executable.model, executable.run, '0'.repeat(64));
  const many = threatCatalogue(executable, record, null, [])
    .slice(0, 40)
    .map(({ id, says }): ThreatEntry => {
      const words = { reason: '', title: '', description: '', requirements: [], citations: [] };
      return { id, decision: 'accepted', ...words, own: null, seen: says };
    });
  const assessments = many.slice(0, 34).map(({ id }, place): Assessment => {
    const judged = (own: RiskLevel) => ({ level: own, reason: 'as in earlier systems', edition: 1 });
    return {
      id,
      likelihood: judged(level(place * 3 + Math.floor(place / 5))),
      impact: judged(level(place * 2 + 3)),
      residualLikelihood: place % 2 === 0 ? judged('low') : null,
      residualImpact: null,
    };
  });
  const treatments = many.slice(0, 12).map(({ id }, place): Treatment => ({
    id: `m${String(place)}`,
    kind: place % 3 === 0 ? 'manual-procedure' : 'cryptographic-measure',
    title: place % 3 === 0 ? 'Keys are handed over in person' : 'Counters in protected messages',
    description: '',
    owner: place % 4 === 0 ? '' : 'Operator of the network',
    status: (['decided', 'proposed', 'implemented'] as const)[place % 3] ?? 'decided',
    threats: [id, ...many.slice(place + 12, place + 13).map((other) => other.id)],
    principle: null,
  }));
  const usual = defaultPolicy();
  const riskPolicy = { ...usual, matrix: usual.matrix.slice(1), setOn: '2026-01-31' };
  return { ...emptyDossier, threats: many, assessments, treatments, riskPolicy };
}

test('many risks in the dark and in bokmål, small and large', { tag: '@long' }, async () => {
  const launched = await launch();
  const { page } = launched;
  try {
    await createProject(launched, 'example');
    await stated(launched, manyRisks());
    await page.evaluate(() => window.segl.call('settings.update', { locale: 'nb', theme: 'dark' }));
    await page.getByRole('button', { name: 'Risiko', exact: true }).click();
    await page.getByRole('tab', { name: 'Kriterier', exact: true }).click();
    // A field that the policy lacks is nobody's guess; she writes it.
    const lacking = page.getByRole('alert').getByText('ikke noe felt');
    await expect(lacking).toBeVisible();
    await picture(page, 'risk-lacking');
    const field = page.getByRole('button', { name: 'Sannsynlighet svært høy, konsekvens svært lav:' });
    await expect(field).toHaveText('ukjent');
    await field.click();
    await page.keyboard.press('*');
    await expect(field).toHaveText('ukjent');
    await page.keyboard.press('1');
    await expect(lacking).toHaveCount(0);
    await page.getByRole('button', { name: 'Alle er fortsatt riktige etter dagens kriterier' }).click();
    for (const [width, height] of [
      [1000, 700],
      [1600, 1000],
    ] as const) {
      await resize(launched, width, height);
      for (const name of ['Kriterier', 'Vurdering', 'Tiltak', 'Matrise', 'Register']) {
        await page.getByRole('tab', { name, exact: true }).click();
        await expect(page.getByRole('tabpanel')).toBeVisible();
        await expectAccessible(page);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);
        await picture(page, `risk-dark-${String(width)}-${name}`);
      }
    }
    await expect(page.getByText('40 av 40 risikoer')).toBeVisible();
  } finally {
    await launched.close();
  }
});
