import {
  createDecipheriv,
  createHash,
  createHmac,
  generateKeyPairSync,
  hkdfSync,
  sign,
  verify,
} from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter } from 'age-encryption';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '#vault/database/database.ts';
import { createVault } from '#vault/opening/create.ts';
import { somebody } from '../../support/identities.ts';
import { passphrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

/*
 * A reader that is made from resources/docs/format-container-2.md alone.
 */

const base = { salt: z.string(), nonce: z.string(), wrapped: z.string(), tag: z.string() };
const slotSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('passphrase'),
    memory: z.int(),
    passes: z.int(),
    lanes: z.int(),
    ...base,
  }),
  z.strictObject({ kind: z.literal('recipient'), id: z.string(), sealed: z.string() }),
  z.strictObject({ kind: z.literal('recovery'), threshold: z.int(), shares: z.int(), ...base }),
]);
const headerSchema = z.strictObject({
  vault: z.uuid(),
  generation: z.string(),
  previous: z.string(),
  sequence: z.int(),
  slots: z.array(slotSchema),
  bodyLength: z.int(),
  bodyHash: z.string(),
  mac: z.string(),
});
type Header = z.output<typeof headerSchema>;
type Slot = z.output<typeof slotSchema>;

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
const hkdf = (key: Buffer, salt: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, utf8(purpose), 32));

function decrypt(key: Buffer, nonce: Buffer, content: Buffer, tag: Buffer, context: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(utf8(context)).setAuthTag(tag);
  return Buffer.concat([decipher.update(content), decipher.final()]);
}

function readContainer(bytes: Buffer): { readonly header: Header; readonly body: Buffer } {
  expect(bytes.subarray(0, 4).toString('ascii')).toBe('SEGL');
  expect(bytes.readUInt16BE(4)).toBe(2);
  const length = bytes.readUInt32BE(6);
  expect(sha256(bytes.subarray(0, 10 + length))).toEqual(bytes.subarray(10 + length, 42 + length));
  const header = headerSchema.parse(JSON.parse(bytes.subarray(10, 10 + length).toString('utf8')));
  const body = bytes.subarray(42 + length);
  expect([body.length, sha256(body).toString('hex')]).toEqual([header.bodyLength, header.bodyHash]);
  return { header, body };
}

function fieldsOf(slot: Slot): readonly unknown[] {
  if (slot.kind === 'recipient') return ['recipient', slot.id, slot.sealed];
  const wrapped = [slot.salt, slot.nonce, slot.wrapped, slot.tag];
  return slot.kind === 'recovery'
    ? ['recovery', slot.threshold, slot.shares, ...wrapped]
    : ['passphrase', slot.memory, slot.passes, slot.lanes, ...wrapped];
}

function macOf(header: Header, dataKey: Buffer): string {
  const { vault, generation, previous, sequence, slots, bodyLength, bodyHash } = header;
  const list = [2, vault, generation, previous, sequence, slots.map(fieldsOf), bodyLength, bodyHash];
  const key = hkdf(dataKey, utf8(vault), 'segl envelope v2 header');
  return createHmac('sha256', key)
    .update(utf8(JSON.stringify(list)))
    .digest('hex');
}

function recoveredKey(slots: readonly Slot[], recoveryKey: Buffer): Buffer {
  const slot = slots.find((each) => each.kind === 'recovery');
  if (slot === undefined) throw new Error('no recovery slot');
  const { threshold, shares, salt, nonce, wrapped, tag } = slot;
  const context = JSON.stringify(['segl slot v2', 'recovery', threshold, shares, salt]);
  const key = hkdf(recoveryKey, hex(salt), 'segl recovery slot v2');
  return decrypt(key, hex(nonce), hex(wrapped), hex(tag), context);
}

async function receivedKey(slots: readonly Slot[], secret: string): Promise<Buffer> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(secret);
  for (const slot of slots) {
    if (slot.kind !== 'recipient') continue;
    const content = await decrypter.decrypt(Buffer.from(slot.sealed, 'base64')).catch(() => null);
    if (content?.length === 32) return Buffer.from(content);
  }
  throw new Error('no slot for this identity');
}

test('a project is read as the page says: its slots, its openings, and who has it open', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const platform = {
    ...quickPlatform,
    host: 'station-1',
    author: { name: 'Ada', fingerprint: 'of Ada' },
    signOpening: { fingerprint: 'of Ada', sign: (message: Uint8Array) => sign(null, message, privateKey) },
  };
  const [bob, eve] = [await somebody('Bob'), await somebody('Eve')];
  const recoveryKey = Buffer.alloc(32, 7);
  const start = { path, passphrase, projectName: 'AMS', text: 'the text' };
  const vault = valueOf(await createVault(start, platform));
  for (const { card } of [eve, bob]) valueOf(await vault.recipients.add(card));
  valueOf(await vault.recipients.setRecovery(recoveryKey, { threshold: 2, shares: 3 }));
  const holder = readFileSync(join(folder, '.AMS.segl.holder'));
  valueOf(vault.close());

  const { header, body } = readContainer(readFileSync(path));
  const dataKey = await receivedKey(header.slots, bob.secret);
  expect(recoveredKey(header.slots, recoveryKey)).toEqual(dataKey);
  expect(macOf(header, dataKey)).toBe(header.mac);

  const database = join(folder, 'body.db');
  writeFileSync(database, body);
  const opened = valueOf(openDatabase(database, dataKey, undefined));
  expect(opened.prepare('SELECT name FROM recipient ORDER BY name').pluck().all()).toEqual(['Bob', 'Eve']);
  const row = z
    .strictObject({
      position: z.literal(1),
      id: z.string(),
      base_sequence: z.literal(0),
      base_generation: z.literal('0'.repeat(32)),
      signer: z.literal('of Ada'),
      signature: z.string(),
    })
    .parse(opened.prepare('SELECT * FROM opening').get());
  opened.close();
  const signed = ['segl opening v1', header.vault, 1, null, row.id, 0, row.base_generation, row.signer];
  expect(verify(null, utf8(JSON.stringify(signed)), publicKey, hex(row.signature))).toBe(true);

  expect(holder.subarray(0, 6)).toEqual(Buffer.from('SEGH\0\u0001', 'latin1'));
  const key = hkdf(dataKey, holder.subarray(6, 22), 'segl holder v1');
  const end = holder.length - 16;
  const context = `segl holder v1 ${header.vault}`;
  const content = decrypt(
    key,
    holder.subarray(22, 34),
    holder.subarray(34, end),
    holder.subarray(end),
    context,
  );
  const said = { name: 'Ada', fingerprint: 'of Ada', host: 'station-1', opening: row.id };
  expect(JSON.parse(content.toString('utf8'))).toMatchObject(said);
});
