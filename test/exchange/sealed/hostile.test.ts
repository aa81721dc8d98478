import { Encrypter } from 'age-encryption';
import { packTar, type TarEntry, type TarHeader } from 'modern-tar';
import { describe, expect, test } from 'vitest';
import { sha256Of } from '#vault/files/sha256.ts';
import { readSealed } from '#exchange/sealed/read.ts';
import type { Manifest } from '#exchange/sealed/manifest.ts';
import type { Member } from '#exchange/sealed/members.ts';
import {
  composedByKari,
  encryptedFor,
  identityOfPerson,
  sharedProject,
  signedAnew,
  tarHeader,
  tarOf,
} from '../../support/exchange/sample.ts';
import { codeOf, valueOf } from '../../support/vault-platform.ts';

const kari = await identityOfPerson('kari');
const ola = await identityOfPerson('ola');
const stranger = await identityOfPerson('otherKari');
const composed = await composedByKari();
const { members } = composed;
const whole = await tarOf(members);

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (name: string): string =>
  new TextDecoder().decode(members.find((member) => member.name === name)?.bytes);

/** What Ola is told of an archive that somebody encrypted for her. */
async function codeOfTar(tar: Uint8Array): Promise<string> {
  return codeOf(await readSealed(await encryptedFor(tar, [ola.card.ageKey]), ola));
}

const codeOfMembers = async (given: readonly Member[]): Promise<string> => codeOfTar(await tarOf(given));

/** The members with other bytes in one of them, or another name, signed anew by Kari. */
function changed(name: string, change: Partial<Member>): readonly Member[] {
  const others = members.map((member) => (member.name === name ? { ...member, ...change } : member));
  return signedAnew({ ...composed, members: others }, kari);
}

const codeOfChanged = async (name: string, text: string): Promise<string> =>
  codeOfMembers(changed(name, { bytes: bytesOf(text) }));

const codeOfManifest = async (change: (manifest: Manifest) => object): Promise<string> =>
  codeOfMembers(signedAnew(composed, kari, change));

/** The archive with other headers. */
async function codeOfHeaders(change: (header: TarHeader) => Partial<TarHeader>): Promise<string> {
  const entries = members.map(({ name, bytes }): TarEntry => {
    const header = tarHeader(name, bytes.length);
    const given = { ...header, ...change(header) };
    return given.type === 'file' ? { header: given, body: bytes } : { header: { ...given, size: 0 } };
  });
  return codeOfTar(await packTar(entries));
}

test('the archive that these tests spoil is read as it is, and signed anew by the same', async () => {
  for (const same of [members, signedAnew(composed, kari)]) {
    const sealed = await encryptedFor(await tarOf(same), [ola.card.ageKey]);
    expect(valueOf(await readSealed(sealed, ola)).shared).toEqual(sharedProject);
  }
});

describe('encryption', () => {
  test('a file that is cut off anywhere, or has something after it, is refused', async () => {
    const sealed = await encryptedFor(whole, [ola.card.ageKey]);
    const version = 'age-encryption.org/v1\n'.length;
    const header = Buffer.from(sealed).indexOf('\n--- ');
    for (let length = 0; length < version; length += 1) {
      expect(codeOf(await readSealed(sealed.subarray(0, length), ola))).toBe('sealed-not-a-sealed-file');
    }
    for (let length = version; length < header + 100; length += 1) {
      const code = codeOf(await readSealed(sealed.subarray(0, length), ola));
      expect(['sealed-damaged', 'sealed-not-for-you']).toContain(code);
    }
    for (let length = sealed.length - 1; length > header + 100; length -= 997) {
      expect(codeOf(await readSealed(sealed.subarray(0, length), ola))).toBe('sealed-damaged');
    }
    const longer = Uint8Array.from([...sealed, 0]);
    expect(codeOf(await readSealed(longer, ola))).toBe('sealed-damaged');
  });

  test('keys of both kinds, of another kind, and a passphrase are refused', async () => {
    const { ageKey, hybridKey } = ola.card;
    for (const recipients of [
      [ageKey, hybridKey],
      [hybridKey, kari.card.ageKey],
    ]) {
      const sealed = await encryptedFor(whole, recipients);
      expect(codeOf(await readSealed(sealed, ola))).toBe('sealed-recipients-mixed');
    }
    const encrypter = new Encrypter();
    encrypter.setPassphrase('a passphrase');
    encrypter.setScryptWorkFactor(2);
    expect(codeOf(await readSealed(await encrypter.encrypt(whole), ola))).toBe('sealed-recipients-mixed');
    const unknown = bytesOf('age-encryption.org/v1\n-> grease x\n\n--- x\n');
    expect(codeOf(await readSealed(unknown, ola))).toBe('sealed-recipients-mixed');
  });

  test('more recipients than there can be are refused, and a header without end', async () => {
    const many = await encryptedFor(
      whole,
      Array.from({ length: 65 }, () => ola.card.ageKey),
    );
    expect(codeOf(await readSealed(many, ola))).toBe('sealed-recipients-refused');
    const stanzas = '-> X25519 a\n'.repeat(100_000);
    const endless = bytesOf(`age-encryption.org/v1\n${stanzas}`);
    expect(codeOf(await readSealed(endless, ola))).toBe('sealed-too-large');
    const line = bytesOf(`age-encryption.org/v1\n-> X25519 ${'a'.repeat(10_000_000)}`);
    expect(codeOf(await readSealed(line, ola))).toBe('sealed-too-large');
  });

  test('a file without a recipient, and one with broken stanzas, are damaged', async () => {
    for (const header of [
      '--- x\n',
      '-> X25519\n\n--- x\n',
      '-> X25519 %\nx\n--- x\n',
      '-> X25519 a\n--- x\n',
    ]) {
      expect(codeOf(await readSealed(bytesOf(`age-encryption.org/v1\n${header}`), ola))).toBe(
        'sealed-damaged',
      );
    }
  });
});

describe('archive', () => {
  test('what is no archive, or one of something else, is no sealed project', async () => {
    for (const plain of [new Uint8Array(), bytesOf('a text'), new Uint8Array(10_240).fill(65)]) {
      expect(await codeOfTar(plain)).toBe('sealed-not-a-sealed-file');
    }
    expect(await codeOfMembers([{ name: 'a.txt', bytes: bytesOf('a') }])).toBe('sealed-not-a-sealed-file');
    expect(await codeOfMembers([])).toBe('sealed-not-a-sealed-file');
  });

  test('a member too many, in any place, is refused', async () => {
    const foreign = { name: 'foreign.txt', bytes: bytesOf('x') };
    for (let place = 1; place <= members.length; place += 1) {
      expect(await codeOfMembers(members.toSpliced(place, 0, foreign))).toBe('sealed-members-refused');
    }
  });

  test('a member too few, and two in another order, are refused', async () => {
    for (let place = 1; place < members.length; place += 1) {
      expect(await codeOfMembers(members.toSpliced(place, 1))).toBe('sealed-members-refused');
      const [one, other] = [members[place], members[place + 1]];
      if (one === undefined || other === undefined) continue;
      expect(await codeOfMembers(members.toSpliced(place, 2, other, one))).toBe('sealed-members-refused');
    }
  });

  test('a member twice is refused, signed or not', async () => {
    for (let place = 3; place < members.length; place += 1) {
      const twice = members.toSpliced(place, 0, ...members.slice(place, place + 1));
      expect(await codeOfMembers(twice)).toBe('sealed-members-refused');
      const signed = signedAnew({ ...composed, members: twice }, kari);
      expect(await codeOfMembers(signed)).toBe('sealed-members-refused');
    }
  });

  test.each([
    '../model.segl',
    '/etc/passwd',
    'objects/../../x',
    './model.segl',
    'model.segl/',
    'MODEL.SEGL',
    'model.segl\u0000',
    'C:\\model.segl',
    'x'.repeat(300),
  ])('the name %j is refused, signed or not', async (name) => {
    const renamed = members.map((member) => (member.name === 'model.segl' ? { ...member, name } : member));
    // A zero byte ends a name in an archive: what is there is the right one.
    if (!name.includes('\u0000')) expect(await codeOfMembers(renamed)).toBe('sealed-members-refused');
    const refused = name.length > 80 ? 'sealed-manifest-refused' : 'sealed-members-refused';
    expect(await codeOfMembers(changed('model.segl', { name }))).toBe(refused);
  });

  test.each(['symlink', 'link', 'directory', 'character-device', 'block-device', 'fifo'] as const)(
    'a %s in the place of a file is refused',
    async (type) => {
      for (const name of ['model.segl', 'audit.json']) {
        const code = await codeOfHeaders((header) =>
          header.name === name ? { type, linkname: '/etc/passwd' } : {},
        );
        expect(code).toBe('sealed-members-refused');
      }
    },
  );

  test.each<[string, Partial<TarHeader>]>([
    ['a mode', { mode: 0o755 }],
    ['an owner', { uid: 1 }],
    ['a group', { gid: 1 }],
    ['the name of an owner', { uname: 'root' }],
    ['a time', { mtime: new Date(1_000_000) }],
    ['an attribute', { pax: { comment: 'x' } }],
    ['a link', { linkname: 'x' }],
  ])('%s of its own is refused', async (_, given) => {
    for (const name of ['model.segl', 'audit.json']) {
      const code = await codeOfHeaders((header) => (header.name === name ? given : {}));
      expect(code).toBe('sealed-members-refused');
    }
  });

  test('bytes that nobody names are refused: between members, in a header, at the end', async () => {
    const spoiled = (place: number): Uint8Array => {
      const bytes = Uint8Array.from(whole);
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      return bytes;
    };
    const manifestSize = members[0]?.bytes.length ?? 0;
    const padding = 512 + manifestSize;
    expect(whole[padding]).toBe(0);
    expect(await codeOfTar(spoiled(padding))).toBe('sealed-members-refused');
    expect(await codeOfTar(spoiled(whole.length - 1))).toBe('sealed-members-refused');
    for (const further of [1, 512, 1024, 10_240]) {
      const longer = new Uint8Array(whole.length + further);
      longer.set(whole);
      expect(await codeOfTar(longer)).toBe('sealed-members-refused');
    }
    expect(await codeOfTar(whole.subarray(0, -512))).toBe('sealed-members-refused');
    expect(await codeOfTar(whole.subarray(0, -1024))).toBe('sealed-members-refused');
  });

  test('a member that says to be larger than the file is refused before there is room made for it', async () => {
    for (const place of [0, 1, 2, 3]) {
      const name = members[place]?.name ?? '';
      const header = await packTar([{ header: tarHeader(name, 0) }]);
      const block = Buffer.from(header.subarray(0, 512));
      block.write('77777777777\0', 124, 'ascii');
      block.fill(' ', 148, 156);
      const sum = block.reduce((total, byte) => total + byte, 0);
      block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
      const before = place === 0 ? new Uint8Array() : (await tarOf(members.slice(0, place))).slice(0, -1024);
      const expected = place === 0 ? 'sealed-not-a-sealed-file' : 'sealed-members-refused';
      expect(await codeOfTar(Buffer.concat([before, block]))).toBe(expected);
    }
    const claimed = await codeOfManifest((manifest) => ({
      ...manifest,
      members: manifest.members.map((note) =>
        note.name === 'model.segl' ? { ...note, size: 16_000_000 } : note,
      ),
    }));
    expect(claimed).toBe('sealed-members-refused');
  });
});

describe('signature', () => {
  test('one of somebody else over the same manifest is wrong', async () => {
    const bytes = members[0]?.bytes ?? new Uint8Array();
    const signature = stranger.sign('segl sealed manifest v1', bytes);
    expect(await codeOfMembers(members.with(1, { name: 'manifest.sig', bytes: signature }))).toBe(
      'sealed-signature-wrong',
    );
  });

  test('one for another purpose is wrong, and so is one that was flipped anywhere', async () => {
    const bytes = members[0]?.bytes ?? new Uint8Array();
    const right = members[1]?.bytes ?? new Uint8Array();
    const other = kari.sign('segl card v1', bytes);
    const flipped = Array.from({ length: 64 }, (_, place) => right.with(place, (right[place] ?? 0) ^ 1));
    for (const signature of [other, new Uint8Array(64), ...flipped]) {
      const signed = members.with(1, { name: 'manifest.sig', bytes: signature });
      expect(await codeOfMembers(signed)).toBe('sealed-signature-wrong');
    }
  });

  test('a card in the place of the signer’s is not that of the signature, or not what was signed', async () => {
    const card = { name: 'signer.card', bytes: bytesOf(stranger.card.text) };
    expect(await codeOfMembers(members.with(2, card))).toBe('sealed-signature-wrong');
    // By a stranger who says to be Kari in the manifest, and has the stranger's own card in it.
    const claimed = signedAnew({ ...composed, members: members.with(2, card) }, stranger, (manifest) => ({
      ...manifest,
      signer: kari.card.fingerprint,
    }));
    expect(await codeOfMembers(claimed)).toBe('sealed-manifest-refused');
    // By a stranger who leaves Kari's card in the list.
    const listed = signedAnew({ ...composed, members: members.with(2, card) }, stranger, (manifest) => ({
      ...manifest,
      members: composed.manifest.members,
    }));
    expect(await codeOfMembers(listed)).toBe('sealed-hash-wrong');
  });

  test('a broken card is refused, and one of a later version told', async () => {
    const broken = { name: 'signer.card', bytes: bytesOf(kari.card.text.replace('Kari', 'Kati')) };
    expect(await codeOfMembers(members.with(2, broken))).toBe('sealed-signature-wrong');
    const later = { name: 'signer.card', bytes: bytesOf(kari.card.text.replace('card 1', 'card 2')) };
    expect(await codeOfMembers(members.with(2, later))).toBe('sealed-newer');
  });

  test('a manifest that was changed is found, whatever else fits', async () => {
    const text = textOf('manifest.json').replace('"purpose":"Review"', '"purpose":"Accept"');
    expect(await codeOfMembers(members.with(0, { name: 'manifest.json', bytes: bytesOf(text) }))).toBe(
      'sealed-signature-wrong',
    );
  });
});

describe('manifest', () => {
  test.each<[string, (manifest: Manifest) => object, string]>([
    ['a later format', (manifest) => ({ ...manifest, format: 2, further: [] }), 'sealed-newer'],
    ['no format', ({ format, ...rest }) => ({ ...rest, was: format }), 'sealed-manifest-refused'],
    ['something more', (manifest) => ({ ...manifest, more: 1 }), 'sealed-manifest-refused'],
    ['no recipient', (manifest) => ({ ...manifest, recipients: [] }), 'sealed-manifest-refused'],
    [
      'recipients in another order',
      (manifest) => ({ ...manifest, recipients: ['f'.repeat(32), 'a'.repeat(32)] }),
      'sealed-manifest-refused',
    ],
    [
      'a recipient twice',
      (manifest) => ({ ...manifest, recipients: ['a'.repeat(32), 'a'.repeat(32)] }),
      'sealed-manifest-refused',
    ],
    ['a number of 0', (manifest) => ({ ...manifest, sequence: 0 }), 'sealed-manifest-refused'],
    [
      'a number beyond all numbers',
      (manifest) => ({ ...manifest, sequence: 2 ** 53 }),
      'sealed-manifest-refused',
    ],
    ['another identifier', (manifest) => ({ ...manifest, head: '../x' }), 'sealed-manifest-refused'],
    [
      'a day as an instant',
      (manifest) => ({ ...manifest, createdAt: '2026-03-02' }),
      'sealed-manifest-refused',
    ],
    [
      'a head that there is not',
      (manifest) => ({ ...manifest, head: 'd'.repeat(32) }),
      'sealed-content-refused',
    ],
    [
      'a head without its content',
      (manifest) => ({ ...manifest, head: 'b'.repeat(32) }),
      'sealed-content-refused',
    ],
    [
      'another head with a content',
      (manifest) => ({ ...manifest, head: 'a'.repeat(32) }),
      'sealed-content-refused',
    ],
  ])('with %s is refused', async (_, change, code) => {
    expect(await codeOfManifest(change)).toBe(code);
  });

  test('in another form of JSON is refused', async () => {
    const canonical = textOf('manifest.json');
    for (const text of [
      ` ${canonical}`,
      `${canonical}\n`,
      `\ufeff${canonical}`,
      canonical.replace('"format":1', '"format":1.0'),
      canonical.replace('"format":1', '"format":1,"format":1'),
      canonical.replace('Review', '\\u0052eview'),
      canonical.replace('{', '{"__proto__":{},'),
      '[]',
      'null',
      '',
      '{',
      '['.repeat(3_000_000),
      `[${'[],'.repeat(1_200_000)}[]]`,
      `{"format":${'9'.repeat(3_000_000)}}`,
    ]) {
      const bytes = bytesOf(text);
      const signed = members
        .with(0, { name: 'manifest.json', bytes })
        .with(1, { name: 'manifest.sig', bytes: kari.sign('segl sealed manifest v1', bytes) });
      expect(await codeOfMembers(signed)).toBe('sealed-manifest-refused');
    }
  });

  test('that is larger than one can be is not read', async () => {
    const bytes = bytesOf(' '.repeat(5_000_000));
    const signed = [{ name: 'manifest.json', bytes }, ...members.slice(1)];
    expect(await codeOfMembers(signed)).toBe('sealed-not-a-sealed-file');
  });
});

describe('content', () => {
  test('other bytes than were signed are found in every member', async () => {
    for (const [place, { name, bytes }] of members.entries()) {
      if (place < 3) continue;
      const flipped = bytes.with(0, (bytes[0] ?? 0) ^ 1);
      expect(await codeOfMembers(members.with(place, { name, bytes: flipped }))).toBe('sealed-hash-wrong');
    }
  });

  test('a member that is not what its name says is refused, even signed', async () => {
    for (const folder of ['objects/', 'documents/']) {
      const name = members.find((member) => member.name.startsWith(folder))?.name ?? '';
      expect(await codeOfChanged(name, 'another text')).toBe('sealed-members-refused');
    }
  });

  const json = ['dossier.json', 'history.json', 'ledger.json', 'audit.json'] as const;

  test.each(json)('%s in another form is refused, even signed', async (name) => {
    const canonical = textOf(name);
    const others = [
      `${canonical} `,
      canonical.replace('{', '{"a":1,'),
      '{}',
      '[]',
      '',
      '['.repeat(1_000_000),
      `{"states":[${'0,'.repeat(900_000)}0]}`,
    ];
    for (const text of others) expect(await codeOfChanged(name, text)).toBe('sealed-content-refused');
  });

  test.each<[string, string, string]>([
    ['a parent that there is not', '"parents":[]', `"parents":["${'9'.repeat(32)}"]`],
    ['a parent that stands after it', '"parents":[]', `"parents":["${'b'.repeat(32)}"]`],
    ['itself as a parent', '"parents":[]', `"parents":["${'a'.repeat(32)}"]`],
    [
      'a parent twice',
      `["${'a'.repeat(32)}","${'b'.repeat(32)}"]`,
      `["${'a'.repeat(32)}","${'a'.repeat(32)}"]`,
    ],
    ['an identifier twice', `"id":"${'b'.repeat(32)}"`, `"id":"${'a'.repeat(32)}"`],
    [
      'a content that there is not',
      '"content":null',
      `"content":{"dossier":"${'0'.repeat(64)}","text":"${'0'.repeat(64)}"}`,
    ],
    ['another cause', '"cause":"edited"', '"cause":"forged"'],
  ])('a history with %s is refused, even signed', async (_, part, instead) => {
    const text = textOf('history.json');
    expect(text).toContain(part);
    expect(await codeOfChanged('history.json', text.replace(part, instead))).toBe('sealed-content-refused');
  });

  test.each([
    ['ledger.json', '"approver":"Per"', '"approver":"Kari"'],
    ['ledger.json', '"recordedAt":"2026-03-02', '"recordedAt":"2026-03-01'],
    ['ledger.json', '"kind":"approval"', '"kind":"release"'],
    ['audit.json', '"kind":"created"', '"kind":"opened"'],
    ['audit.json', '"previous":[]', `"previous":["${'0'.repeat(64)}"]`],
  ])('%s with %s changed is refused, even signed', async (name, part, instead) => {
    const text = textOf(name);
    expect(text).toContain(part);
    expect(await codeOfChanged(name, text.replace(part, instead))).toBe('sealed-content-refused');
  });

  test('an entry or an event twice, and events of another project, are refused, even signed', async () => {
    for (const name of ['ledger.json', 'audit.json']) {
      const twice = textOf(name).replace(/\[(\{.*\})\]/u, '[$1,$1]');
      expect(await codeOfChanged(name, twice)).toBe('sealed-content-refused');
    }
    const other = '0b2c5d3e-1f60-4b7a-8c9d-0e1f2a3b4c5d';
    const elsewhere = await codeOfManifest((manifest) => ({
      ...manifest,
      project: { ...manifest.project, id: other },
    }));
    expect(elsewhere).toBe('sealed-content-refused');
  });

  test('an object that no state has, and a document that no dossier names, are refused, even signed', async () => {
    const [object = { name: '' }, document = { name: '' }] = ['objects/', 'documents/'].map((folder) =>
      members.find(({ name }) => name.startsWith(folder)),
    );
    const stray = bytesOf('stray');
    const strayHash = sha256Of(stray);
    for (const [folder, beside] of [
      ['objects', object.name],
      ['documents', document.name],
    ] as const) {
      const name = `${folder}/${strayHash}`;
      const place = members.findIndex((member) => member.name === beside) + (name > beside ? 1 : 0);
      const more = members.toSpliced(place, 0, { name, bytes: stray });
      const signed = signedAnew({ ...composed, members: more }, kari);
      expect(await codeOfMembers(signed)).toBe('sealed-content-refused');
    }
  });

  test('what stands by itself is no object as well, even signed', async () => {
    const text = members.find(({ name }) => name === 'model.segl');
    if (text === undefined) throw new Error('there is a text');
    const name = `objects/${sha256Of(text.bytes)}`;
    const [objects, others] = [true, false].map((isObject) =>
      members.filter((member) => member.name.startsWith('objects/') === isObject),
    );
    const all = [...(objects ?? []), { name, bytes: text.bytes }];
    const sorted = all.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    const place = (others ?? []).findIndex((member) => member.name.startsWith('documents/'));
    const twice = (others ?? []).toSpliced(place, 0, ...sorted);
    expect(await codeOfMembers(signedAnew({ ...composed, members: twice }, kari))).toBe(
      'sealed-content-refused',
    );
  });

  test('a text that is none is refused, even signed', async () => {
    const bytes = Uint8Array.of(0xff, 0xfe);
    expect(await codeOfMembers(changed('model.segl', { bytes }))).toBe('sealed-content-refused');
  });

  test('verdicts on another text are refused, even signed', async () => {
    const place = members.findIndex(({ name }) => name === 'audit.json') + 1;
    const withVerdictsOn = (inputHash: string): readonly Member[] => {
      const record = {
        ...{ bounds: { clauses: 1, seconds: 1 }, cost: null, engineVersion: 'x', format: 2 },
        ...{ inputHash, verdicts: [] },
      };
      const more = { name: 'verdicts.json', bytes: bytesOf(JSON.stringify(record)) };
      return signedAnew({ ...composed, members: members.toSpliced(place, 0, more) }, kari);
    };
    const right = withVerdictsOn(sha256Of(bytesOf(textOf('model.segl'))));
    const sealed = await encryptedFor(await tarOf(right), [ola.card.ageKey]);
    expect(valueOf(await readSealed(sealed, ola)).shared.verdicts?.verdicts).toEqual([]);
    expect(await codeOfMembers(withVerdictsOn('0'.repeat(64)))).toBe('sealed-content-refused');
  });
});
