import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import type { Vault } from '#vault/vault.ts';
import { filledDossier } from './report/filled-dossier.ts';
import { analysed, sampleText } from './report/documents.ts';
import { passphrase, quickPlatform, temporaryFolder, valueOf } from './vault-platform.ts';
import { SetClock, Worker, type Work } from './year-of-work.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

const work: Work = { text: sampleText, dossier: filledDossier, record: analysed(sampleText).record };

// Nothing waits for the disk: what is looked at is what is written in the end.
function platformAt(clock: SetClock): VaultPlatform {
  return { ...quickPlatform, clock, files: { ...quickPlatform.files, sync: () => undefined } };
}

async function begun(path: string, platform: VaultPlatform, start: Work): Promise<Vault> {
  const vault = valueOf(
    await createVault({ path, passphrase, projectName: 'AMS', text: start.text }, platform),
  );
  valueOf(vault.dossier.save(start.dossier));
  valueOf(vault.texts.saveAnalysed(start.text, start.record));
  return vault;
}

/** Works for so many days, 40 changes a day, and sees that the file is less than twice as large as without its history. */
export async function workDaily(days: number): Promise<void> {
  const clock = new SetClock('2026-01-05T08:00:00.000Z');
  const platform = platformAt(clock);
  const path = join(temporaryFolder(), 'AMS.segl');
  const worker = new Worker(work);
  let vault = await begun(path, platform, work);
  for (let worked = 1; worked <= days; worked += 1) {
    for (let saved = 0; saved < 40; saved += 1) {
      worker.save(vault);
      clock.forward(12 * minute);
    }
    clock.forward((worked % 5 === 0 ? 64 : 16) * hour);
    // What an opening does, without deriving a key two hundred times.
    valueOf(vault.history.thin());
    valueOf(vault.audit.add('opened'));
    if (worked % 25 !== 0) continue;
    valueOf(vault.close());
    vault = valueOf(await openVault(path, passphrase, platform));
  }
  const states = vault.history.states();
  expect(vault.texts.latest().text).toBe(worker.work.text);
  expect(valueOf(vault.dossier.read())).toEqual(worker.work.dossier);
  for (const { id } of states) expect(valueOf(vault.history.content(id))).not.toBeNull();
  expect(vault.audit.verify()).toEqual([]);
  valueOf(vault.close());

  const alone = join(temporaryFolder(), 'AMS.segl');
  valueOf((await begun(alone, platform, worker.work)).close());
  valueOf(valueOf(await openVault(alone, passphrase, platform)).close());
  const [withHistory, without] = [statSync(path).size, statSync(alone).size];
  expect(withHistory).toBeLessThan(2 * without);
  expect(states.length).toBeLessThan(250);
  expect(Date.parse(states[0]?.createdAt ?? '')).toBeLessThan(clock.now().getTime() - days * day);
}
