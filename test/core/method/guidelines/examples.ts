import type { GuidelineCode } from '#core/method/guidelines/design/finding.ts';
import { changed } from '../../../support/models/sample.ts';
import { challenged, model, shared } from './findings-of.ts';

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

/** Of each guideline at least one. */
export const examples: readonly Example[] = [
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
    'roles-may-coincide',
    'a challenge that either of two peers could answer',
    model('key K shared by A, B\nnonce N of B', 'message m1 B -> A: N\nmessage m2 A -> B: mac[K](N)'),
    'mac[K](N)',
    ['mac[K](N)', 'mac[K](N, B)'],
  ),
  example(
    'roles-may-coincide',
    'a key made of the shared one, and a constant for the direction',
    model(
      'key K shared by A, B\nnonce N of B\nconstant UP',
      'message m1 B -> A: N\nmessage m2 A -> B: mac[kdf[K](N)](UP)',
    ),
    'mac[kdf[K](N)](UP)',
    ['mac[kdf[K](N)](UP)', 'mac[kdf[K](N, A)](UP)'],
  ),
  example(
    'part-not-protected',
    'a flag beside what is protected',
    model(`${shared}\ndata FLAG of A`, `${challenged}message m A -> B: FLAG, aead[K](D, N ; A)`),
    'FLAG',
    ['A -> B: FLAG, aead[K](D, N ; A)', 'A -> B: FLAG, aead[K](D, N ; A, FLAG)'],
  ),
  example(
    'part-not-protected',
    'the type of a message',
    model(`${shared}\nconstant URGENT`, `${challenged}message m A -> B: URGENT, D, mac[K](A, D, N)`),
    'URGENT',
    ['mac[K](A, D, N)', 'mac[K](A, URGENT, D, N)'],
  ),
  example(
    'sender-only-named',
    'a key that three share',
    model(
      'key G shared by A, B, S session\nkey K shared by A, B session\nnonce N of B\ndata D of A',
      `${challenged}message m A -> B: aead[G](D, N ; A, B)`,
    ),
    'aead[G](D, N ; A, B)',
    ['aead[G]', 'aead[K]'],
  ),
  example(
    'sender-only-named',
    "one's own key, which all have that it deals with",
    model(
      'key G of A known to B session\nkey K shared by A, B session\nnonce N of B\ndata D of A',
      `${challenged}message m A -> B: mac[kdf[G](N)](D, A), D`,
    ),
    'mac[kdf[G](N)](D, A)',
    ['(D, A), D', '(D, A), D, mac[K](A, D, N)'],
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
    'a name that stands there and is ignored',
    model(
      'key pair P1 of A known to B\nnonce N of B',
      `${challenged}message m A -> B: sign[sk(P1)](N, B)\nB skips B`,
    ),
    'sign[sk(P1)](N, B)',
    ['\nB skips B', ''],
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
