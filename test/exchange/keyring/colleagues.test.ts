import { expect, test } from 'vitest';
import {
  addAnother,
  addCard,
  colleagueOf,
  removeCard,
  replaceCard,
  verifyCard,
} from '#exchange/keyring/colleagues.ts';
import { emptyKeyring, keyringBounds, type KeyringContent } from '#exchange/keyring/content.ts';
import {
  headOf,
  nextSequence,
  noteHead,
  noteRecent,
  noteSeen,
  noteSent,
  seenShareOf,
} from '#exchange/keyring/notes.ts';
import { identityOfPerson, projectId } from '../../support/exchange/sample.ts';
import { codeOf, valueOf } from '../../support/vault-platform.ts';

const noon = '2026-03-02T12:00:00.000Z';
const kari = (await identityOfPerson('kari')).card;
const otherKari = (await identityOfPerson('otherKari')).card;
const ola = (await identityOfPerson('ola')).card;

const withKari = valueOf(verifyCard(valueOf(addCard(emptyKeyring, kari, noon)), kari.fingerprint, noon));

test('another key under the same name is a question, and its answer is not verified', () => {
  const added = addCard(withKari, otherKari, noon);
  expect(added).toEqual({ ok: false, error: { code: 'changed', held: withKari.colleagues } });

  const replaced = valueOf(replaceCard(withKari, kari.fingerprint, otherKari, noon));
  expect(replaced.colleagues).toEqual([{ card: otherKari, addedAt: noon, verified: null }]);
  const both = valueOf(addAnother(withKari, otherKari, noon));
  expect(both.colleagues.map(({ verified }) => verified)).toEqual([noon, null]);
  expect(removeCard(both, otherKari.fingerprint)).toEqual(withKari);
});

test('a name in other letters, and another name for the same key, are the same question', () => {
  for (const name of ['KARI NORDMANN', 'Ｋari Nordmann']) {
    expect(codeOf(addCard(withKari, { ...otherKari, name }, noon))).toBe('changed');
  }
  const renamed = { ...kari, name: 'Kari Hansen', fingerprint: 'e'.repeat(32) };
  for (const key of ['signingKey', 'ageKey', 'hybridKey'] as const) {
    const card = { ...otherKari, name: 'Kari Hansen', [key]: kari[key] };
    expect(codeOf(addCard(withKari, card, noon))).toBe('changed');
  }
  expect(codeOf(addCard(withKari, renamed, noon))).toBe('changed');
  expect(valueOf(addCard(withKari, ola, noon)).colleagues).toHaveLength(2);
});

test('a card that is there stays verified', () => {
  expect(valueOf(addCard(withKari, kari, '2026-04-01T00:00:00.000Z'))).toBe(withKari);
  expect(colleagueOf(withKari, kari.fingerprint)?.verified).toBe(noon);
  expect(colleagueOf(withKari, ola.fingerprint)).toBeNull();
  expect(codeOf(verifyCard(withKari, ola.fingerprint, noon))).toBe('card-unknown');
  expect(codeOf(replaceCard(withKari, ola.fingerprint, ola, noon))).toBe('card-unknown');
});

test('recent projects are 20, the newest first and each once', () => {
  const names = Array.from({ length: 25 }, (_, index) => String(index));
  const all = names.reduce<KeyringContent>(
    (content, path) => noteRecent(content, { path, name: path, openedAt: noon }),
    emptyKeyring,
  );
  expect(all.recent.map(({ path }) => path)).toEqual(names.toReversed().slice(0, 20));
  const again = noteRecent(all, { path: '10', name: 'x', openedAt: noon });
  expect(again.recent).toHaveLength(20);
  expect(again.recent[0]).toEqual({ path: '10', name: 'x', openedAt: noon });
});

test('the number of the next file follows the greatest, even when the oldest are forgotten', () => {
  expect(nextSequence(emptyKeyring, projectId)).toBe(1);
  const share = { project: projectId, head: 'a'.repeat(32), recipients: [], sentAt: noon };
  const other = { ...share, project: '0b2c5d3e-1f60-4b7a-8c9d-0e1f2a3b4c5d', sequence: 7 };
  const sent = [
    other,
    ...Array.from({ length: keyringBounds.sent - 1 }, (_, index) => ({ ...share, sequence: index + 1 })),
  ];
  const content = valueOf(noteSent({ ...emptyKeyring, sent }, { ...share, sequence: 5_000 }));
  expect(content.sent).toHaveLength(keyringBounds.sent);
  expect(content.sent[0]).toBe(other);
  expect(nextSequence(content, projectId)).toBe(5_001);
  expect(nextSequence(content, other.project)).toBe(8);
});

test('heads and received files are kept once each, and an older file takes nothing back', () => {
  const vault = '0b2c5d3e-1f60-4b7a-8c9d-0e1f2a3b4c5d';
  const head = { vault, openings: [], sequence: 4, generation: 'b'.repeat(32) };
  const content = valueOf(noteHead(valueOf(noteHead(emptyKeyring, head)), { ...head, sequence: 5 }));
  expect(content.heads).toEqual([{ ...head, sequence: 5 }]);
  expect(headOf(content, vault)?.sequence).toBe(5);
  expect(headOf(content, projectId)).toBeNull();

  const share = { project: projectId, signer: kari.fingerprint, sequence: 3, manifest: 'd'.repeat(64) };
  const seen = valueOf(noteSeen(emptyKeyring, share));
  expect(valueOf(noteSeen(seen, { ...share, sequence: 2 }))).toBe(seen);
  const later = valueOf(noteSeen(seen, { ...share, sequence: 4 }));
  expect(later.seen).toEqual([{ ...share, sequence: 4 }]);
  expect(seenShareOf(later, projectId, ola.fingerprint)).toBeNull();
});

test('what has no room is told, and nothing is forgotten for it', () => {
  const colleagues = Array.from({ length: keyringBounds.colleagues }, () => ({
    card: ola,
    addedAt: noon,
    verified: null,
  }));
  expect(codeOf(addAnother({ ...emptyKeyring, colleagues }, kari, noon))).toBe('keyring-full');
  const head = { vault: projectId, openings: [], sequence: 1, generation: 'b'.repeat(32) };
  const heads = Array.from({ length: keyringBounds.heads }, (_, index) => ({
    ...head,
    vault: String(index),
  }));
  expect(codeOf(noteHead({ ...emptyKeyring, heads }, head))).toBe('keyring-full');
  const openings = Array.from({ length: keyringBounds.openings + 1 }, () => ({ id: '', baseSequence: 1 }));
  expect(codeOf(noteHead(emptyKeyring, { ...head, openings }))).toBe('keyring-full');
  const share = { project: projectId, signer: kari.fingerprint, sequence: 3, manifest: 'd'.repeat(64) };
  const seen = Array.from({ length: keyringBounds.seen }, (_, index) => ({
    ...share,
    project: String(index),
  }));
  expect(codeOf(noteSeen({ ...emptyKeyring, seen }, share))).toBe('keyring-full');
});
