import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import { somebody } from '../../support/identities.ts';
import {
  filesOf,
  passphrase,
  phrase,
  quickPlatform,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';

// A process starts for each operation, with derivations of keys on both sides: a slow machine needs minutes for that.
test(
  'a kill at any step of a removal leaves the project whole, under the old key or the new one',
  { timeout: 600_000 },
  async () => {
    const [ada, bob] = [await somebody('Ada'), await somebody('Bob')];
    const folder = temporaryFolder();
    const made = join(folder, 'made.segl');
    const start = { path: made, passphrase, projectName: 'AMS', text: 'text 0' };
    const vault = valueOf(await createVault(start, quickPlatform));
    const { slot } = valueOf(await vault.recipients.add(ada.card));
    valueOf(await vault.recipients.add(bob.card));
    valueOf(vault.close());
    const outcomes: boolean[] = [];
    for (let operation = 1; ; operation += 1) {
      const place = join(folder, String(operation));
      const path = join(place, 'AMS.segl');
      mkdirSync(place);
      writeFileSync(path, readFileSync(made));
      const remover = join(import.meta.dirname, 'remover.ts');
      const ran = spawnSync(process.execPath, [remover, path, phrase, slot, String(operation)], {
        encoding: 'utf8',
      });
      expect([ran.stderr, ran.signal]).toEqual(['', 'SIGKILL']);
      const opened = valueOf(await openVault(path, bob.key, quickPlatform));
      const names = opened.recipients.list().map(({ card }) => card?.name);
      const isRemoved = names.length === 1;
      expect(names).toEqual(isRemoved ? ['Bob'] : ['Ada', 'Bob']);
      expect(opened.audit.all().filter(({ kind }) => kind === 'recipient-removed')).toHaveLength(
        isRemoved ? 1 : 0,
      );
      expect(opened.texts.latest().text).toBe('text 1');
      // Nothing strange lies there, and who had it open is told where that is still known.
      expect(opened.setAside).toBe(false);
      expect([undefined, hostname()]).toContain(opened.leftOpen?.host);
      valueOf(opened.close());
      expect(Object.keys(filesOf(place))).toEqual(['AMS.segl']);
      const forAda = await openVault(path, ada.key, quickPlatform);
      expect(forAda.ok).toBe(!isRemoved);
      if (forAda.ok) valueOf(forAda.value.close());
      outcomes.push(isRemoved);
      if (ran.stdout === 'removed') break;
    }
    expect(outcomes.length).toBeGreaterThan(25);
    // First the one, then the other, and nothing between.
    expect(outcomes).toEqual(outcomes.toSorted((one, other) => Number(one) - Number(other)));
    expect(new Set(outcomes).size).toBe(2);
  },
);
