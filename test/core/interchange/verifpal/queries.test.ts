import { describe, expect, test } from 'vitest';
import { verify } from '#core/analysis/6-decide/verify.ts';
import { answerTo } from '#core/interchange/verifpal/verdict.ts';
import { channel, codes, read, script } from '../../../support/models/verifpal.ts';

describe('confidentiality', () => {
  test.each([
    ['generates s', 'c0'],
    ['knows private s', 'c0'],
    ['knows public s', 'c1'],
    ['generates s leaks s', 'c1'],
    ['generates s h = HASH(s) leaks h', 'c0'],
    ['generates s t = ENC(nil, s) leaks t', 'c1'],
  ])('%s: %s', (statements, expected) => {
    expect(codes(`attacker[passive] principal A[ ${statements} ] queries[ confidentiality? s ]`)).toBe(
      expected,
    );
  });

  test('is of the value that its maker has; a guard keeps the attacker from choosing', () => {
    const exchange = (key: string): string => `attacker[active]
      principal A[ generates a ga = PUBKEY(a) ]
      principal B[ generates b gb = PUBKEY(b) ]
      B -> A: ${key}
      principal A[ generates m s = DH_KEX(gb, a) e = AEAD_ENC(s, m, nil) ]
      A -> B: ga, e
      queries[ confidentiality? m confidentiality? s ]`;
    expect(codes(exchange('gb'))).toBe('c1c1');
    expect(codes(exchange('[gb]'))).toBe('c0c0');
    expect(codes(exchange('gb').replace('active', 'passive'))).toBe('c0c0');
  });

  test('is lost in a later phase as well', () => {
    const model = (last: string): string => `attacker[passive]
      principal A[ knows private k, l generates m, n c = ENC(k, m) d = ENC(l, n) leaks c, d ]
      phase[1] principal A[ leaks k ] ${last}
      queries[ confidentiality? m confidentiality? n ]`;
    expect(codes(model(''))).toBe('c1c0');
  });
});

describe('authentication', () => {
  const query = 'authentication? Alice -> Bob: e';

  test.each([
    ['checked decryption', 'e = AEAD_ENC(k, m, nil)', 'd = AEAD_DEC(k, e, nil)?', 'a0'],
    ['unchecked decryption', 'e = AEAD_ENC(k, m, nil)', 'd = AEAD_DEC(k, e, nil)', 'a1'],
    ['a value that is never relied on', 'e = HASH(m)', '', 'a0'],
    ['a key that is out', 'e = AEAD_ENC(k, m, nil) leaks k', 'd = AEAD_DEC(k, e, nil)?', 'a1'],
    [
      'another message of the same key',
      'e = AEAD_ENC(k, m, nil) f = AEAD_ENC(k, nil, nil) leaks f',
      'd = AEAD_DEC(k, e, nil)?',
      'a1',
    ],
  ])('%s', (_, alice, bob, expected) => {
    expect(codes(channel(alice, 'e', bob, query))).toBe(expected);
  });

  // Each as Verifpal answers it.
  test.each([
    ['h = HASH(m) _ = ASSERT(MAC(k, m), t)?', 'a1'],
    ['h = HASH(m) _ = ASSERT(MAC(k, m), t)? i = HASH(m, m)', 'a0'],
    ['h = HASH(m) _ = ASSERT(MAC(k, m), t)? i = HASH(h)', 'a0'],
    ['_ = ASSERT(MAC(k, m), t)? h = HASH(m)', 'a0'],
    ['_ = ASSERT(MAC(k, m), t)?', 'a0'],
    ['x = ASSERT(MAC(k, m), t) _ = ASSERT(MAC(k, m), t)? y = HASH(x)', 'a0'],
    ['h = HASH(m) ] principal Bob[ _ = ASSERT(MAC(k, m), t)?', 'a1'],
  ])('a value is used when the last statement of its block that needs it is reached: %s', (bob, expected) => {
    const asked = 'authentication? Alice -> Bob: m';
    expect(codes(channel('t = MAC(k, m)', 'm, t', bob, asked))).toBe(expected);
  });

  test('the value of an undisturbed run is no failure, whoever delivers it', () => {
    const relayed = (value: string): string => `attacker[active]
      principal Carol[ knows private k generates r ]
      Carol -> Alice: [r]
      principal Alice[ knows private k generates n t = MAC(k, ${value}) ]
      principal Server[ ]
      Alice -> Server: [r], [n], [t]
      Server -> Bob: [r], [n]
      Server -> Bob: t
      principal Bob[ knows private k _ = ASSERT(MAC(k, ${value}), t)? ]
      queries[ authentication? Server -> Bob: t ]`;
    expect(codes(relayed('nil'))).toBe('a0');
    expect(codes(relayed('n'))).toBe('a0');
    // What two principals generate may be of different sessions: then an attack is held against the value.
    const ofTwo = read(relayed('CONCAT(n, r)'));
    const options = { clauses: 5000, cancelled: (): boolean => false, progress: (): undefined => undefined };
    const verdicts = verify(ofTwo.protocol, options);
    expect(verdicts.map(({ answer }) => answer.kind)).toEqual(['violated']);
    const answers = new Map(verdicts.map(({ query, answer }) => [query, answer]));
    const told = ofTwo.queries.map((query) => answerTo(ofTwo.protocol, query, answers).kind);
    expect(told).toEqual(['undecided']);
  });

  test('what another principal sends is not from the one that the query names', () => {
    const relayed = (from: string): string => `attacker[active]
      principal Alice[ knows private k t = MAC(k, nil) ]
      principal Server[ ]
      Alice -> Server: [t]
      Server -> Bob: [t]
      principal Bob[ knows private k _ = ASSERT(MAC(k, nil), t)? ]
      queries[ authentication? ${from} -> Bob: t ]`;
    expect(codes(relayed('Server'))).toBe('a0');
    expect(codes(relayed('Alice'))).toBe('a1');
  });

  test('a precondition counts only what leads to its message', () => {
    const model = (precondition: string): string => `attacker[active]
      principal Alice[ knows private k generates m e = MAC(k, m) ]
      Alice -> Bob: m, e
      principal Bob[ knows private k h = HASH(m) ]
      principal Bob[ _ = ASSERT(MAC(k, m), e)? generates ack ]
      Bob -> Alice: ack
      queries[ authentication? Alice -> Bob: m${precondition} ]`;
    expect(codes(model(''))).toBe('a1');
    expect(codes(model('[ precondition[Bob -> Alice: ack] ]'))).toBe('a0');
  });
});

describe('freshness', () => {
  test('is of what is relied on', () => {
    const model = (sent: string, rest = ''): string => `attacker[active]
      principal A[ knows private s generates n
        x = HASH(s, n) y = HASH(HASH(s)) z = HASH(s, s, n) ]
      A -> B: ${sent}
      principal B[ _ = HASH(x) _ = HASH(y) _ = HASH(z) ${rest} ]
      queries[ freshness? x freshness? y freshness? s ]`;
    expect(codes(model('[x], [y], [z]'))).toBe('f0f1f1');
    expect(codes(model('x, [y], [z]'))).toBe('f1f1f1');
  });
});

test('equivalence asks of two events in the roles of the makers', () => {
  const { protocol, queries } = read(`attacker[active]
    principal A[ knows private k generates m e = AEAD_ENC(k, m, nil) ]
    A -> B: e
    principal B[ knows private k d = AEAD_DEC(k, e, nil)? ]
    queries[ equivalence? m, d ]`);
  const name = 'equivalence? m, d';
  expect(queries).toEqual([{ kind: 'e', query: name, parts: [name], undisturbed: null }]);
  expect(protocol.queries).toEqual([{ kind: 'equal', name, left: `${name}: left`, right: `${name}: right` }]);
  expect(script(protocol, 'A')[0]).toBe(`0 event ${name}: left m`);
  expect(script(protocol, 'B').at(-1)).toBe(`0 event ${name}: right d`);
});

test('equivalence of three values asks of every two', () => {
  const { protocol, queries } = read(`attacker[active]
    principal A[ knows private k generates m e = AEAD_ENC(k, m, nil) ]
    A -> B: e
    principal B[ knows private k d = AEAD_DEC(k, e, nil)? ]
    A -> C: e
    principal C[ knows private k f = AEAD_DEC(k, e, nil)? ]
    queries[ equivalence? m, d, f ]`);
  const parts = ['m, d', 'm, f', 'd, f'].map((pair) => `equivalence? m, d, f (${pair})`);
  expect(queries).toEqual([{ kind: 'e', query: 'equivalence? m, d, f', parts, undisturbed: null }]);
  expect(protocol.queries.map(({ name }) => name)).toEqual(parts);
});

describe('unlinkability', () => {
  test.each([
    ['independent values', 'x = HASH(r) y = HASH(s)', 'x, y', 'u0'],
    ['a common secret', 'x = HASH(r) y = HASH(r, r)', 'x, y', 'u0'],
    ['a common secret that is out', 'x = HASH(r) y = HASH(r, r) leaks r', 'x, y', 'u1'],
    ['nothing to see', 'x = HASH(r) y = HASH(r, r) leaks r', 'x', 'u0'],
    ['different secrets that are out', 'x = HASH(r) y = HASH(s) leaks r, s', 'x, y', 'u0'],
    ['one more secret', 'x = HASH(r, s) y = HASH(r) leaks r', 'x, y', 'u0'],
    ['equal values', 'x = HASH(r) y = HASH(r)', 'x, y', 'u1'],
    ['equal values of nothing secret', 'x = HASH(nil) y = HASH(nil)', 'x, y', 'u0'],
    ['signatures of one key', 'x = SIGN(r, nil) y = SIGN(r, s)', 'x, y', 'u0'],
    ['and the key is seen', 'p = PUBKEY(r) leaks p x = SIGN(r, nil) y = SIGN(r, s)', 'x, y', 'u1'],
    ['signatures of two keys', 'p = PUBKEY(r) leaks p x = SIGN(r, nil) y = SIGN(s, nil)', 'x, y', 'u0'],
    ['a ring', 'p = PUBKEY(r) leaks p x = RINGSIGN(r, p, p, nil) y = RINGSIGN(r, p, p, s)', 'x, y', 'u0'],
    ['ciphertexts of one key', 'x = AEAD_ENC(r, s, nil) y = AEAD_ENC(r, nil, nil)', 'x, y', 'u0'],
    ['and the key is out', 'x = AEAD_ENC(r, s, nil) y = AEAD_ENC(r, nil, nil) leaks r', 'x, y', 'u1'],
    ['what no check identifies', 'x = MAC(r, s) y = MAC(r, nil) leaks r', 'x, y', 'u0'],
    [
      'encapsulations to one key, which is seen',
      'generates n p = PUBKEY(n) leaks p a, x = KEM_ENCAP(p, r) b, y = KEM_ENCAP(p, s)',
      'x, y',
      'u1',
    ],
    ['what one makes of the other', 'x = BLIND(r, nil) y = UNBLIND(r, nil, x) leaks r', 'x, y', 'u1'],
  ])('%s: %s', (_, statements, sent, expected) => {
    const model = `attacker[passive] principal A[ generates r, s ${statements} ] principal B[]
      A -> B: ${sent} queries[ unlinkability? x, y ]`;
    expect(codes(model)).toBe(expected);
  });
});
