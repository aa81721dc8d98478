import { copyFileSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeContainer, encodeContainer } from '#vault/container/envelope.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import type { Vault } from '#vault/vault.ts';
import {
  codeOf,
  filesOf,
  passphrase,
  quickPlatform,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';

async function vaultAt(path: string, text: string): Promise<Vault> {
  return valueOf(await createVault({ path, passphrase, projectName: 'AMS', text }, quickPlatform));
}

test('sealing does not write over another project that was put in the place of this one', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const other = join(folder, 'other.segl');
  valueOf((await vaultAt(other, 'other')).close());
  const vault = await vaultAt(path, 'text');
  valueOf(vault.texts.save('precious'));
  copyFileSync(other, path);
  expect(codeOf(vault.close())).toBe('vault-displaced');
  expect(readFileSync(path).equals(readFileSync(other))).toBe(true);
  expect(Object.keys(filesOf(folder))).toContain('.AMS.segl.work');
});

test('closing twice harms nobody', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  const first = await vaultAt(path, 'text');
  valueOf(first.close());
  const second = valueOf(await openVault(path, passphrase, quickPlatform));
  valueOf(first.close());
  expect(codeOf(await openVault(path, passphrase, quickPlatform))).toBe('vault-in-use');
  valueOf(second.texts.save('later'));
  valueOf(second.close());
});

test('a link to a project that is open is the same project', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const vault = await vaultAt(path, 'text');
  symlinkSync(path, join(folder, 'link.segl'));
  expect(codeOf(await openVault(join(folder, 'link.segl'), passphrase, quickPlatform))).toBe('vault-in-use');
  valueOf(vault.close());
});

test('the beginning of a container that a crash left behind goes at the next opening', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  valueOf((await vaultAt(path, 'text')).close());
  copyFileSync(path, join(folder, '.AMS.segl.0123456789abcdef.new'));
  valueOf(valueOf(await openVault(path, passphrase, quickPlatform)).close());
  expect(Object.keys(filesOf(folder))).toEqual(['AMS.segl']);
});

test('a file that somebody swaps while its key is derived is not gone on with', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  valueOf((await vaultAt(path, 'text')).close());
  const { envelope, body } = valueOf(decodeContainer(readFileSync(path)));
  const opening = openVault(path, passphrase, quickPlatform);
  // The same content, with a header that nobody with the key has written.
  const forged = { ...envelope, sequence: envelope.sequence + 1, mac: 'a'.repeat(64) };
  writeFileSync(path, encodeContainer(forged, body));
  expect(codeOf(await opening)).toBe('vault-in-use');
});

test('a header that asks for more than one derivation is refused with its checksum', async () => {
  const path = join(temporaryFolder(), 'AMS.segl');
  valueOf((await vaultAt(path, 'text')).close());
  const { envelope, body } = valueOf(decodeContainer(readFileSync(path)));
  const [slot] = envelope.slots;
  const slots = slot === undefined ? [] : [slot, slot];
  expect(codeOf(decodeContainer(encodeContainer({ ...envelope, slots }, body)))).toBe('vault-damaged');
});
