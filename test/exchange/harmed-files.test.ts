import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { combineShares as programCombines } from '#exchange/recovery/recovery-key.ts';
import { parseCard } from '#exchange/card/card.ts';
import { openKeyring } from '#exchange/keyring/open.ts';
import { decodeContainer } from '#vault/container/envelope.ts';
import { passphraseOf } from '#vault/container/passphrase-slot.ts';
import recovery from '../support/exchange/recovery-shares.json' with { type: 'json' };
import { encryptedFor, identityOfPerson, signedAnew, tarOf } from '../support/exchange/sample.ts';
import { writtenFiles } from '../support/exchange/written-project.ts';
import { phrase, quickPlatform, temporaryFolder } from '../support/vault-platform.ts';
import { decryptAge } from './second-reader/age.ts';
import { readArchive, type Member } from './second-reader/archive.ts';
import { canonical } from './second-reader/canonical-json.ts';
import { readCard } from './second-reader/card.ts';
import { authenticBody, dataKeyOfPassphrase, readContainer } from './second-reader/container.ts';
import { sha256Hex } from './second-reader/digests.ts';
import { readKeyring } from './second-reader/keyring.ts';
import { readManifest } from './second-reader/manifest.ts';
import { combineShares } from './second-reader/recovery-shares.ts';
import { Refused } from './second-reader/refusal.ts';
import { readSealedFile } from './second-reader/sealed-file.ts';

// Files that are harmed in one place each, most of them signed and encrypted anew so that nothing else is wrong with them: the
// reader that was written from the pages refuses them, and so does the program.
const files = await writtenFiles();
const kari = await identityOfPerson('kari');
const { x25519 } = files.secrets;
const whole = files.shares[5]?.bytes ?? Buffer.alloc(0);
const archive = Buffer.from(await decryptAge(whole, x25519));
const members = readArchive(archive);
const manifest = readManifest(members[0]?.bytes ?? archive);
const [ola] = files.cards.slice(1).map((card) => readCard(Buffer.from(card)));
const recipient = ola?.ageKey ?? '';

const sealed = async (plain: Uint8Array): Promise<Buffer> =>
  Buffer.from(await encryptedFor(plain, [recipient]));

/** The members with another card and signature, so that they can be changed; their manifest notes what is there. */
function signed(changed: readonly Member[], change?: (same: object) => object): readonly Member[] {
  const card = { name: 'signer.card', bytes: Buffer.from(kari.card.text) };
  const [first, second, , ...rest] = changed;
  if (first === undefined || second === undefined) throw new Error('there are members');
  const composed = { manifest, members: [first, second, card, ...rest] };
  return signedAnew(composed, kari, change);
}

const textOf = (name: string): string =>
  Buffer.from(members.find((each) => each.name === name)?.bytes ?? '').toString();

function put(name: string, text: string): readonly Member[] {
  expect(text).not.toBe(textOf(name));
  return members.map((each) => (each.name === name ? { name, bytes: Buffer.from(text) } : each));
}

const instead = (name: string, from: string | RegExp, to: string): readonly Member[] =>
  put(name, textOf(name).replace(from, to));

async function refusal(read: () => unknown): Promise<string | null> {
  try {
    await read();
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.why;
    throw error;
  }
}

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
};

const hashed = (folder: string, text: string): Member => ({
  name: `${folder}/${createHash('sha256').update(text).digest('hex')}`,
  bytes: Buffer.from(text),
});

function withMember(added: Member): readonly Member[] {
  const [fixed, rest] = [members.slice(0, 9), [...members.slice(9), added]];
  const folder = ({ name }: Member): number => (name.startsWith('objects/') ? 0 : 1);
  const sorted = rest.toSorted(
    (one, other) => folder(one) - folder(other) || (one.name < other.name ? -1 : 1),
  );
  return [...fixed, ...sorted];
}

const isObject = ({ name }: Member): boolean => name.startsWith('objects/');

const signedAnewRight = signed(members);

const beginning = {
  author: null,
  createdAt: manifest.createdAt,
  fileHash: null,
  kind: 'created',
  previous: [],
  state: null,
};

/** The log with one more event, whose identifier is right. */
function withEvent(said: object): string {
  const id = sha256Hex('segl audit event v1\n', canonical({ ...said, project: manifest.project.id }));
  return textOf('audit.json').replace(/\]\}$/u, `,${canonical({ ...said, id })}]}`);
}

/** Archives with what is wrong with them by the pages. */
const contents: Readonly<Record<string, readonly [why: string, members: readonly Member[]]>> = {
  'a blank between tokens': ['canonical', signed(instead('history.json', '{"states":', '{"states": '))],
  'names in another order': [
    'canonical',
    signed(instead('history.json', /"author":(\{[^}]*\}),"cause":"(\w+)"/u, '"cause":"$2","author":$1')),
  ],
  'a name twice': ['canonical', signed(instead('history.json', '{"states":', '{"states":[],"states":'))],
  'a sign that is escaped and need not be': [
    'canonical',
    signed(instead('ledger.json', '\u{1F50C}', String.raw`\ud83d\udd0c`)),
  ],
  'a number written otherwise': ['canonical', signed(instead('verdicts.json', ':10', ':1e1'))],
  'a byte order mark': ['json', signed(put('audit.json', `\ufeff${textOf('audit.json')}`))],
  'a member that nobody knows': [
    'shape',
    signed(instead('history.json', '{"author"', '{"aside":1,"author"')),
  ],
  'a child before its parent': [
    'history: order',
    signed(
      instead('history.json', /^(\{"states":\[)(\{.*?\}),(\{"author".*?"parents":\[[^\]]*\]\})/u, '$1$3,$2'),
    ),
  ],
  'an entry of the ledger that says something else': [
    'ledger: identifier',
    signed(instead('ledger.json', '"reason":"Sold"', '"reason":"Gone"')),
  ],
  'an entry of the ledger that is not there': [
    'ledger: names',
    signed(instead('ledger.json', /,?\{"fields":\{"approver"[^}]*"withdrawn"[^}]*"vendor"\},[^}]*\}/u, '')),
  ],
  'an entry of the ledger that is there twice': [
    'ledger: twice',
    signed(instead('ledger.json', /(\{"fields":\{"approver".*?\},[^}]*\})/u, '$1,$1')),
  ],
  'a line of the log that says something else': [
    'audit: identifier',
    signed(instead('audit.json', '"kind":"opened"', '"kind":"merged"')),
  ],
  'a line of the log that was taken away': [
    'audit: link',
    signed(
      instead(
        'audit.json',
        /,\{"author":\{[^}]*\},"createdAt":"[^"]*","fileHash":null,"id":"[^"]*","kind":"named"[^}]*\}/u,
        '',
      ),
    ),
  ],
  'a log that begins twice': ['audit: link', signed(put('audit.json', withEvent(beginning)))],
  'the log of another project': [
    'audit: identifier',
    signed(members, (same) => ({
      ...same,
      project: { ...manifest.project, id: '7d444840-9dc0-41d1-b245-5ffdce74fad2' },
    })),
  ],
  'an object that nobody names': ['sealed: objects', signed(withMember(hashed('objects', 'nobody')))],
  'an object that is missing': [
    'sealed: objects',
    signed(members.filter((each) => each !== members.find(isObject))),
  ],
  'a document that nobody names': ['sealed: documents', signed(withMember(hashed('documents', 'nobody')))],
  'verdicts on another text': [
    'sealed: verdicts',
    signed(instead('verdicts.json', /"inputHash":"[^"]*"/u, `"inputHash":"${'a'.repeat(64)}"`)),
  ],
  'another text than that of the head': ['sealed: head', signed(put('model.segl', 'another'))],
  'a head that is not there': [
    'sealed: head',
    signed(members, (same) => ({ ...same, head: 'a'.repeat(32) })),
  ],
  'recipients that do not ascend': [
    'sealed: manifest',
    signed(members, (same) => ({ ...same, recipients: manifest.recipients.toReversed() })),
  ],
  'a greater format': ['sealed: newer', signed(members, (same) => ({ ...same, format: 2 }))],
  'members in another order': [
    'sealed: members',
    signed([...members.slice(0, 5), ...members.slice(5, 7).toReversed(), ...members.slice(7)]),
  ],
  'a member that the manifest does not speak of': [
    'sealed: members',
    [...signedAnewRight, hashed('documents', 'beside')],
  ],
  'a member that was changed after the signature': [
    'sealed: hash',
    signedAnewRight.map((each) =>
      each.name === 'model.segl' ? { ...each, bytes: Buffer.from(each.bytes).fill(32, 0, 1) } : each,
    ),
  ],
  'a manifest that was changed after the signature': [
    'signature',
    signedAnewRight.map((each) =>
      each.name === 'manifest.json'
        ? { ...each, bytes: Buffer.from(Buffer.from(each.bytes).toString().replace('Review', 'Revieu')) }
        : each,
    ),
  ],
  'the card of somebody else': [
    'signature',
    signedAnewRight.map((each) =>
      each.name === 'signer.card' ? { ...each, bytes: Buffer.from(files.cards[0]) } : each,
    ),
  ],
};

describe('a sealed file', () => {
  test('is taken where nothing is wrong with it', async () => {
    const right = await sealed(await tarOf(signedAnewRight));
    expect(await refusal(async () => readSealedFile(right, x25519))).toBeNull();
    expect(await files.takes(right)).toBe(true);
  });

  test.each(Object.entries(contents))('with %s is refused', async (_, [why, harmed]) => {
    const file = await sealed(await tarOf(harmed));
    expect(await refusal(async () => readSealedFile(file, x25519))).toBe(why);
    expect(await files.takes(file)).toBe(false);
  });

  const edited = (at: number, text: string): Buffer => {
    const copy = Buffer.from(archive);
    copy.write(text, at, 'latin1');
    return copy;
  };
  const padding = 512 + (members[0]?.bytes.length ?? 0);
  test.each([
    ['another mode in a header', 'archive: header', async () => sealed(edited(100, '0000755'))],
    ['something in the padding', 'archive: padding', async () => sealed(edited(padding, 'x'))],
    [
      'something after the end',
      'archive: end',
      async () => sealed(Buffer.concat([archive, Buffer.alloc(512)])),
    ],
    [
      'a bit that is another',
      'age: decryption',
      async () => Promise.resolve(flipped(whole, whole.length - 20)),
    ],
    ['its end cut off', 'age: decryption', async () => Promise.resolve(whole.subarray(0, -1))],
    [
      'two kinds of recipient',
      'sealed: recipients',
      async () => Buffer.from(await encryptedFor(archive, [recipient, ola?.hybridKey ?? ''])),
    ],
    [
      'nobody who reads it among its recipients',
      'age: decryption',
      async () => Buffer.from(await encryptedFor(archive, [kari.card.ageKey])),
    ],
  ])('with %s is refused', async (_, why, harm) => {
    const file = await harm();
    expect(await refusal(async () => readSealedFile(file, x25519))).toBe(why);
    expect(await files.takes(file)).toBe(false);
  });
});

describe('a card', () => {
  const [card] = files.cards;
  test.each([
    ['with another name', 'card: fingerprint', card.replace('Kari', 'Kara')],
    [
      'with another fingerprint',
      'card: fingerprint',
      card.replace(/fingerprint: ..../u, 'fingerprint: 0000'),
    ],
    ['with another signature', 'signature', card.replace(/signature: ..../u, 'signature: 0000')],
    ['whose lines end otherwise', 'card: form', card.replaceAll('\n', '\r\n')],
    ['with two spaces', 'card: name', card.replace('Kari ', 'Kari  ')],
    ['of a newer format', 'card: newer', card.replace('card 1', 'card 2')],
    ['with something after it', 'card: form', `${card}\n`],
  ])('%s is refused', async (_, why, harmed) => {
    expect(await refusal(() => readCard(Buffer.from(harmed)))).toBe(why);
    expect(parseCard(Buffer.from(harmed)).ok).toBe(false);
  });
});

describe('recovery shares', () => {
  const [one = '', other = ''] = files.recoveryShares;
  test.each([
    [
      'one of them with another sign',
      'share: typing error',
      [one.replace(/(.)\n$/u, (end) => (end.startsWith('0') ? '1\n' : '0\n')), other],
    ],
    ['of two sets', 'share: different sets', [one, recovery.printed[0] ?? '']],
    ['the same one twice', 'share: too few', [one, one.toLowerCase()]],
    ['none', 'share: too few', []],
  ])('%s are refused', async (_, why, typed) => {
    expect(await refusal(() => combineShares(typed))).toBe(why);
    expect((await programCombines(typed)).ok).toBe(false);
  });
});

describe('a project', () => {
  const { project } = files;
  const length = project.readUInt32BE(6);
  const headed = (change: (header: string) => string, format = 2): Buffer => {
    const header = Buffer.from(change(project.toString('utf8', 10, 10 + length)));
    const head = Buffer.concat([project.subarray(0, 10), header]);
    head.writeUInt16BE(format, 4);
    head.writeUInt32BE(header.length, 6);
    return Buffer.concat([head, createHash('sha256').update(head).digest(), project.subarray(42 + length)]);
  };
  const open = (file: Buffer): Uint8Array => {
    const container = readContainer(file);
    return authenticBody(container, dataKeyOfPassphrase(container, phrase));
  };

  test.each([
    ['of a newer format', 'container: newer', headed((same) => same, 3)],
    ['that says it were of the format before', 'container: slots', headed((same) => same, 1)],
    ['with one byte more', 'container: length', Buffer.concat([project, Buffer.alloc(1)])],
    ['with one byte less', 'container: length', project.subarray(0, -1)],
    [
      'with another checksum',
      'container: checksum',
      Buffer.concat([project.subarray(0, 10 + length), Buffer.alloc(32), project.subarray(42 + length)]),
    ],
    [
      'with a slot twice',
      'container: slots',
      headed((header) => header.replace(/(\{"kind":"passphrase"[^}]*\})/u, '$1,$1')),
    ],
    ['with a member that nobody knows', 'shape', headed((header) => header.replace('{', '{"aside":1,'))],
  ])('%s is refused without a key', async (_, why, harmed) => {
    expect(await refusal(() => open(harmed))).toBe(why);
    expect(decodeContainer(harmed).ok).toBe(false);
  });

  test.each([
    [
      'a number of another writing',
      headed((header) => header.replace(/"sequence":(\d+)/u, '"sequence":1$1')),
    ],
    ['a slot fewer', headed((header) => header.replace(/,\{"kind":"recovery"[^}]*\}/u, ''))],
  ])('with %s is refused with a key', async (_, harmed) => {
    expect(harmed.equals(project)).toBe(false);
    expect(await refusal(() => open(harmed))).toBe('container: mac');
  });
});

describe('a keyring', () => {
  const { keyring } = files;
  const bodyAt = 42 + keyring.readUInt32BE(6);
  const programOpens = async (file: Buffer, words: string): Promise<boolean> => {
    const path = join(temporaryFolder(), 'keyring.segl');
    writeFileSync(path, file);
    return (await openKeyring(path, passphraseOf(words), quickPlatform)).ok;
  };

  test.each([
    ['with another passphrase', 'tag', keyring, 'another passphrase'],
    ['with a bit that is another', 'container: body', flipped(keyring, keyring.length - 1), phrase],
    ['with another nonce', 'container: body', flipped(keyring, bodyAt + 10), phrase],
    ['that is a project', 'keyring: magic', files.project, phrase],
  ])('%s is refused', async (_, why, harmed, words) => {
    expect(await refusal(async () => readKeyring(harmed, words))).toBe(why);
    expect(await programOpens(harmed, words)).toBe(false);
  });
});
