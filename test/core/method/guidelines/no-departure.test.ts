import { describe, expect, test } from 'vitest';
import { examples } from './examples.ts';
import { codesIn, model, findingsOf } from './findings-of.ts';

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
      'entity A, B may coincide\nkey K shared by A, B\nnonce N of A\nnonce M of B\nconstant ONE',
      'message m1 A -> B: N\nmessage m2 B -> A: M, mac[K](ONE, N)\nmessage m3 A -> B: mac[K](M, N)',
    ],
    [
      'two primitives under one key that labels tell apart',
      'key K shared by A, B session\nnonce N of B\nconstant CODE\nconstant TEXT\ndata D of A',
      'message m1 B -> A: N\nmessage m2 A -> B: mac[K](CODE, A, N)\nmessage m3 A -> B: aead[K](TEXT, D, N ; A, B)',
    ],
    [
      'a code of an earlier phase that its maker checks',
      'key K shared by A, B session\nnonce N of B\ndata D of A',
      'B makes N\nmessage m1 B -> A: N\n}\nphase later channel public adversary present {\nmessage m2 A -> B: aead[K](N, D ; A, B)\nB checks N',
    ],
    [
      'a key of a group that all others have erased',
      'key G shared by A, B, S session\nnonce N of B\ndata D of A',
      'S erases G\nmessage m1 B -> A: N\nmessage m2 A -> B: aead[G](D, N ; A, B)',
    ],
    [
      'a group key around what its sender signed',
      'key G shared by A, B, S session\nkey pair P of A known to B\nnonce N of B\ndata D of A',
      'message m1 B -> A: N\nmessage m2 A -> B: aead[G](sign[sk(P)](D, N, B) ; A, B)',
    ],
    [
      'a header that the protection covers',
      'key K shared by A, B session\nnonce N of B\ndata D of A\nconstant TYPE',
      'message m1 B -> A: N\nmessage m2 A -> B: TYPE, aead[K](D, N ; A, B, TYPE)',
    ],
    [
      'a request whose challenge comes back',
      'key K shared by A, B\nnonce N of A',
      'message m1 A -> B: enc[K](A, N)\nmessage m2 B -> A: enc[K](B, N)',
    ],
  ])('%s', (_what, declarations, steps, statements = '') => {
    expect(codesIn(model(declarations, steps, statements))).toEqual([]);
  });

  test('two roles that the model says one agent may play: the answers are about that', () => {
    const peers = model(
      'key K shared by A, B\nnonce N of B',
      'message m1 B -> A: N\nmessage m2 A -> B: mac[K](N)',
    );
    expect(codesIn(peers)).toEqual(['roles-may-coincide@m2']);
    expect(codesIn(peers.replace('key K', 'entity A, B may coincide\nkey K'))).toEqual([]);
  });

  test('anything over a channel that the adversary cannot reach', () => {
    for (const { wrong, code } of examples) {
      if (code === 'authentication-without-freshness' || code.startsWith('key-with')) continue;
      const absent = wrong.replaceAll('channel public adversary present', 'channel secure adversary absent');
      expect(findingsOf(absent).map((each) => each.code)).not.toContain(code);
    }
  });
});
