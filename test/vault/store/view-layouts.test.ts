import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import { passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

const positions = { HES: { x: 12.5, y: 0 }, __proto__x: { x: 1, y: 2 } };

test('where boxes were put is in the file, makes no state and no line of the log, and is forgotten when nothing is', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const start = { path, passphrase, projectName: 'AMS', text: 'entity HES' };
  const vault = valueOf(await createVault(start, quickPlatform));
  const states = vault.store.statesMade;
  const lines = vault.audit.all().length;
  expect(vault.viewLayouts.of('system')).toEqual({});
  valueOf(vault.viewLayouts.keep('system', positions));
  expect(vault.store.statesMade).toBe(states);
  expect(vault.audit.all()).toHaveLength(lines);
  valueOf(vault.close());

  const again = valueOf(await openVault(path, passphrase, quickPlatform));
  valueOf(again.begin());
  expect(again.viewLayouts.of('system')).toEqual(positions);
  valueOf(again.viewLayouts.keep('system', {}));
  expect(again.viewLayouts.of('system')).toEqual({});
  valueOf(again.close());
});

test('what was kept and is nonsense counts as nothing', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const start = { path, passphrase, projectName: 'AMS', text: 'entity HES' };
  const vault = valueOf(await createVault(start, quickPlatform));
  for (const nonsense of [
    { HES: { x: -1, y: 0 } },
    { HES: { x: Number.NaN, y: 0 } },
    { HES: { x: 1e9, y: 0 } },
  ]) {
    valueOf(vault.viewLayouts.keep('system', nonsense));
    expect(vault.viewLayouts.of('system')).toEqual({});
  }
  valueOf(vault.close());
});
