import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createVault } from '#vault/opening/create.ts';
import { passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

// What is derived is kept by whoever asked for it: the very bytes are looked at here.
const derived = vi.hoisted((): ArrayBuffer[] => []);
vi.mock(import('node:crypto'), async (original) => {
  const crypto = await original();
  const hkdfSync: typeof crypto.hkdfSync = (...given) => {
    const key = crypto.hkdfSync(...given);
    derived.push(key);
    return key;
  };
  return { ...crypto, hkdfSync };
});

const isZero = (key: ArrayBuffer): boolean => new Uint8Array(key).every((byte) => byte === 0);

test('a closed vault has overwritten its data key', async () => {
  const drawn: Buffer[] = [];
  const platform = {
    ...quickPlatform,
    random: (length: number) => {
      const bytes = randomBytes(length);
      drawn.push(bytes);
      return bytes;
    },
  };
  const start = { path: join(temporaryFolder(), 'AMS.segl'), passphrase, projectName: 'AMS', text: '' };
  const vault = valueOf(await createVault(start, platform));
  // The first that is drawn is the data key.
  const [dataKey] = drawn;
  expect(dataKey).toHaveLength(32);
  expect(dataKey?.every((byte) => byte === 0)).toBe(false);
  vault.close();
  expect(dataKey?.every((byte) => byte === 0)).toBe(true);
});

test.each([
  ['sealed', true],
  ['left as it is', false],
])('a vault that is closed and %s has overwritten every key that it derived', async (_, seal) => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const start = { path, passphrase, projectName: 'AMS', text: '' };
  const vault = valueOf(await createVault(start, quickPlatform));
  derived.length = 0;
  valueOf(vault.texts.save('text 1'));
  valueOf(vault.seal());
  valueOf(vault.texts.save('text 2'));
  const logs = derived.filter((key) => !isZero(key));
  expect(logs.length).toBeGreaterThan(0);
  // That of the log before the sealing, too.
  valueOf(vault.close(seal));
  expect(derived.filter((key) => !isZero(key))).toEqual([]);
});
