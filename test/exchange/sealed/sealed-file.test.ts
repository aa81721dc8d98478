import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { engineVersion } from '#core/analysis/record/record.ts';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { keyKinds } from '#exchange/age/recipients.ts';
import { sha256Of } from '#vault/files/sha256.ts';
import { ledgerId, ledgerText } from '#vault/repositories/ledger-entry.ts';
import { isMemberList, type MemberNote } from '#exchange/sealed/members.ts';
import { readSealed } from '#exchange/sealed/read.ts';
import type { SharedProject } from '#exchange/sealed/shared-project.ts';
import { compose, writeSealed, type SealingOrder } from '#exchange/sealed/write.ts';
import {
  composedByKari,
  identityOfPerson,
  orderOf,
  sharedProject,
  stateOf,
  tarOf,
} from '../../support/exchange/sample.ts';
import { root } from '../../support/places.ts';
import { analysed, publicRecordOf } from '../../support/report/documents.ts';
import { codeOf, sourceWith, temporaryFolder, valueOf } from '../../support/vault-platform.ts';

test.each(keyKinds)(
  'a project gets to a recipient as it was sealed, for keys of the kind %s',
  async (keys) => {
    const [kari, ola] = [await identityOfPerson('kari'), await identityOfPerson('ola')];
    const order = orderOf(kari, [ola.card, kari.card], keys);
    const sealed = valueOf(await writeSealed(sharedProject, order));
    for (const reader of [ola, kari]) {
      const opened = valueOf(await readSealed(sealed, reader));
      expect(opened.shared).toEqual(sharedProject);
      expect(opened.signer).toEqual(kari.card);
      expect(opened.keys).toBe(keys);
      expect(opened.manifest).toMatchObject({
        purpose: 'Review',
        sequence: 1,
        signer: kari.card.fingerprint,
      });
    }
    expect(codeOf(await readSealed(sealed, await identityOfPerson('otherKari')))).toBe('sealed-not-for-you');
  },
);

test('a document that is larger than what is read at once, and many states, get there', async () => {
  const [kari, ola] = [await identityOfPerson('kari'), await identityOfPerson('ola')];
  const large = new Uint8Array(20_000_000).map((_, index) => (index * 31) >> 5);
  const file = { sha256: sha256Of(large), name: 'a', mediaType: 'text/plain', bytes: large.length };
  const dossier = { ...emptyDossier, sources: [sourceWith(file)] };
  const states = Array.from({ length: 10 }, (_, index) => String(index)).map((id, index) => ({
    ...stateOf(id, index === 0 ? [] : [String(index - 1)], null),
    content: { text: id, dossier },
  }));
  const documents = new Map([[file.sha256, large]]);
  const shared = { ...sharedProject, states, head: '9'.repeat(32), documents };
  const sealed = valueOf(await writeSealed(shared, orderOf(kari, [ola.card], 'hybrid')));
  const opened = valueOf(await readSealed(sealed, ola)).shared;
  expect(opened.states).toEqual(states);
  expect(sha256Of(opened.documents.get(file.sha256) ?? new Uint8Array())).toBe(file.sha256);
});

test('the same project and order make the same archive', async () => {
  const [one, other] = [await composedByKari(), await composedByKari()];
  expect(one).toEqual(other);
  expect(await tarOf(one.members)).toEqual(await tarOf(other.members));
});

test('the age command opens a sealed file, and tar lists what is in it', async () => {
  const [kari, ola] = [await identityOfPerson('kari'), await identityOfPerson('ola')];
  const folder = temporaryFolder();
  const file = join(folder, 'sealed.age');
  const keys = join(folder, 'keys.txt');
  const archive = join(folder, 'archive.tar');
  const order = orderOf(kari, [ola.card]);
  writeFileSync(file, valueOf(await writeSealed(sharedProject, order)));
  writeFileSync(keys, ola.secret('x25519'));
  execFileSync('age', ['--decrypt', '--identity', keys, '--output', archive, file]);
  const listed = execFileSync('tar', ['-tvf', archive], {
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC' },
  });
  const { members } = valueOf(compose(sharedProject, order));
  expect(
    listed
      .trim()
      .split('\n')
      .map((line) => line.replaceAll(/ +/gu, ' ')),
  ).toEqual(members.map(({ name, bytes }) => `-rw-r--r-- 0/0 ${bytes.length} 1970-01-01 00:00 ${name}`));
  execFileSync('tar', ['-xf', archive, '-C', folder]);
  expect(readFileSync(join(folder, 'model.segl'), 'utf8')).toBe('the text æøå\n');
});

test('what the age command encrypted of the same archive is opened', async () => {
  const ola = await identityOfPerson('ola');
  const folder = temporaryFolder();
  const archive = join(folder, 'archive.tar');
  writeFileSync(archive, await tarOf((await composedByKari()).members));
  const recipients = ['--recipient', ola.card.ageKey];
  execFileSync('age', ['--encrypt', ...recipients, '--output', `${archive}.age`, archive]);
  expect(valueOf(await readSealed(readFileSync(`${archive}.age`), ola)).shared).toEqual(sharedProject);
});

test('what no reader would take is not sealed', async () => {
  const [kari, ola] = [await identityOfPerson('kari'), await identityOfPerson('ola')];
  const order = orderOf(kari, [ola.card]);
  const [first, ...rest] = sharedProject.states;
  if (first === undefined) throw new Error('no state');
  const refusals: readonly (readonly [SharedProject, SealingOrder, string])[] = [
    [sharedProject, { ...order, recipients: [] }, 'sealed-recipients-missing'],
    [sharedProject, { ...order, recipients: [ola.card, ola.card] }, 'sealed-recipients-refused'],
    [sharedProject, { ...order, purpose: 'x'.repeat(1_001) }, 'sealed-content-refused'],
    [sharedProject, { ...order, sequence: 0 }, 'sealed-content-refused'],
    [{ ...sharedProject, states: [...rest, first] }, order, 'sealed-content-refused'],
    [
      { ...sharedProject, documents: new Map([['0'.repeat(64), new Uint8Array()]]) },
      order,
      'sealed-content-refused',
    ],
    [
      sharedProject,
      { ...order, recipients: [{ ...ola.card, ageKey: 'age1no' }] },
      'sealed-recipient-refused',
    ],
  ];
  for (const [shared, refused, code] of refusals) {
    expect(codeOf(await writeSealed(shared, refused))).toBe(code);
  }
});

test('a recipient whose key cannot be used is told, however large the project is', async () => {
  const [kari, ola] = [await identityOfPerson('kari'), await identityOfPerson('ola')];
  const large = new Uint8Array(20_000_000);
  const file = { sha256: sha256Of(large), name: 'a', mediaType: 'text/plain', bytes: large.length };
  const content = { text: '', dossier: { ...emptyDossier, sources: [sourceWith(file)] } };
  const states = [{ ...stateOf('c', [], null), content }];
  const shared = { ...sharedProject, states, documents: new Map([[file.sha256, large]]) };
  const order = orderOf(kari, [{ ...ola.card, ageKey: 'age1no' }]);
  expect(codeOf(await writeSealed(shared, order))).toBe('sealed-recipient-refused');
});

test('verdicts with an attack that was found, and a release of a public record, get there', async () => {
  const [kari, ola] = [await identityOfPerson('kari'), await identityOfPerson('ola')];
  const text = readFileSync(join(root, 'resources/protocols/needham-schroeder-public-key.segl'), 'utf8');
  const { model, run } = analysed(text);
  const bounds = { clauses: 20_000, seconds: 60 };
  const limits = { clauses: bounds.clauses, cancelled: () => false, progress: () => undefined };
  const verdicts = verifyModel(model, run, limits);
  expect(verdicts.some(({ answer }) => answer === 'violated')).toBe(true);
  const inputHash = sha256Of(new TextEncoder().encode(text));
  const record = { format: 2, engineVersion, inputHash, bounds, cost: null, verdicts } as const;
  const fields = {
    language: 'nb',
    fileHash: '5'.repeat(64),
    record: publicRecordOf(text),
    state: 'c'.repeat(32),
    approvals: sharedProject.ledger.slice(1, 2).map(({ id }) => id),
    overrulings: [],
  } as const;
  const released = { kind: 'release', recordedAt: '2026-03-03T12:00:00.000Z', fields } as const;
  const ledger = [...sharedProject.ledger, { ...released, id: ledgerId(ledgerText(released)) }];
  const states = [{ ...stateOf('c', [], null), content: { text, dossier: emptyDossier } }];
  const shared = { ...sharedProject, states, ledger, verdicts: record, documents: new Map() };
  const sealed = valueOf(await writeSealed(shared, orderOf(kari, [ola.card])));
  expect(valueOf(await readSealed(sealed, ola)).shared).toEqual(shared);
  const others = [{ ...stateOf('c', [], null), content: { text: `${text} `, dossier: emptyDossier } }];
  const stale = await writeSealed({ ...shared, states: others }, orderOf(kari, [ola.card]));
  expect(codeOf(stale)).toBe('sealed-content-refused');
});

test('nothing is sealed for more than a reader takes, nor a text that is longer than the window takes', async () => {
  const [kari, { card }] = [await identityOfPerson('kari'), await identityOfPerson('ola')];
  const cards = Array.from({ length: 65 }, (_, index) => ({
    ...{ ...card, fingerprint: index.toString(16).padStart(32, '0') },
  }));
  valueOf(compose(sharedProject, orderOf(kari, cards.slice(1))));
  expect(codeOf(compose(sharedProject, orderOf(kari, cards)))).toBe('sealed-recipients-refused');
  const withText = (text: string): SharedProject => ({
    ...{ ...sharedProject, ledger: [], verdicts: null, documents: new Map() },
    states: [{ ...stateOf('c', [], null), content: { text, dossier: emptyDossier } }],
  });
  valueOf(compose(withText('x'.repeat(4_000_000)), orderOf(kari, [card])));
  const tooLong = compose(withText('x'.repeat(4_000_001)), orderOf(kari, [card]));
  expect(codeOf(tooLong)).toBe('sealed-content-refused');
});

test('a manifest lists what a reader has room for: so much of each member, of each folder, and so many', () => {
  const note = (name: string, size = 1, sha256 = '0'.repeat(64)): MemberNote => ({ name, sha256, size });
  const always = ['signer.card', 'model.segl', 'dossier.json', 'history.json', 'ledger.json', 'audit.json'];
  const beginning = always.map((name) => note(name));
  const hashed = (folder: string, count: number, size: number): readonly MemberNote[] =>
    Array.from({ length: count }, (_, index) => {
      const sha256 = index.toString(16).padStart(64, '0');
      return note(`${folder}/${sha256}`, size, sha256);
    });
  const isList = (...notes: readonly MemberNote[]): boolean => isMemberList([...beginning, ...notes]);
  const mib = 2 ** 20;
  expect(isList(...hashed('objects', 8, 32 * mib))).toBe(true);
  expect(isList(...hashed('objects', 9, 32 * mib))).toBe(false);
  expect(isList(...hashed('objects', 1, 32 * mib + 1))).toBe(false);
  expect(isList(...hashed('documents', 5, 200_000_000))).toBe(true);
  expect(isList(...hashed('documents', 6, 200_000_000))).toBe(false);
  expect(isList(...hashed('documents', 1, 200_000_001))).toBe(false);
  expect(isList(...hashed('objects', 20_000 - always.length, 1))).toBe(true);
  expect(isList(...hashed('objects', 20_001 - always.length, 1))).toBe(false);
  expect(isMemberList(beginning.with(1, note('model.segl', 16 * mib + 1)))).toBe(false);
});
