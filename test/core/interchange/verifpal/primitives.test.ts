import { describe, expect, test } from 'vitest';
import { channel, codes, read, script } from '../../../support/models/verifpal.ts';

describe('primitives', () => {
  const secret = 'confidentiality? m';
  const sure = 'authentication? Alice -> Bob: m';

  test.each([
    ['ENC', 'e = ENC(k, m)', 'e', 'd = DEC(k, e)', secret, 'c0'],
    ['ENC, key known', 'e = ENC(k, m) leaks k', 'e', 'd = DEC(k, e)', secret, 'c1'],
    ['AEAD, wrong data', 'e = AEAD_ENC(k, m, k)', 'e', 'd = AEAD_DEC(k, e, nil) leaks d', secret, 'c0'],
    ['MAC', 'e = MAC(k, m)', 'm, e', '_ = ASSERT(MAC(k, m), e)?', sure, 'a0'],
    ['MAC, not checked', 'e = MAC(k, m)', 'm, e', '_ = ASSERT(MAC(k, m), e)', sure, 'a1'],
    ['HASH', 'e = HASH(m)', 'm, e', '_ = ASSERT(HASH(m), e)?', sure, 'a1'],
    ['HKDF', 'x, y = HKDF(k, nil, nil) e = ENC(y, m) leaks x', 'e', '', secret, 'c0'],
    ['HKDF, known', 'x, y = HKDF(k, nil, nil) e = ENC(y, m) leaks k', 'e', '', secret, 'c1'],
    ['CONCAT', 'e = ENC(k, CONCAT(nil, m))', 'e', 'x, y = SPLIT(DEC(k, e)) leaks x', secret, 'c0'],
    ['SPLIT', 'e = ENC(k, CONCAT(nil, m))', 'e', 'x, y = SPLIT(DEC(k, e))? leaks y', secret, 'c1'],
    ['SPLIT, more results than parts', 'e = CONCAT(nil, m)', 'e', 'x, y, z = SPLIT(e) leaks y', secret, 'c1'],
    ['DEC, undone', 'e = DEC(k, m)', 'e', '', secret, 'c0'],
    ['DEC, undone with the key', 'e = DEC(k, m) leaks k', 'e', '', secret, 'c1'],
    ['SHAMIR, one share', 'x, y, z = SHAMIR_SPLIT(m)', 'x', '', secret, 'c0'],
    [
      'SHAMIR, twice the same',
      'x, y, z = SHAMIR_SPLIT(m)',
      'x',
      'j = SHAMIR_JOIN(x, x) leaks j',
      secret,
      'c0',
    ],
    ['SHAMIR, two shares', 'x, y, z = SHAMIR_SPLIT(m)', 'x, z', '', secret, 'c1'],
    ['BLIND', 'b = BLIND(k, m)', 'b', '', secret, 'c0'],
    ['BLIND, factor known', 'b = BLIND(k, m) leaks k', 'b', '', secret, 'c1'],
  ])('%s', (_, alice, sent, bob, query, expected) => {
    expect(codes(channel(alice, sent, bob, query))).toBe(expected);
  });

  const signed = (key: string, sign: string, verify: string): string => `attacker[active]
    principal Alice[ knows private a, m pa = PUBKEY(a) ]
    principal Bob[ knows private b pb = PUBKEY(b) ]
    principal Carol[ knows private c pc = PUBKEY(c) ]
    Alice -> Bob: ${key}
    Bob -> Alice: [pb]
    Carol -> Alice: [pc]
    Carol -> Bob: [pc]
    principal Alice[ s = ${sign} ]
    Alice -> Bob: m, s
    principal Bob[ _ = ${verify} ]
    queries[ authentication? Alice -> Bob: m ]`;

  test.each([
    ['[pa]', 'SIGN(a, m)', 'SIGNVERIF(pa, m, s)?', 'a0'],
    ['pa', 'SIGN(a, m)', 'SIGNVERIF(pa, m, s)?', 'a1'],
    ['[pa]', 'SIGN(a, m)', 'SIGNVERIF(pa, m, s)', 'a1'],
    ['[pa]', 'SIGN[forgeable](a, m)', 'SIGNVERIF(pa, m, s)?', 'a1'],
    ['[pa]', 'RINGSIGN(a, pb, pc, m)', 'RINGSIGNVERIF(pb, pc, pa, m, s)?', 'a0'],
    ['pa', 'RINGSIGN(a, pb, pc, m)', 'RINGSIGNVERIF(pb, pc, pa, m, s)?', 'a1'],
  ])('%s %s %s', (key, sign, verify, expected) => {
    expect(codes(signed(key, sign, verify))).toBe(expected);
  });

  test('a blinded signature becomes one of the message', () => {
    const { protocol } = read(`attacker[passive]
      principal A[ knows private s, m generates r t = UNBLIND(r, m, SIGN(s, BLIND(r, m))) leaks t ]`);
    expect(script(protocol, 'A')).toEqual(['0 send public SIGN(s m)']);
  });

  test.each([
    ['x = PKE_ENC(pb, m)', 'y = PKE_DEC(b, x)'],
    ['k, x = KEM_ENCAP(pb, r) z = AEAD_ENC(k, m, nil) leaks z', 'y = KEM_DECAP(b, x)'],
  ])('to a public key: %s', (alice, bob) => {
    const model = (key: string, more = ''): string => `attacker[active]
      principal B[ knows private b pb = PUBKEY(b) ]
      B -> A: ${key}
      principal A[ generates m, r ${alice} ]
      A -> B: x
      principal B[ ${bob} ]
      ${more} queries[ confidentiality? m ]`;
    expect(codes(model('[pb]'))).toBe('c0');
    expect(codes(model('pb'))).toBe('c1');
    expect(codes(model('[pb]', 'phase[1] principal B[ leaks b ]'))).toBe('c1');
  });
});

test('whoever decapsulates has the secret, not the randomness', () => {
  const model = (leaked: string): string => `attacker[passive]
    principal B[ knows private b pb = PUBKEY(b) ]
    B -> A: [pb]
    principal A[ generates r s, c = KEM_ENCAP(pb, r) ]
    A -> B: c
    principal B[ ${leaked} ]
    queries[ confidentiality? r confidentiality? s ]`;
  expect(codes(model(''))).toBe('c0c0');
  expect(codes(model('leaks b'))).toBe('c0c1');
  expect(codes(model('t = KEM_DECAP(b, c) leaks t'))).toBe('c0c1');
  expect(codes(model('').replace('KEM_ENCAP', 'KEM_ENCAP[weak]'))).toBe('c0c1');
});

describe('passwords', () => {
  test.each([
    ['never used', '', 'c0'],
    ['hashed beside public values', 'h = HASH(nil, p) leaks h', 'c1'],
    ['hashed beside a secret', 'generates n h = HASH(n, p) leaks h', 'c0'],
    ['two levels down', 'h = MAC(HASH(p), nil) leaks h', 'c1'],
    ['two levels down beside a secret', 'generates n h = MAC(HASH(p, n), nil) leaks h', 'c0'],
    ['hashed slowly', 'h = HASH(PW_HASH(p)) leaks h', 'c0'],
    ['as a key of something unknown', 'generates m h = ENC(p, m) leaks h', 'c0'],
    ['as an exponent', 'h = PUBKEY(p) leaks h', 'c1'],
    ['hashed slowly and badly', 'h = PW_HASH[weak](p) leaks h', 'c1'],
  ])('%s: %s', (_, statements, expected) => {
    const model = `attacker[passive] principal A[ knows password p ${statements} ]`;
    expect(codes(`${model} queries[ confidentiality? p ]`)).toBe(expected);
  });

  test('a guess may wait for a leak', () => {
    const model = `attacker[passive] principal A[ knows password p generates n h = HASH(p, n) leaks h ]
      phase[1] principal A[ leaks n ] queries[ confidentiality? p ]`;
    expect(codes(model)).toBe('c1');
  });
});

describe('declared weaknesses', () => {
  test('are those of one call, from their phase on', () => {
    const model = (capability: string): string => `attacker[passive]
      principal A[ knows private k generates m, n
        c = AEAD_ENC${capability}(k, m, nil) d = AEAD_ENC(k, n, nil) leaks c, d ]
      phase[1]
      queries[ confidentiality? m confidentiality? n confidentiality? k ]`;
    expect(codes(model(''))).toBe('c0c0c0');
    expect(codes(model('[weak]'))).toBe('c1c0c0');
    expect(codes(model('[weak from phase 1]'))).toBe('c1c0c0');
    expect(codes(model('[forgeable]'))).toBe('c0c0c0');
    expect(codes(model('[forgeable, weak]'))).toBe('c1c0c0');
  });

  test.each([
    ['', 'a0'],
    ['[malleable]', 'a1'],
    ['[malleable from phase 1]', 'a0'],
  ])('a cipher that is changed gives what the attacker wants: %s', (capability, expected) => {
    const encryption = `e = ENC${capability}(k, CONCAT(m, m))`;
    const query = 'authentication? Alice -> Bob: e';
    const bob = 'x, y = SPLIT(DEC(k, e))? ] phase[1] principal Bob[';
    expect(codes(channel(encryption, 'e', bob, query))).toBe(expected);
  });

  test('a hash that is inverted gives all that went in', () => {
    const model = `attacker[passive] principal A[ generates m, n h = HASH[weak](m, n) i = HASH(m, n) ]
      principal B[] A -> B: h queries[ confidentiality? m confidentiality? n ]`;
    expect(codes(model)).toBe('c1c1');
    expect(codes(model.replace('A -> B: h', 'A -> B: i'))).toBe('c1c1');
    expect(codes(model.replace('[weak]', ''))).toBe('c0c0');
  });
});
