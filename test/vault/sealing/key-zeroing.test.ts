import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import type { Vault } from '#vault/vault.ts';
import { somebody } from '../../support/identities.ts';
import { codeOf, passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

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

// So are the data keys that were taken out of slots, be it only to see that a key opens one.
const unlocked = vi.hoisted((): Uint8Array[] => []);
vi.mock(import('#vault/container/unlock.ts'), async (original) => {
  const module = await original();
  const unlock: typeof module.unlock = async (...given) => {
    const opened = await module.unlock(...given);
    if (opened.ok) unlocked.push(opened.value.dataKey);
    return opened;
  };
  return { ...module, unlock };
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

test('a vault that is closed has overwritten every data key that it had, and every key that wrapped one', async () => {
  const [ada, bob] = [await somebody('Ada'), await somebody('Bob')];
  const { platform, keys } = keeping();
  const path = join(temporaryFolder(), 'AMS.segl');
  const start = { path, passphrase, projectName: 'AMS', text: '' };
  derived.length = 0;
  unlocked.length = 0;
  const vault = valueOf(await createVault(start, platform));
  const { recipients } = vault;
  const { slot } = valueOf(await recipients.add(ada.card));
  valueOf(await recipients.add(bob.card));
  const recovery = Buffer.alloc(32, 7);
  valueOf(await recipients.setRecovery(recovery, { threshold: 2, shares: 3 }));
  // What is refused, too, has drawn a key.
  expect(codeOf(await recipients.removePassphrase({ passphrase, recovery: Buffer.alloc(32) }))).toMatch(
    'recovery',
  );
  valueOf(await recipients.remove(slot, { passphrase, recovery }));
  valueOf(await recipients.setPassphrase({ kind: 'recovery', key: recovery }, passphrase, true));
  valueOf(await recipients.removePassphrase({ identity: bob.secret, recovery }));
  const removal = await recipients.remove(recipients.list()[0]?.slot ?? '');
  expect(codeOf(removal)).toBe('vault-last-slot');
  valueOf(vault.close());
  for (const key of [bob.key, { kind: 'recovery', key: Buffer.from(recovery) }] as const)
    valueOf(valueOf(await openVault(path, key, platform)).close());
  expect(keys().length).toBeGreaterThanOrEqual(5);
  expect(keys().filter((key) => !isZero(new Uint8Array(key).buffer))).toEqual([]);
  expect(derived.filter((key) => !isZero(key))).toEqual([]);
  expect(unlocked.length).toBeGreaterThanOrEqual(7);
  expect(unlocked.filter((key) => key.some((byte) => byte !== 0))).toEqual([]);
});

test('a vault that is closed while it gets another data key has overwritten that one, too', async () => {
  const { platform, keys } = keeping();
  let closing: Vault | null = null;
  const random = (length: number): Buffer => {
    // What a slot under a passphrase draws last.
    if (length === 12) closing?.close();
    return platform.random(length);
  };
  const start = { path: join(temporaryFolder(), 'AMS.segl'), passphrase, projectName: 'AMS', text: '' };
  const vault = valueOf(await createVault(start, { ...platform, random }));
  closing = vault;
  const by = { kind: 'passphrase', passphrase } as const;
  expect(codeOf(await vault.recipients.setPassphrase(by, passphrase, true))).toBe('vault-closed');
  expect(keys()).toHaveLength(2);
  expect(keys().filter((key) => key.some((byte) => byte !== 0))).toEqual([]);
});

test('an opening that does not come to its end has overwritten the data key', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const start = { path, passphrase, projectName: 'AMS', text: '' };
  valueOf(valueOf(await createVault(start, quickPlatform)).close());
  unlocked.length = 0;
  const cancelled = openVault(path, passphrase, quickPlatform, { signal: AbortSignal.abort() });
  expect(codeOf(await cancelled)).toBe('vault-opening-cancelled');
  const opening = openVault(path, passphrase, quickPlatform);
  appendFileSync(path, 'x');
  expect(codeOf(await opening)).toBe('vault-in-use');
  expect(unlocked).toHaveLength(2);
  expect(unlocked.filter((key) => key.some((byte) => byte !== 0))).toEqual([]);
});

/** A platform with the keys that are drawn on it: what is drawn to see that it opens nothing is none. */
function keeping(): { readonly platform: VaultPlatform; readonly keys: () => readonly Buffer[] } {
  const drawn: Buffer[] = [];
  const random = (length: number): Buffer => {
    const bytes = randomBytes(length);
    const isWrongKey = new Error().stack?.includes('makeWorkingCopy') ?? false;
    if (length === 32 && !isWrongKey) drawn.push(bytes);
    return bytes;
  };
  return { platform: { ...quickPlatform, random }, keys: () => drawn };
}
