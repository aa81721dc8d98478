import { argon2Sync, createDecipheriv } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '#vault/database/database.ts';
import { decodeContainer } from '#vault/container/envelope.ts';
import { createVault } from '#vault/opening/create.ts';
import { passphrase, phrase, quickPlatform, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

test('a slot opens with Argon2id and AES-256-GCM of another library, as the format says', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  const start = { path, passphrase, projectName: 'AMS', text: 'the text' };
  valueOf(valueOf(await createVault(start, quickPlatform)).close());

  const { envelope, body } = valueOf(decodeContainer(readFileSync(path)));
  const [slot] = envelope.slots;
  if (slot?.kind !== 'passphrase') throw new Error('no slot');
  const key = argon2Sync('argon2id', {
    message: Buffer.from(phrase, 'utf8'),
    nonce: Buffer.from(slot.salt, 'hex'),
    parallelism: slot.lanes,
    memory: slot.memory,
    passes: slot.passes,
    tagLength: 32,
  });
  const { memory, passes, lanes, salt } = slot;
  const context = JSON.stringify(['segl slot v1', 'passphrase', memory, passes, lanes, salt]);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(slot.nonce, 'hex'))
    .setAAD(Buffer.from(context, 'utf8'))
    .setAuthTag(Buffer.from(slot.tag, 'hex'));
  const dataKey = Buffer.concat([decipher.update(Buffer.from(slot.wrapped, 'hex')), decipher.final()]);

  const database = join(folder, 'body.db');
  writeFileSync(database, body);
  const opened = valueOf(openDatabase(database, dataKey, undefined));
  expect(opened.prepare('SELECT name FROM project').get()).toEqual({ name: 'AMS' });
  opened.close();
});
