import { argon2Sync, createHmac, timingSafeEqual } from 'node:crypto';
import { parseJson, utf8 } from './canonical-json.ts';
import { decryptGcm } from './ciphers.ts';
import { derive, sha256, sha256Hex } from './digests.ts';
import { demand, Refused } from './refusal.ts';
import {
  demandUnlike,
  hex,
  listOf,
  membersOf,
  object,
  oneOf,
  text,
  uuid,
  whole,
  type Shape,
} from './shapes.ts';

const passphraseSlot = object({
  kind: oneOf('passphrase'),
  memory: whole(0),
  passes: whole(0),
  lanes: whole(0),
  salt: hex(16),
  nonce: hex(12),
  wrapped: hex(32),
  tag: hex(16),
});
const recipientSlot = object({ kind: oneOf('recipient'), id: hex(16), sealed: text(3072) });
const recoverySlot = object({
  kind: oneOf('recovery'),
  threshold: whole(2, 255),
  shares: whole(2, 255),
  salt: hex(16),
  nonce: hex(12),
  wrapped: hex(32),
  tag: hex(16),
});
export type PassphraseSlot = ReturnType<typeof passphraseSlot>;
export type RecipientSlot = ReturnType<typeof recipientSlot>;
export type RecoverySlot = ReturnType<typeof recoverySlot>;
export type Slot = PassphraseSlot | RecipientSlot | RecoverySlot;

const slotShape: Shape<Slot> = (value) => {
  const { kind } = membersOf(value);
  if (kind === 'passphrase') return passphraseSlot(value);
  return kind === 'recipient' ? recipientSlot(value) : recoverySlot(value);
};
const headerShape = object({
  vault: uuid,
  generation: hex(16),
  previous: hex(16),
  sequence: whole(1),
  slots: listOf(slotShape, 66, 1),
  bodyLength: whole(0, 4_000_000_000),
  bodyHash: hex(32),
  mac: hex(32),
});

/** resources/docs/format-container.md: what anybody can read, and nothing of it is authentic yet. */
export interface Container {
  readonly format: 1 | 2;
  readonly header: ReturnType<typeof headerShape>;
  readonly body: Uint8Array;
}

function demandSlots(format: 1 | 2, slots: readonly Slot[]): void {
  const count = (kind: Slot['kind']): number => slots.filter((slot) => slot.kind === kind).length;
  demand(format === 2 || (slots.length === 1 && count('passphrase') === 1), 'container: slots');
  demand(count('passphrase') <= 1 && count('recovery') <= 1, 'container: slots');
  const recipients = slots.filter((slot) => slot.kind === 'recipient');
  demand(recipients.length <= 64, 'container: slots');
  demandUnlike(
    recipients.map(({ id }) => id),
    'container: slots',
  );
  for (const { sealed } of recipients) {
    demand(Buffer.from(sealed, 'base64').toString('base64') === sealed, 'container: slots');
  }
  for (const slot of slots) {
    if (slot.kind === 'recovery') demand(slot.threshold <= slot.shares, 'container: slots');
  }
}

export function readContainer(bytes: Buffer): Container {
  demand(bytes.length >= 42 && bytes.toString('latin1', 0, 4) === 'SEGL', 'container: magic');
  const version = bytes.readUInt16BE(4);
  if (version > 2) throw new Refused('container: newer');
  demand(version >= 1, 'container: format');
  const format = version === 2 ? 2 : 1;
  const length = bytes.readUInt32BE(6);
  demand(length <= (format === 1 ? 65_536 : 262_144), 'container: header');
  demand(bytes.length >= 42 + length, 'container: length');
  const start = bytes.subarray(0, 10 + length);
  demand(sha256(start).equals(bytes.subarray(10 + length, 42 + length)), 'container: checksum');
  const header = headerShape(parseJson(utf8(start.subarray(10))));
  demandSlots(format, header.slots);
  const body = bytes.subarray(42 + length);
  demand(body.length === header.bodyLength, 'container: length');
  return { format, header, body };
}

function slotList(slot: Slot): readonly (string | number)[] {
  if (slot.kind === 'recipient') return [slot.kind, slot.id, slot.sealed];
  const { kind, salt, nonce, wrapped, tag } = slot;
  if (slot.kind === 'recovery') return [kind, slot.threshold, slot.shares, salt, nonce, wrapped, tag];
  return [kind, slot.memory, slot.passes, slot.lanes, salt, nonce, wrapped, tag];
}

/** The body, once everything is authentic under that data key. */
export function authenticBody({ format, header, body }: Container, dataKey: Uint8Array): Uint8Array {
  const { vault, generation, previous, sequence, slots, bodyLength, bodyHash, mac } = header;
  const lists = slots.map(slotList);
  const list = [format, vault, generation, previous, sequence, lists, bodyLength, bodyHash];
  const key = derive(dataKey, vault, `segl envelope v${String(format)} header`);
  const right = createHmac('sha256', key).update(JSON.stringify(list)).digest();
  demand(timingSafeEqual(right, Buffer.from(mac, 'hex')), 'container: mac');
  demand(sha256Hex(body) === bodyHash, 'container: body');
  return body;
}

interface Wrapped {
  readonly nonce: string;
  readonly wrapped: string;
  readonly tag: string;
}

function unwrap(key: Uint8Array, { nonce, wrapped, tag }: Wrapped, additional: readonly unknown[]): Buffer {
  return decryptGcm(key, {
    nonce: Buffer.from(nonce, 'hex'),
    ciphertext: Buffer.from(wrapped, 'hex'),
    tag: Buffer.from(tag, 'hex'),
    additional: Buffer.from(JSON.stringify(additional)),
  });
}

export function dataKeyOfPassphrase({ header }: Container, passphrase: string): Buffer {
  const slot = header.slots.find((each) => each.kind === 'passphrase');
  demand(slot !== undefined, 'container: no passphrase');
  const { memory, passes, lanes, salt } = slot;
  demand(memory >= 65_536 && memory <= 1_048_576 && passes >= 2 && passes <= 16, 'container: work');
  demand(lanes >= 1 && lanes <= 8 && memory * passes <= 4_194_304, 'container: work');
  const key = argon2Sync('argon2id', {
    message: Buffer.from(passphrase.normalize('NFC')),
    nonce: Buffer.from(salt, 'hex'),
    parallelism: lanes,
    tagLength: 32,
    memory,
    passes,
  });
  return unwrap(key, slot, ['segl slot v1', 'passphrase', memory, passes, lanes, salt]);
}

export function dataKeyOfRecovery({ header }: Container, recoveryKey: Uint8Array): Buffer {
  const slot = header.slots.find((each) => each.kind === 'recovery');
  demand(slot !== undefined, 'container: no recovery');
  const { threshold, shares, salt } = slot;
  const key = derive(recoveryKey, Buffer.from(salt, 'hex'), 'segl recovery slot v2');
  return unwrap(key, slot, ['segl slot v2', 'recovery', threshold, shares, salt]);
}
