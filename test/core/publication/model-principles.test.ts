import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelPrinciples } from '#core/publication/model-principles.ts';
import type { Principle } from '#core/dossier/principle.ts';
import { changed, sampleText } from '../../support/models/sample.ts';
import { analysed } from '../../support/report/documents.ts';
import { root } from '../../support/places.ts';

const principlesOf = (text: string): readonly Principle[] => {
  return [...modelPrinciples(analysed(text).model)].toSorted();
};

const library = (name: string): string =>
  readFileSync(join(root, 'resources', 'protocols', `${name}.segl`), 'utf8');

test('the bundled example applies what its text does, and no more', () => {
  expect(principlesOf(sampleText)).toEqual(
    (
      [
        ...['end-to-end-protection', 'hop-by-hop-protection', 'authenticated-encryption'],
        ...['message-authentication-codes', 'public-key-encryption', 'key-transport', 'key-derivation'],
        ...['key-hierarchy', 'key-separation', 'key-renewal', 'key-confirmation', 'key-erasure'],
        ...['counters-against-replay', 'identities-in-messages', 'trusted-production'],
      ] as const
    ).toSorted(),
  );
});

test.each<[string, readonly Principle[], readonly Principle[]]>([
  ['signed-diffie-hellman', ['digital-signatures', 'key-agreement', 'key-derivation'], ['key-transport']],
  ['otway-rees', ['end-to-end-protection', 'nonces-against-replay'], ['hop-by-hop-protection']],
  [
    'metering-command-unchecked',
    ['pre-shared-keys', 'authenticated-encryption'],
    ['counters-against-replay'],
  ],
  ['needham-schroeder-lowe', ['public-key-encryption'], ['nonces-against-replay', 'identities-in-messages']],
  ['password-login', [], ['pre-shared-keys', 'message-authentication-codes']],
])('%s', (name, applied, not) => {
  const found = principlesOf(library(name));
  expect(found).toEqual(expect.arrayContaining([...applied]));
  for (const principle of not) expect(found).not.toContain(principle);
});

const model = (...lines: readonly string[]): string =>
  [
    'protocol P',
    'entity A',
    'entity B',
    'key K shared by A, B',
    'counter C shared by A, B',
    'data D of A',
    ...['phase f {', ...lines, '}'],
    '',
  ].join('\n');

test('a counter counts when it is checked under something that proves where it is from', () => {
  const checked = ['A advances C', 'message m A -> B: aead[K](D, C ; A)', 'B checks C'];
  expect(principlesOf(model(...checked))).toContain('counters-against-replay');
  expect(principlesOf(model(...checked.slice(0, 2)))).not.toContain('counters-against-replay');
  const bare = ['A advances C', 'message m A -> B: D, C', 'B checks C'];
  expect(principlesOf(model(...bare))).not.toContain('counters-against-replay');
});

test('what a key is made with protects no message', () => {
  const text = model('message m A -> B: aead[mac[K](A)](D)');
  expect(principlesOf(text)).toContain('authenticated-encryption');
  expect(principlesOf(text)).not.toContain('message-authentication-codes');
});

test('names and labels change nothing', () => {
  expect(principlesOf(sampleText.replaceAll('K_mh', 'AAA').replaceAll('MET', 'ZZZ'))).toEqual(
    principlesOf(sampleText),
  );
});

test('a key that is renewed but never made, derived or installed is no renewal', () => {
  const renewing = changed(
    changed(model('message m A -> B: aead[K](D)'), 'counter C', 'key L shared by A, B replaces K\ncounter C'),
    'aead[K](D)',
    'aead[L](D)',
  );
  expect(principlesOf(renewing)).not.toContain('key-renewal');
  expect(principlesOf(changed(renewing, 'phase f {', 'phase f {\nA, B install L'))).toContain('key-renewal');
});

const relayed = (leak: string, ...requirements: readonly string[]): string =>
  [
    ...['protocol P', 'entity A', 'entity B', 'entity R'],
    ...['key K shared by A, B', 'key L shared by A, R', 'key M shared by R, B', 'data D of A'],
    'phase f channel public adversary present {',
    ...['message m1 A -> R: aead[K](D)', 'message m2 R -> B: aead[K](D)', leak, '}'],
    ...requirements,
    '',
  ].join('\n');

test.each(['message m3 A -> R: K', 'message m3 B -> R: aead[M](K)', 'message m3 A -> B: K'])(
  'a key that gets into the wrong hands changes nothing of how the relay is meant: %s',
  (leak) => {
    const required = ['confidentiality K: A, B', 'confidentiality D: A, B'];
    const { record } = analysed(relayed(leak, ...required));
    expect(record.discrepancies).not.toEqual(analysed(relayed('', ...required)).record.discrepancies);
    expect(principlesOf(relayed(leak, ...required))).toContain('end-to-end-protection');
  },
);

test('who relays with a key that it is meant to have protects nothing end to end', () => {
  expect(principlesOf(relayed(''))).toContain('end-to-end-protection');
  const given = 'message m3 A -> R: aead[L](K)';
  for (const text of [
    changed(relayed(''), 'key K shared by A, B', 'key K shared by A, B, R'),
    changed(relayed(''), 'key K shared by A, B', 'key K shared by A, B known to R'),
    relayed(given),
    relayed('message m3 A -> R: K'),
    relayed(given, 'confidentiality K: A, B, R'),
  ]) {
    expect(principlesOf(text)).not.toContain('end-to-end-protection');
  }
});

test('who takes something out of one protection and into another is meant to have both keys', () => {
  const text = changed(relayed(''), 'm2 R -> B: aead[K](D)', 'm2 R -> B: aead[M](D)');
  const hopping = changed(text, 'm1 A -> R: aead[K](D)', 'm1 A -> R: aead[L](D)');
  expect(principlesOf(hopping)).toContain('hop-by-hop-protection');
  expect(principlesOf(hopping)).not.toContain('end-to-end-protection');
});
