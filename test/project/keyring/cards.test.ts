import { expect, test } from 'vitest';
import { emptyKeyring } from '#exchange/keyring/content.ts';
import { forgetCard, judgeCard, noteVerified, takeCard } from '#project/keyring/cards.ts';
import { identityOfPerson } from '../../support/exchange/sample.ts';
import { codeOf, valueOf } from '../../support/vault-platform.ts';

const now = '2026-03-02T12:00:00.000Z';
const kari = (await identityOfPerson('kari')).card;
const otherKari = (await identityOfPerson('otherKari')).card;
const ola = (await identityOfPerson('ola')).card;

const refuse = { changed: 'refuse', now } as const;
const taken = valueOf(takeCard(emptyKeyring, kari, ola, refuse));
const compared = valueOf(noteVerified(taken, kari.fingerprint, now));

test('the own card is none of a colleague', () => {
  expect(judgeCard(ola, ola, compared)).toEqual({ relation: 'own', earlier: null });
  expect(codeOf(takeCard(compared, ola, ola, { ...refuse, changed: 'keep-both' }))).toBe('card-own');
});

test('a card that is there stays compared when it is taken again', () => {
  expect(judgeCard(kari, ola, compared).relation).toBe('known');
  expect(valueOf(takeCard(compared, kari, ola, { ...refuse, changed: 'replace' }))).toBe(compared);
});

test('another key or name of somebody who is there takes nobody’s place by itself, and is not compared', () => {
  const renamed = { ...kari, name: 'Kari Hansen', fingerprint: 'e'.repeat(32) };
  for (const [card, relation] of [
    [otherKari, 'changed-key'],
    [renamed, 'changed-name'],
  ] as const) {
    expect(judgeCard(card, ola, compared)).toEqual({ relation, earlier: kari });
    expect(codeOf(takeCard(compared, card, ola, refuse))).toBe('card-changed');
    const replaced = valueOf(takeCard(compared, card, ola, { ...refuse, changed: 'replace' }));
    expect(replaced.colleagues).toEqual([{ card, addedAt: now, verified: null }]);
    const both = valueOf(takeCard(compared, card, ola, { ...refuse, changed: 'keep-both' }));
    expect(both.colleagues).toEqual([...compared.colleagues, { card, addedAt: now, verified: null }]);
  }
});

test('that a fingerprint was compared can be taken back; of nobody who is not there', () => {
  expect(compared.colleagues.map(({ verified }) => verified)).toEqual([now]);
  expect(valueOf(noteVerified(compared, kari.fingerprint, null))).toEqual(taken);
  for (const verified of [now, null])
    expect(codeOf(noteVerified(compared, ola.fingerprint, verified))).toBe('card-unknown');
  expect(codeOf(forgetCard(compared, ola.fingerprint))).toBe('card-unknown');
  expect(valueOf(forgetCard(compared, kari.fingerprint))).toEqual(emptyKeyring);
});
