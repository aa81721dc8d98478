import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sampleText } from '../../../support/models/sample.ts';
import { root } from '../../../support/places.ts';
import { findingsOf, codesIn } from './findings-of.ts';

describe('the models that come with Segl', () => {
  test('the bundled example gives two pieces of advice', () => {
    // Looked at by hand: K_mc_join authenticates the request to join (d8) and encrypts the link key (d10), and K_ch
    // carries the joining key (d7) and, from o1 on, readings and instructions.
    expect(
      findingsOf(sampleText).map(({ code, severity, elements }) => [code, severity, ...elements]),
    ).toEqual([
      ['key-with-two-primitives', 'advice', 'K_mc_join'],
      ['key-for-transport-and-traffic', 'advice', 'K_ch'],
    ]);
  });

  const folder = join(root, 'resources', 'protocols');
  const library: Readonly<Record<string, readonly string[]>> = {
    'andrew-secure-rpc-mended': ['roles-may-coincide@m2'],
    'andrew-secure-rpc': ['roles-may-coincide@m1', 'key-not-confirmed', 'key-can-repeat@m4'],
    'certified-command': [],
    'diffie-hellman': ['receiver-not-authenticated@m3', 'key-not-confirmed'],
    'iso-9798-2-one-pass': ['long-term-key-on-traffic@m1'],
    'iso-9798-2-three-pass': ['roles-may-coincide@m3'],
    'iso-9798-2-two-pass': [],
    'iso-9798-3-three-pass': [],
    'key-transport': ['key-not-confirmed'],
    'metering-command-unchecked': ['long-term-key-on-traffic@o1', 'uniqueness-not-verified@o1'],
    'metering-command': ['long-term-key-on-traffic@o1'],
    'metering-firmware-unaddressed': ['identity-missing@f2'],
    'metering-firmware': [],
    'metering-forwarded-reading': [
      'long-term-key-on-traffic@o1',
      'long-term-key-on-traffic@o1',
      'long-term-key-on-traffic@o2',
    ],
    'metering-joining-key-known': [],
    'metering-key-renewal-replayable': ['key-not-confirmed', 'key-can-repeat@o1'],
    'metering-key-renewal': ['key-not-confirmed'],
    'metering-one-key-both-ways': [
      'same-form-both-ways@o2',
      'roles-may-coincide@o1',
      'long-term-key-on-traffic@o1',
    ],
    'needham-schroeder-lowe': [],
    'needham-schroeder-public-key': ['identity-missing@m2'],
    'needham-schroeder-symmetric-mended': [],
    'needham-schroeder-symmetric': ['key-can-repeat@m3'],
    'otway-rees': ['key-not-confirmed', 'identity-missing@m3', 'identity-missing@m4'],
    'password-login': ['guessable-value@l2'],
    'signed-diffie-hellman': ['key-not-confirmed'],
    'wide-mouthed-frog': ['key-not-confirmed'],
    'woo-lam-mended': [],
    'woo-lam': ['identity-missing@m5'],
    yahalom: ['key-not-confirmed'],
  };

  const protocols = readdirSync(folder);

  test('is all here', () => {
    expect(protocols).toEqual(
      Object.keys(library)
        .map((name) => `${name}.segl`)
        .toSorted(),
    );
  });

  // Looked at by hand, each finding and each absence.
  test.each(protocols)('%s', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(codesIn(text)).toEqual(library[name.replace('.segl', '')]);
  });
});
