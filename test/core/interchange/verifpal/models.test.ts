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
