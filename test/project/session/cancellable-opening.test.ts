import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CancellableOpening } from '#project/session/cancellable-opening.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import type { Vault } from '#vault/vault.ts';
import { codeOf, passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

test('a project that opens after its opening was given up is closed again, and nobody gets it', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  valueOf(await createVault({ path, passphrase, projectName: 'AMS', text: '' }, quickPlatform)).close();
  const opening = new CancellableOpening();
  const taken: Vault[] = [];
  let late: Vault | null = null;
  let go = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  const waiting = opening.wait(
    async () => {
      // The derivation has ended before anybody gave it up; its outcome arrives afterwards.
      const opened = await openVault(path, passphrase, quickPlatform);
      await held;
      late = valueOf(opened);
      return opened;
    },
    (vault) => taken.push(vault),
  );
  opening.cancel();
  expect(codeOf(await waiting)).toBe('vault-opening-cancelled');
  go();
  await expect.poll(() => late).not.toBe(null);
  expect(taken).toEqual([]);
  const again = valueOf(await openVault(path, passphrase, quickPlatform));
  again.close();
});
