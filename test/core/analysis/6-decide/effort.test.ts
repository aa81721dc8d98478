import { expect, test } from 'vitest';
import { verify } from '#core/analysis/6-decide/verify.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { family } from '../../../support/models/family.ts';
import { read } from '../../../support/models/verifpal.ts';

// A handshake of four shared secrets, then a ratchet; the faster abstractions do not come to an end with it.
const ratchet = `attacker[active]
  principal Meter[ knows private m gm = PUBKEY(m) ]
  principal Head[ knows private h, p generates o
    gh = PUBKEY(h) gp = PUBKEY(p) go = PUBKEY(o) cert = SIGN(h, gp) ]
  Head -> Meter: gh, cert, gp, go
  principal Meter[ generates e, r, reading
    ge = PUBKEY(e) gr = PUBKEY(r)
    master = HASH(DH_KEX(gp, m), DH_KEX(gh, e), DH_KEX(gp, e), DH_KEX(go, e))
    root, chain = HKDF(master, nil, nil)
    _ = SIGNVERIF(gh, gp, cert)?
    root2, chain2 = HKDF(DH_KEX(gp, r), root, nil)
    key, rest = HKDF(MAC(chain2, nil), nil, nil)
    sealed = AEAD_ENC(key, reading, HASH(gm, gh, gr)) ]
  Meter -> Head: gm, ge, gr, sealed
  principal Head[
    master_h = HASH(DH_KEX(gm, p), DH_KEX(ge, h), DH_KEX(ge, p), DH_KEX(ge, o))
    root_h, chain_h = HKDF(master_h, nil, nil)
    root2_h, chain2_h = HKDF(DH_KEX(gr, p), root_h, nil)
    key_h, rest_h = HKDF(MAC(chain2_h, nil), nil, nil)
    opened = AEAD_DEC(key_h, sealed, HASH(gm, gh, gr)) ]
  queries[ authentication? Meter -> Head: sealed ]`;

test('an abstraction that does not end leaves time for one that does', () => {
  let asked = 0;
  const answers = verify(read(ratchet, 2).protocol, {
    clauses: 20_000,
    cancelled: () => {
      asked += 1;
      return asked > 10_000;
    },
    progress: () => undefined,
  });
  expect(answers.map(({ answer }) => answer.kind)).toEqual(['violated']);
});

test('a large model whose parts differ is proved at the first try', () => {
  const { executable } = checkText(family(16, 'labelled'));
  if (executable === null) throw new Error('refused');
  let clauses = 0;
  const tried: number[] = [];
  const verdicts = verifyModel(executable.model, executable.run, {
    clauses: 20_000,
    cancelled: () => false,
    progress: (news) => {
      if (news.kind === 'working') tried.push(...news.questions);
    },
    count: () => {
      clauses += 1;
    },
  });
  expect(verdicts.filter(({ answer }) => answer !== 'holds')).toEqual([]);
  expect(tried.toSorted((one, other) => one - other)).toEqual([...verdicts.keys()]);
  // It takes 17,000; many times as many when the first try is given up before its end.
  expect(clauses).toBeLessThan(20_000);
});
