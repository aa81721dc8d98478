import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { lintDesign } from '#core/method/guidelines/lint-design.ts';
import { guidelineCodes, type Finding, type GuidelineCode } from '#core/method/guidelines/design/finding.ts';
import { describeFinding, describeSections } from '#core/method/guidelines/describe-finding.ts';
import { createTranslate, locales } from '#core/messages/catalogue.ts';
import { changed, sampleText } from '../../../support/models/sample.ts';
import { root } from '../../../support/places.ts';

function findingsOf(text: string): readonly Finding[] {
  const { executable, diagnostics } = checkText(text);
  if (executable === null) throw new Error(`refused: ${JSON.stringify(diagnostics)}`);
  return lintDesign(executable.model, executable.run);
}

/** What is found in a text, as `code@message` where it is about one. */
function codesIn(text: string): readonly string[] {
  return findingsOf(text).map(({ code, message }) => (message === null ? code : `${code}@${message}`));
}

function model(declarations: string, steps: string, statements = ''): string {
  const entities = 'protocol P\nentity A\nentity B\nentity S\n';
  return `${entities}${declarations}\nphase run channel public adversary present {\n${steps}\n}\n${statements}\n`;
}

const shared = 'key K shared by A, B session\nnonce N of B\ncounter C shared by A, B\ndata D of A';
const challenged = 'message c B -> A: N\n';

/** A model that departs from a guideline, where, and the same model mended. */
interface Example {
  readonly code: GuidelineCode;
  readonly what: string;
  readonly wrong: string;
  readonly span: string;
  readonly mended: string;
}

function example(
  code: GuidelineCode,
  what: string,
  wrong: string,
  span: string,
  ...mending: readonly (readonly [string, string])[]
): Example {
  const mended = mending.reduce((text, [from, to]) => changed(text, from, to), wrong);
  return { code, what, wrong, span, mended };
}

const examples: readonly Example[] = [
  example(
    'secret-in-the-clear',
    'data that is ticked',
    model(shared, 'message m A -> B: D', 'confidentiality D: A, B'),
    'D',
    ['A -> B: D', 'A -> B: enc[K](B, D)'],
  ),
  example(
    'secret-in-the-clear',
    'what a signature shows',
    model(
      'key pair P1 of A known to B\ndata D of A',
      'message m A -> B: sign[sk(P1)](B, D)',
      'confidentiality D: A, B',
    ),
    'D',
    ['channel public', 'channel confidential'],
  ),
  example(
    'secret-in-the-clear',
    'a key, ticked or not',
    model('key K shared by A, B session', 'A makes K\nmessage m A -> B: K'),
    'K',
    ['channel public', 'channel secure'],
  ),
  example(
    'same-form-both-ways',
    'a challenge in each direction',
    model(
      'key K shared by A, B\nnonce N of A\nnonce M of B',
      'message m1 A -> B: N\nmessage m2 B -> A: M, mac[K](N)\nmessage m3 A -> B: mac[K](M)',
    ),
    'mac[K](M)',
    ['mac[K](N)', 'mac[K](B, N)'],
  ),
  example(
    'hash-alone',
    'a checksum beside the data',
    model('data D of A', 'message m A -> B: D, hash(D)'),
    'hash(D)',
    ['data D of A', 'data D of A\ndata SECRET shared by A, B'],
    ['hash(D)', 'hash(D, SECRET)'],
  ),
  example(
    'hash-alone',
    'a checksum under public-key encryption',
    model('key pair P1 of B known to A\ndata D of A', 'message m A -> B: penc[pk(P1)](A, D, hash(D))'),
    'hash(D)',
    ['channel public', 'channel authentic'],
  ),
  example(
    'public-key-encryption-alone',
    'data that has to keep its integrity',
    model(
      'key pair P1 of B known to A\ndata D of A',
      'message m A -> B: penc[pk(P1)](A, D)',
      'integrity D: A',
    ),
    'penc[pk(P1)](A, D)',
    ['key pair P1', 'key pair P2 of A known to B\nkey pair P1'],
    ['penc[pk(P1)](A, D)', 'sign[sk(P2)](B, penc[pk(P1)](A, D))'],
  ),
  example(
    'encryption-not-recognisable',
    'data by itself',
    model(shared, `${challenged}message m A -> B: enc[K](D)`, 'integrity D: A'),
    'enc[K](D)',
    ['enc[K](D)', 'enc[K](N, D)'],
  ),
  example(
    'authentication-without-freshness',
    'a claim',
    model(shared, 'message m A -> B: mac[K](A, C)', 'authentication A to B: injective-agreement'),
    'authentication A to B: injective-agreement',
    ['mac[K](A, C)', 'mac[K](A, C)\nB checks C'],
    ['message m', 'A advances C\nmessage m'],
  ),
  example(
    'authentication-without-freshness',
    'a requirement',
    model(
      shared,
      `${challenged}message m A -> B: mac[K](A)`,
      'requirement R entity-authentication "A is there"',
    ),
    'R',
    ['mac[K](A)', 'mac[K](A, N)'],
  ),
  example(
    'token-without-freshness',
    'a login that is always the same',
    model(shared, `${challenged}message m A -> B: A, mac[K](A, B)`),
    'mac[K](A, B)',
    ['mac[K](A, B)', 'mac[K](A, B, N)'],
  ),
  example(
    'token-without-freshness',
    'a challenge that is not compared',
    model(shared, `${challenged}message m A -> B: A, mac[K](A, N)\nB skips N`),
    'mac[K](A, N)',
    ['B skips N', ''],
  ),
  example(
    'token-without-freshness',
    'a session key of an earlier phase',
    `${model(
      'key K shared by A, B\nkey SK shared by A, B session\nnonce N of B\nnonce M of B\ndata D of A',
      'message m1 B -> A: N\nA makes SK\nmessage m2 A -> B: aead[K](SK, N ; A, B)',
    )}phase later channel public adversary present {\nmessage c2 B -> A: M\nmessage m3 A -> B: aead[SK](D)\n}\n`,
    'aead[SK](D)',
    ['aead[SK](D)', 'aead[SK](D, M)'],
  ),
  example(
    'token-without-freshness',
    'a ciphertext whose fresh wrapping is of somebody else',
    model(
      'key K shared by A, B\nkey L shared by S, B\nnonce N of B\ndata D of A',
      'message c B -> S: N\nmessage m A -> S: aead[K](D ; A)\nmessage m2 S -> B: aead[L](aead[K](D ; A), N ; S)',
    ),
    'aead[K](D ; A)',
    ['message c B -> S: N', 'message c B -> S: N\nmessage d S -> A: N'],
    ['aead[K](D ; A)', 'aead[K](D, N ; A)'],
    ['aead[L](aead[K](D ; A)', 'aead[L](aead[K](D, N ; A)'],
  ),
  example(
    'receiver-not-authenticated',
    'a public key that came in the clear',
    model(
      'key pair P1 of B\ndata D of A',
      'message m1 B -> A: pk(P1)\nmessage m2 A -> B: penc[pk(P1)](A, D)',
      'confidentiality D: A, B',
    ),
    'penc[pk(P1)](A, D)',
    ['channel public', 'channel authentic'],
  ),
  example(
    'receiver-not-authenticated',
    'a session key that anybody could have sent',
    model(
      'key pair P1 of B known to A\nkey SK shared by A, B session\ndata D of B\ndata SECRET shared by A, B',
      'A makes SK\nmessage m1 A -> B: penc[pk(P1)](A, SK)\nmessage m2 B -> A: aead[SK](B, D)',
      'confidentiality D: A, B',
    ),
    'aead[SK](B, D)',
    ['](A, SK)', '](A, SK, SECRET)'],
  ),
  example(
    'long-term-key-on-traffic',
    'data under a master key',
    model(
      'key K shared by A, B long-term\ncounter C shared by A, B\ndata D of A',
      'A advances C\nmessage m A -> B: aead[K](D, C)\nB checks C',
    ),
    'aead[K](D, C)',
    ['long-term', 'session'],
  ),
  example(
    'key-not-confirmed',
    'a transferred key',
    model(
      'key K shared by A, B\nkey SK shared by A, B session\nnonce N of B',
      `${challenged}A makes SK\nmessage m A -> B: aead[K](SK, N ; A, B)`,
    ),
    'A makes SK',
    ['; A, B)', '; A, B)\nmessage m2 B -> A: mac[SK](B, N)'],
  ),
  example(
    'key-with-two-primitives',
    'encryption and a message authentication code',
    model(shared, `${challenged}message m A -> B: enc[K](A, D, N), mac[K](A, N, D)`),
    'mac[K](A, N, D)',
    ['key K shared by A, B session', 'key K shared by A, B session\nkey L shared by A, B session'],
    ['mac[K]', 'mac[L]'],
  ),
  example(
    'key-for-transport-and-traffic',
    'one key for both',
    model(
      'key K shared by A, B session\nkey SK shared by A, B session\nnonce N of B\ndata D of A',
      `${challenged}A makes SK\nmessage m A -> B: aead[K](SK, N ; A, B), aead[K](D, N ; A)`,
    ),
    'aead[K](SK, N ; A, B)',
    ['aead[K](D', 'aead[SK](D'],
  ),
  example(
    'identity-missing',
    'whom a signature is for',
    model('key pair P1 of A known to B\nnonce N of B', `${challenged}message m A -> B: sign[sk(P1)](N)`),
    'sign[sk(P1)](N)',
    ['sign[sk(P1)](N)', 'sign[sk(P1)](N, B)'],
  ),
  example(
    'identity-missing',
    'who encrypted',
    model('key pair P1 of B known to A\ndata D of A', 'message m A -> B: penc[pk(P1)](D)'),
    'penc[pk(P1)](D)',
    ['](D)', '](A, D)'],
  ),
  example(
    'identity-missing',
    'which member of a group',
    model('key K shared by A, B, S\nnonce N of B', `${challenged}message m A -> B: mac[K](N)`),
    'mac[K](N)',
    ['mac[K](N)', 'mac[K](A, N)'],
  ),
  example(
    'identity-missing',
    'with whom a key is to be shared',
    model(
      'key L shared by B, S\nkey SK shared by A, B session\nkey M shared by A, S\nnonce N of B',
      'message c B -> S: N\nS makes SK\nmessage m S -> B: aead[L](SK, N)',
    ),
    'aead[L](SK, N)',
    ['aead[L](SK, N)', 'aead[L](SK, N, A)'],
  ),
  example(
    'guessable-value',
    'a password under a hash',
    model(
      'data PASSWORD shared by A, B low entropy\nnonce N of B',
      `${challenged}message m A -> B: hash(PASSWORD, N)`,
    ),
    'hash(PASSWORD, N)',
    ['low entropy', ''],
  ),
  example(
    'uniqueness-not-verified',
    'a counter that is not checked',
    model(shared, 'A advances C\nmessage m A -> B: aead[K](D, C)'),
    'aead[K](D, C)',
    ['aead[K](D, C)', 'aead[K](D, C)\nB checks C'],
  ),
  example(
    'uniqueness-not-verified',
    'a timestamp that is not checked',
    model('key K shared by A, B session\ntimestamp T of A\ndata D of A', 'message m A -> B: aead[K](D, T)'),
    'aead[K](D, T)',
    ['aead[K](D, T)', 'aead[K](D, T)\nB checks T'],
  ),
  example(
    'uniqueness-not-verified',
    'a counter that nobody moves on',
    model(shared, 'message m A -> B: aead[K](D, C)\nB checks C'),
    'aead[K](D, C)',
    ['message m', 'A advances C\nmessage m'],
  ),
  example(
    'uniqueness-not-verified',
    'a counter of both directions',
    model(
      shared,
      'A advances C\nmessage m A -> B: aead[K](A, D, C)\nB checks C\nB advances C\nmessage n B -> A: aead[K](B, C)\nA checks C',
    ),
    'aead[K](A, D, C)',
    ['counter C', 'counter E shared by A, B\ncounter C'],
    [
      'B advances C\nmessage n B -> A: aead[K](B, C)\nA checks C',
      'B advances E\nmessage n B -> A: aead[K](B, E)\nA checks E',
    ],
  ),
  example(
    'key-can-repeat',
    'a transfer with nothing fresh',
    model(
      'key K shared by A, B\nkey SK shared by A, B session\nnonce N of B',
      `${challenged}A makes SK\nmessage m A -> B: aead[K](SK ; A, B)`,
    ),
    'aead[K](SK ; A, B)',
    ['aead[K](SK ; A, B)', 'aead[K](SK, N ; A, B)'],
  ),
];

describe('each guideline', () => {
  test.each(examples)('$code: $what', ({ code, wrong, span, mended }) => {
    const found = findingsOf(wrong).filter((each) => each.code === code);
    expect(found.map(({ span: { start, end } }) => wrong.slice(start, end))).toContain(span);
    expect(findingsOf(mended).map((each) => each.code)).not.toContain(code);
  });

  test('has an example', () => {
    const shown = new Set(examples.map(({ code }) => code));
    expect(guidelineCodes.filter((code) => !shown.has(code))).toEqual([]);
  });

  test.each(locales)('speaks in the language %s', (locale) => {
    const translate = createTranslate(locale);
    for (const { wrong } of examples) {
      for (const finding of findingsOf(wrong)) {
        expect(describeFinding(finding, translate)).toMatch(/^\S.*\.$/u);
        expect(describeSections(finding.code, translate)).toMatch(/\d\.\d/u);
      }
    }
  });
});

describe('what is no departure', () => {
  test.each([
    [
      'a certificate that lasts',
      'key pair CA of S known to B\nkey pair PA of A known to S\nkey K shared by A, B',
      'message m1 S -> A: sign[sk(CA)](A, pk(PA))\nmessage m2 A -> B: sign[sk(CA)](A, pk(PA))',
    ],
    [
      'data under a key that was agreed on and signed',
      [
        'key pair KA of A known to B',
        'key pair KB of B known to A',
        'key pair XA of A session',
        'key pair XB of B session',
        'data D of A',
        'data E of B',
      ].join('\n'),
      [
        'A makes XA',
        'message m1 A -> B: pk(XA)',
        'B makes XB',
        'message m2 B -> A: pk(XB), sign[sk(KB)](B, pk(XB), pk(XA), A)',
        'message m3 A -> B: sign[sk(KA)](pk(XA), pk(XB), B), aead[dh[sk(XA)](pk(XB))](D ; A)',
        'message m4 B -> A: aead[dh[sk(XB)](pk(XA))](E ; B)',
      ].join('\n'),
      'confidentiality D: A, B\nconfidentiality E: A, B',
    ],
    [
      'a password under a key of a server that has a certificate',
      [
        'key pair CA of S known to A',
        'key pair KB of B known to S',
        'key pair XA of A session',
        'key pair XB of B session',
        'data PASSWORD shared by A, B low entropy',
        'data E of B',
      ].join('\n'),
      [
        'A makes XA',
        'message m1 A -> S: pk(XA)',
        'message m2 S -> B: pk(XA), sign[sk(CA)](B, pk(KB))',
        'B makes XB',
        'message m3 B -> A: pk(XB), aead[dh[sk(XB)](pk(XA))](sign[sk(CA)](B, pk(KB)), sign[sk(KB)](pk(XA), pk(XB)))',
        'message m4 A -> B: aead[dh[sk(XA)](pk(XB))](A, PASSWORD)',
        'message m5 B -> A: aead[dh[sk(XB)](pk(XA))](B, E)',
      ].join('\n'),
      'confidentiality PASSWORD: A, B\nconfidentiality E: A, B',
    ],
    [
      'a hash into which an agreed key went',
      'key pair XA of A session\nkey pair XB of B session',
      'A makes XA\nB makes XB\nmessage m1 A -> B: A, pk(XA)\nmessage m2 B -> A: B, pk(XB), hash(A, B, dh[sk(XB)](pk(XA)))',
    ],
    [
      'a transferred secret from which keys are derived with a challenge',
      'key pair P1 of B known to A long-term\nkey PMS of A session\nnonce N of B\nnonce M of A\ndata D of A',
      'message m1 A -> B: M\nmessage m2 B -> A: N\nA makes PMS\nmessage m3 A -> B: penc[pk(P1)](A, PMS)\nmessage m4 A -> B: aead[kdf[PMS](M, N)](A, D)',
    ],
    ['a commitment that is opened later', 'nonce N of A', 'message m1 A -> B: hash(N)\nmessage m2 A -> B: N'],
    [
      'directions that a constant tells apart',
      'key K shared by A, B\nnonce N of A\nnonce M of B\nconstant ONE',
      'message m1 A -> B: N\nmessage m2 B -> A: M, mac[K](ONE, N)\nmessage m3 A -> B: mac[K](M, N)',
    ],
    [
      'a request whose challenge comes back',
      'key K shared by A, B\nnonce N of A',
      'message m1 A -> B: enc[K](A, N)\nmessage m2 B -> A: enc[K](B, N)',
    ],
  ])('%s', (_what, declarations, steps, statements = '') => {
    expect(codesIn(model(declarations, steps, statements))).toEqual([]);
  });

  test('anything over a channel that the adversary cannot reach', () => {
    for (const { wrong, code } of examples) {
      if (code === 'authentication-without-freshness' || code.startsWith('key-with')) continue;
      const absent = wrong.replaceAll('channel public adversary present', 'channel secure adversary absent');
      expect(findingsOf(absent).map((each) => each.code)).not.toContain(code);
    }
  });
});

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
    'andrew-secure-rpc-mended': [],
    'andrew-secure-rpc': ['key-not-confirmed', 'key-can-repeat@m4'],
    'certified-command': [],
    'diffie-hellman': ['receiver-not-authenticated@m3', 'key-not-confirmed'],
    'iso-9798-2-one-pass': ['long-term-key-on-traffic@m1'],
    'iso-9798-2-three-pass': [],
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
    'metering-one-key-both-ways': ['same-form-both-ways@o2', 'long-term-key-on-traffic@o1'],
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
