import { expect, test } from 'vitest';
import { addAnother, addCard, verifyCard } from '#exchange/keyring/colleagues.ts';
import { emptyKeyring, type KeyringContent } from '#exchange/keyring/content.ts';
import { noteSeen } from '#exchange/keyring/notes.ts';
import { verifySealed, type SealedFinding } from '#exchange/sealed/findings.ts';
import { readSealed, type Opened } from '#exchange/sealed/read.ts';
import { writeSealed, type SealingOrder } from '#exchange/sealed/write.ts';
import {
  encryptedFor,
  identityOfPerson,
  orderOf,
  projectId,
  sharedProject,
  signedAnew,
  composedByKari,
  tarOf,
} from '../../support/exchange/sample.ts';
import { valueOf } from '../../support/vault-platform.ts';

const noon = '2026-03-02T12:00:00.000Z';
const kari = await identityOfPerson('kari');
const ola = await identityOfPerson('ola');
const otherKari = await identityOfPerson('otherKari');

async function openedByOla(given: Partial<SealingOrder> = {}): Promise<Opened> {
  const order = { ...orderOf(kari, [ola.card]), ...given };
  return valueOf(await readSealed(valueOf(await writeSealed(sharedProject, order)), ola));
}

const unverified = valueOf(addCard(emptyKeyring, kari.card, noon));
const verified = valueOf(verifyCard(unverified, kari.card.fingerprint, noon));

const found = (
  opened: Opened,
  keyring: KeyringContent = verified,
  project: string | null = projectId,
): readonly SealedFinding[] => verifySealed(opened, { card: ola.card, keyring, project });

test('nothing is asked about what a colleague who was verified sent for the first time', async () => {
  const opened = await openedByOla();
  expect(found(opened)).toEqual([]);
  expect(found(opened, verified, null)).toEqual([]);
});

test('a signer whom nobody knows, and one whom nobody verified', async () => {
  const opened = await openedByOla();
  expect(found(opened, emptyKeyring)).toEqual([{ kind: 'signer-unknown' }]);
  expect(found(opened, unverified)).toEqual([{ kind: 'signer-unverified' }]);
});

test('a signer with another key than the colleague of this name', async () => {
  const composed = await composedByKari();
  const card = { name: 'signer.card', bytes: new TextEncoder().encode(otherKari.card.text) };
  const members = signedAnew({ ...composed, members: composed.members.with(2, card) }, otherKari);
  const opened = valueOf(await readSealed(await encryptedFor(await tarOf(members), [ola.card.ageKey]), ola));
  const changed = { kind: 'signer-changed', held: [kari.card] };
  expect(found(opened)).toEqual([{ kind: 'signer-unknown' }, changed]);
  const both = valueOf(addAnother(verified, otherKari.card, noon));
  expect(found(opened, both)).toEqual([{ kind: 'signer-unverified' }, changed]);
  expect(found(opened, valueOf(verifyCard(both, otherKari.card.fingerprint, noon)))).toEqual([]);
});

test('what Kari sent to somebody else, who encrypted it for Ola', async () => {
  const { members } = await composedByKari();
  const forKari = signedAnew(await composedByKari(), kari, (manifest) => ({
    ...manifest,
    recipients: [otherKari.card.fingerprint],
  }));
  expect(members).not.toEqual(forKari);
  const opened = valueOf(
    await readSealed(await encryptedFor(await tarOf(forKari), [ola.card.hybridKey]), ola),
  );
  expect(found(opened)).toEqual([{ kind: 'not-addressed' }]);
});

test('what was taken over before: an older file, this one, and another one of the same number', async () => {
  const [first, second] = [await openedByOla({ sequence: 1 }), await openedByOla({ sequence: 2 })];
  const share = { project: projectId, signer: kari.card.fingerprint };
  const seen = valueOf(noteSeen(verified, { ...share, sequence: 2, manifest: second.manifestHash }));
  expect(found(first, seen)).toEqual([{ kind: 'sequence-older', seen: 2 }]);
  expect(found(second, seen)).toEqual([{ kind: 'sequence-same' }]);
  expect(found(await openedByOla({ sequence: 2, purpose: 'Another' }), seen)).toEqual([
    { kind: 'sequence-reused' },
  ]);
  expect(found(await openedByOla({ sequence: 3 }), seen)).toEqual([]);
});

test('a file of another project than the one that is open', async () => {
  const opened = await openedByOla();
  expect(found(opened, verified, '0b2c5d3e-1f60-4b7a-8c9d-0e1f2a3b4c5d')).toEqual([
    { kind: 'other-project' },
  ]);
});

test('a signer who goes by one’s own name, with another key', async () => {
  const opened = await openedByOla();
  const asKari = { card: { ...kari.card, ageKey: ola.card.ageKey, fingerprint: 'a'.repeat(32), text: '' } };
  const findings = verifySealed(opened, { ...asKari, keyring: emptyKeyring, project: null });
  expect(findings).toEqual([
    { kind: 'signer-unknown' },
    { kind: 'signer-changed', held: [asKari.card] },
    { kind: 'not-addressed' },
  ]);
});

test('a card is known by everything on it: that the fingerprint is the same is not enough', async () => {
  const opened = await openedByOla();
  const [known] = verified.colleagues;
  if (known === undefined) throw new Error('Kari is there');
  const alike = { ...known, card: { ...known.card, text: `${known.card.text} ` } };
  expect(found(opened, { ...verified, colleagues: [alike] })).toEqual([{ kind: 'signer-unknown' }]);
  const own = { card: alike.card, keyring: emptyKeyring, project: null };
  expect(verifySealed(opened, own).map(({ kind }) => kind)).toContain('signer-unknown');
});

test('one’s own file needs no card of oneself', async () => {
  const sealed = valueOf(await writeSealed(sharedProject, orderOf(ola, [ola.card])));
  expect(found(valueOf(await readSealed(sealed, ola)), emptyKeyring)).toEqual([]);
});
