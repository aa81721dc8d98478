import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verify } from '#core/analysis/6-decide/verify.ts';
import { verifpal } from '#core/interchange/verifpal/format.ts';
import { answersTo } from '../../../support/models/imported-answers.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, 'models', name), 'utf8');

test.each([
  // Whoever decapsulates has the secret; the randomness that it was made with stays its maker's.
  ['kem1.vp', ['confidentiality? ss: violated', 'confidentiality? r: holds']],
  // Both signatures verify under the key that everybody sees.
  ['siglink.vp', ['unlinkability? s1, s2: violated']],
  // Everybody has nil; a check that fails without a question mark is no nil.
  ['nilq.vp', ['equivalence? v, nil: violated']],
  // As in Verifpal, the last bracket of the queries may be missing.
  ['d01-unclosed.vp', ['confidentiality? m: holds']],
  // Twelve messages of the honest run before the secret is sent in clear.
  ['c23-chain6.vp', ['confidentiality? open: violated']],
])('%s', (name, expected) => {
  expect(answersTo(verifpal, read(name))).toEqual(expected);
});

test('what the honest run violates is answered before anything is proved or searched', () => {
  const told: string[] = [];
  const imported =
    verifpal.reader?.makes === 'protocol'
      ? verifpal.reader.read(read('c23-chain6.vp'), { sessions: 2 })
      : null;
  if (imported?.ok !== true) throw new Error('not read');
  verify(imported.value.protocol, {
    clauses: 1,
    cancelled: () => false,
    progress: (news) => told.push(news.kind),
  });
  expect(told).toEqual(['answered']);
});

// The guess goes through parts of what was heard, and what one run receives another sends after it has begun.
test('a message made with a guessed password is found, beside one that has to be passed on', () => {
  const text = `attacker[active]
    principal Server[ knows password weak, slow generates challenge ]
    Server -> Client: challenge
    principal Client[
      knows password weak, slow
      knows private order, other
      proof = MAC(weak, CONCAT(challenge, order))
      second = MAC(PW_HASH(slow), CONCAT(challenge, other))
    ]
    Client -> Server: order, proof, other, second
    principal Server[
      _ = ASSERT(MAC(weak, CONCAT(challenge, order)), proof)?
      _ = ASSERT(MAC(PW_HASH(slow), CONCAT(challenge, other)), second)?
      _ = HASH(order, other)
    ]
    queries[
      authentication? Client -> Server: order
      authentication? Client -> Server: other
    ]`;
  expect(answersTo(verifpal, text)).toEqual([
    'authentication? Client -> Server: order: violated',
    'authentication? Client -> Server: other: holds',
  ]);
});

test('what long-term keys gave away in a later phase costs no long way round', () => {
  const text = `attacker[active]
    principal Receiver[
      knows private id, medium
      generates once, decap
      gid = PUBKEY(id)
      gmedium = PUBKEY(medium)
      gonce = PUBKEY(once)
      encap = PUBKEY(decap)
      smedium = SIGN(id, HASH(gmedium, gmedium))
      sencap = SIGN(id, HASH(encap))
    ]
    Receiver -> Sender: [gid], gmedium, smedium, gonce, encap, sencap
    principal Sender[
      knows private own
      gown = PUBKEY(own)
      generates m, e, r
      ge = PUBKEY(e)
      _ = SIGNVERIF(gid, HASH(gmedium, gmedium), smedium)?
      _ = SIGNVERIF(gid, HASH(encap), sencap)?
      ss, ct = KEM_ENCAP(encap, r)
      master = HASH(DH_KEX(gmedium, own), DH_KEX(gid, e), DH_KEX(gmedium, e), DH_KEX(gonce, e), ss)
      sealed = AEAD_ENC(HKDF(master, nil, nil), m, HASH(gown, gid, ge))
    ]
    Sender -> Receiver: [gown], ge, ct, sealed
    principal Receiver[
      rss = KEM_DECAP(decap, ct)
      rmaster = HASH(DH_KEX(gown, medium), DH_KEX(ge, id), DH_KEX(ge, medium), DH_KEX(ge, once), rss)
      opened = AEAD_DEC(HKDF(rmaster, nil, nil), sealed, HASH(gown, gid, ge))?
    ]
    phase[1]
    principal Sender[ leaks own, e ]
    principal Receiver[ leaks id, medium, once ]
    queries[ confidentiality? m authentication? Sender -> Receiver: sealed ]`;
  const imported = verifpal.reader?.makes === 'protocol' ? verifpal.reader.read(text, { sessions: 2 }) : null;
  if (imported?.ok !== true) throw new Error('not read');
  let clauses = 0;
  const answers = verify(imported.value.protocol, {
    clauses: 20_000,
    cancelled: () => clauses > 6_000,
    count: () => (clauses += 1),
    progress: () => undefined,
  });
  expect(answers.map(({ answer }) => answer.kind)).toEqual(['holds', 'holds']);
});
