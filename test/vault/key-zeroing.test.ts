import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createVault } from '#vault/vault.ts';
import { passphrase, quickPlatform, temporaryFolder, valueOf } from './workshop.ts';

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
