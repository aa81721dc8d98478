import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import {
  authenticate,
  decodeContainer,
  encodeContainer,
  isAuthentic,
  maximumHeadLength,
  type Envelope,
} from '#vault/container/envelope.ts';
import { wrapUnderRecoveryKey } from '#vault/container/recovery-slot.ts';
import { sealForRecipient } from '#vault/container/recipient-slot.ts';
import type { KeySlot, PassphraseSlot, RecipientSlot, RecoverySlot } from '#vault/container/slots.ts';
import type { OpeningKey } from '#vault/container/unlock.ts';
import { createVault } from '#vault/opening/create.ts';
import { openVault } from '#vault/opening/open.ts';
import { somebody, type Somebody } from '../../support/identities.ts';
import { runs } from '../../support/random.ts';
import {
  codeOf,
  dataKeyIn,
  filesOf,
  passphrase,
  quickPlatform,
  remembering,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';

// Every derivation from a passphrase is counted.
const derived = vi.hoisted(() => ({ count: 0 }));
vi.mock(import('@node-rs/argon2'), async (original) => {
  const argon2 = await original();
  const hashRaw: typeof argon2.hashRaw = (...given) => {
    derived.count += 1;
    return argon2.hashRaw(...given);
  };
  return { ...argon2, hashRaw };
});

let ada: Somebody;
let dataKey: Buffer;
let envelope: Envelope;
let body: Buffer;
let slots: {
  readonly passphrase: PassphraseSlot;
  readonly recipient: RecipientSlot;
  readonly recovery: RecoverySlot;
};
const recoveryKey = Buffer.alloc(32, 7);

beforeAll(async () => {
  ada = await somebody('Ada');
  const { platform, drawn } = remembering();
  const path = join(temporaryFolder(), 'AMS.segl');
  valueOf(
    valueOf(await createVault({ path, passphrase, projectName: 'AMS', text: 'text' }, platform)).close(),
  );
  dataKey = dataKeyIn(drawn);
  ({ envelope, body } = valueOf(decodeContainer(readFileSync(path))));
  const [slot] = envelope.slots;
  if (slot?.kind !== 'passphrase') throw new Error('no passphrase');
  slots = {
    passphrase: slot,
    recipient: valueOf(await sealForRecipient(dataKey, ada.card.recipient, 'a'.repeat(32))),
    recovery: wrapUnderRecoveryKey(dataKey, recoveryKey, { threshold: 2, shares: 3 }, quickPlatform),
  };
});

/** A container with these slots, by somebody who has the data key. */
function containerWith(given: readonly unknown[], changes: Partial<Envelope> = {}): Buffer {
  const unsigned = { ...envelope, slots: given as KeySlot[], ...changes };
  return encodeContainer(authenticate(unsigned, dataKey), body);
}

/** What becomes of opening bytes as a project's file. */
async function opening(bytes: Buffer, key: OpeningKey): Promise<string> {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  writeFileSync(path, bytes);
  const before = filesOf(folder);
  derived.count = 0;
  const opened = await openVault(path, key, quickPlatform);
  if (!opened.ok) {
    expect(filesOf(folder)).toEqual(before);
    return opened.error.code;
  }
  valueOf(opened.value.close());
  return 'opened';
}

const byPassphrase: OpeningKey = { kind: 'passphrase', passphrase };
const byRecovery: OpeningKey = { kind: 'recovery', key: recoveryKey };

describe('a container of format 2', () => {
  test('opens with each of its slots, in any order, with one derivation where it is a passphrase', async () => {
    const all = [slots.recovery, slots.recipient, slots.passphrase];
    for (const bytes of [containerWith(all), containerWith(all.toReversed())]) {
      expect([await opening(bytes, byPassphrase), derived.count]).toEqual(['opened', 1]);
      expect([await opening(bytes, ada.key), derived.count]).toEqual(['opened', 0]);
      expect([await opening(bytes, byRecovery), derived.count]).toEqual(['opened', 0]);
    }
  });

  test('says which key is not its own, and which kind it has none of', async () => {
    const [eve, none] = [await somebody('Eve'), containerWith([slots.passphrase])];
    const all = containerWith(Object.values(slots));
    expect(await opening(all, eve.key)).toBe('vault-identity-unknown');
    expect(await opening(all, { kind: 'identity', secret: 'no identity' })).toBe('vault-identity-unknown');
    expect(await opening(all, { kind: 'recovery', key: Buffer.alloc(32) })).toBe('vault-recovery-refused');
    expect(await opening(all, { kind: 'recovery', key: Buffer.alloc(31) })).toBe('vault-recovery-refused');
    expect(await opening(none, ada.key)).toBe('vault-identity-unknown');
    expect(await opening(none, byRecovery)).toBe('vault-recovery-refused');
    expect(await opening(containerWith([slots.recipient]), byPassphrase)).toBe('vault-no-passphrase');
    expect(derived.count).toBe(0);
  });

  test('has nothing readable in it of whom it is for', () => {
    const text = containerWith(Object.values(slots)).toString('latin1');
    expect(text).toContain(slots.recipient.sealed);
    for (const word of [ada.card.recipient, ada.card.name, ada.card.fingerprint, ada.card.organisation])
      expect(text).not.toContain(word);
  });

  test('is authenticated as its page says', () => {
    const all = Object.values(slots);
    const { envelope: written } = valueOf(decodeContainer(containerWith(all)));
    const { vault, generation, previous, sequence, bodyLength, bodyHash, mac } = written;
    const { passphrase: p, recipient: r, recovery: y } = slots;
    const fields = [
      ['passphrase', p.memory, p.passes, p.lanes, p.salt, p.nonce, p.wrapped, p.tag],
      ['recipient', r.id, r.sealed],
      ['recovery', y.threshold, y.shares, y.salt, y.nonce, y.wrapped, y.tag],
    ];
    const text = JSON.stringify([2, vault, generation, previous, sequence, fields, bodyLength, bodyHash]);
    const key = Buffer.from(hkdfSync('sha256', dataKey, vault, 'segl envelope v2 header', 32));
    expect(createHmac('sha256', key).update(text).digest('hex')).toBe(mac);
  });

  test('is refused as newer by a program that knows format 1 alone, by its first six bytes', () => {
    expect(containerWith([slots.passphrase]).subarray(0, 6)).toEqual(Buffer.from('SEGL\0\u0002', 'latin1'));
  });
});

test('a container of format 1 opens, and is written in format 2 from then on', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'AMS.segl');
  writeFileSync(path, containerWith([slots.passphrase], { format: 1 }));
  expect(readFileSync(path).readUInt16BE(4)).toBe(1);
  valueOf(valueOf(await openVault(path, passphrase, quickPlatform)).close());
  expect(readFileSync(path).readUInt16BE(4)).toBe(2);
  valueOf(valueOf(await openVault(path, passphrase, quickPlatform)).close());
  // Neither passes for the other.
  for (const [from, to] of [
    [1, 2],
    [2, 1],
  ] as const) {
    const signed = authenticate({ ...envelope, format: from }, dataKey);
    expect(isAuthentic(signed, dataKey)).toBe(true);
    expect(isAuthentic({ ...signed, format: to }, dataKey)).toBe(false);
    expect(await opening(encodeContainer({ ...signed, format: to }, body), byPassphrase)).toBe(
      'vault-damaged',
    );
  }
});

describe('a hostile header is refused with its checksum alone', () => {
  const hex = (length: number, digit = 'b'): string => digit.repeat(2 * length);
  const many = (count: number): readonly RecipientSlot[] =>
    Array.from({ length: count }, (_, index) => ({
      ...slots.recipient,
      id: index.toString(16).padStart(32, '0'),
    }));
  const cases: readonly (readonly [string, () => readonly unknown[]])[] = [
    ['no slot', () => []],
    ['two passphrases', () => [slots.passphrase, { ...slots.passphrase, salt: hex(16) }]],
    ['two recovery keys', () => [slots.recovery, { ...slots.recovery, salt: hex(16) }]],
    ['65 recipients', () => many(65)],
    ['two recipients of one name', () => [slots.recipient, { ...slots.recipient, sealed: 'AAAA' }]],
    ['a slot of no kind', () => [slots.passphrase, { ...slots.recipient, kind: 'keyring' }]],
    ['a slot with the fields of another kind', () => [{ ...slots.recovery, kind: 'passphrase' }]],
    ['a slot with more than its fields', () => [{ ...slots.recipient, name: 'Ada' }]],
    ['a recipient with a long name', () => [{ ...slots.recipient, id: hex(17) }]],
    ['a giant file of age', () => [{ ...slots.recipient, sealed: 'A'.repeat(3_076) }]],
    ['a file of age in no base64', () => [{ ...slots.recipient, sealed: '????' }]],
    ['a file of age in base64 with two readings', () => [{ ...slots.recipient, sealed: 'AAB=' }]],
    ['one share', () => [{ ...slots.recovery, threshold: 1 }]],
    ['more shares needed than there are', () => [{ ...slots.recovery, threshold: 4 }]],
    ['256 shares', () => [{ ...slots.recovery, shares: 256 }]],
    ['half a share', () => [{ ...slots.recovery, threshold: 2.5 }]],
  ];
  const refused = async (bytes: Buffer): Promise<void> => {
    expect(codeOf(decodeContainer(bytes))).toBe('vault-damaged');
    for (const key of [byPassphrase, ada.key, byRecovery]) {
      expect([await opening(bytes, key), derived.count]).toEqual(['vault-damaged', 0]);
    }
  };

  test.each(cases)('%s', async (_name, given) => {
    await refused(containerWith(given()));
  });

  test('and so is anything but one passphrase in format 1', async () => {
    for (const given of [[slots.recipient], [slots.recovery], [slots.passphrase, slots.recipient]])
      await refused(containerWith(given, { format: 1 }));
  });

  test('and 64 recipients with everything else fit into the longest one', async () => {
    const [first, ...others] = many(64);
    const longest = others.map((slot) => ({ ...slot, sealed: 'A'.repeat(3_072) }));
    const bytes = containerWith([slots.passphrase, slots.recovery, ...longest, first]);
    expect(bytes.length - body.length).toBeLessThan(maximumHeadLength);
    expect([await opening(bytes, ada.key), derived.count]).toEqual(['opened', 0]);
  });
});

describe('a file of age in a slot', () => {
  const sealedFor = async (content: Uint8Array, recipient = ada.card.recipient): Promise<RecipientSlot> => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    const sealed = Buffer.from(await encrypter.encrypt(content)).toString('base64');
    return { kind: 'recipient', id: 'b'.repeat(32), sealed };
  };

  test('with another length than that of a key is none', async () => {
    for (const length of [0, 31, 33, 100]) {
      const bytes = containerWith([await sealedFor(new Uint8Array(length))]);
      expect(await opening(bytes, ada.key)).toBe('vault-identity-unknown');
    }
  });

  test('with another key gives a header that is not authentic, and opens nothing', async () => {
    const other = await sealedFor(new Uint8Array(32).fill(9));
    expect(await opening(containerWith([other, slots.recipient]), ada.key)).toBe('vault-damaged');
  });

  test('is made for a hybrid recipient only', async () => {
    const plain = await identityToRecipient(await generateX25519Identity());
    for (const recipient of [plain, 'age1pq1', 'age1pq1qqqq', `${ada.card.recipient}q`, 'somebody', ''])
      expect(codeOf(await sealForRecipient(dataKey, recipient, 'a'.repeat(32)))).toBe(
        'vault-recipient-refused',
      );
  });

  test('that asks for a derivation from a passphrase is not one for anybody', async () => {
    const encrypter = new Encrypter();
    encrypter.setPassphrase('words');
    encrypter.setScryptWorkFactor(2);
    const sealed = Buffer.from(await encrypter.encrypt(dataKey)).toString('base64');
    const bytes = containerWith([{ kind: 'recipient', id: 'b'.repeat(32), sealed }]);
    expect(await opening(bytes, ada.key)).toBe('vault-identity-unknown');
  });
});

test('whatever becomes of the fields of a header, it is refused or is the one that was written', () => {
  const { format: written, ...whole } = valueOf(
    decodeContainer(containerWith(Object.values(slots))),
  ).envelope;
  expect(written).toBe(2);
  const value = fc.oneof(
    fc.constantFrom<Json>(null, true, -1, 0, 1e9, '', 'passphrase', 'recipient', 'recovery', [], {}),
    fc.jsonValue() as fc.Arbitrary<Json>,
  );
  fc.assert(
    fc.property(fc.nat(), value, fc.constantFrom(1, 2), (where, put, format) => {
      const changed = withValueAt(whole, where, put);
      const bytes = Buffer.concat([headOf(changed, format), body]);
      const decoded = decodeContainer(bytes);
      const isSame = JSON.stringify(changed) === JSON.stringify(whole);
      if (decoded.ok && !isSame) expect(isAuthentic(decoded.value.envelope, dataKey)).toBe(false);
      else expect(decoded.ok).toBe(isSame && format === 2);
    }),
    { numRuns: runs(1_000) },
  );
});

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

function headOf(fields: Json, format: number): Buffer {
  const json = Buffer.from(JSON.stringify(fields), 'utf8');
  const prefix = Buffer.from('SEGL\0\0\0\0\0\0', 'latin1');
  prefix.writeUInt16BE(format, 4);
  prefix.writeUInt32BE(json.length, 6);
  const head = Buffer.concat([prefix, json]);
  return Buffer.concat([head, createHash('sha256').update(head).digest()]);
}

/** A value with the n-th of all values in it, as they are met, replaced by another. */
function withValueAt(whole: Json, place: number, put: Json): Json {
  let left = place % countOf(whole);
  const walk = (each: Json): Json => {
    if (left === 0) {
      left -= 1;
      return put;
    }
    left -= 1;
    if (Array.isArray(each)) return each.map((one: Json) => walk(one));
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, one]) => [key, walk(one)]));
  };
  return walk(whole);
}

function countOf(whole: Json): number {
  if (typeof whole !== 'object' || whole === null) return 1;
  return Object.values(whole).reduce((count: number, each: Json) => count + countOf(each), 1);
}
