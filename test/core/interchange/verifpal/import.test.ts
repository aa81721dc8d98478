import { describe, expect, test } from 'vitest';
import { importVerifpal } from '#core/interchange/verifpal/import.ts';
import { verifpalFailureCodes } from '#core/interchange/verifpal/failure.ts';
import { failures, read, script } from '../../../support/models/verifpal.ts';

describe('the form', () => {
  test('a principal is a role; what it knows is shared by its runs, what it generates is not', () => {
    const { protocol, queries } = read(
      `attacker[active] // Comments end with the line.
      principal Sensor[ knows private key, station generates reading
        sealed = AEAD_ENC(key, reading, nil) /* or
        span several */ leaks station ]
      Sensor → Hub: sealed, [station]
      principal Hub[ knows private key
        got = AEAD_DEC(key, sealed, nil)?
        loose = AEAD_DEC(station, sealed, nil) ]
      phase[1]
      principal Sensor[ leaks key ]
      queries[ confidentiality? reading ]`,
      3,
    );
    const query = 'confidentiality? reading';
    expect(queries).toEqual([{ kind: 'c', query, parts: [query], undisturbed: null }]);
    expect(script(protocol, 'Sensor')).toEqual([
      '0 event confidentiality? reading: made reading',
      '0 send public station',
      '0 send public AEAD_ENC(key reading nil)',
      '0 send authentic station',
      '1 send public key',
    ]);
    expect(script(protocol, 'Hub')).toEqual([
      '0 receive public sealed',
      '0 receive authentic station',
      '0 check got AEAD_DEC key sealed nil',
      '0 compute loose AEAD_DEC station sealed nil',
    ]);
    expect(protocol.roles.map(({ runs, parameters }) => [runs, parameters])).toEqual([
      [3, []],
      [3, []],
    ]);
    expect(protocol.secrets).toEqual(new Set(['key', 'station']));
    expect([protocol.phases, protocol.passive]).toEqual([2, false]);
  });

  test('both notations for Diffie-Hellman values give powers of the one generator', () => {
    const steps = (a: string, b: string): readonly string[] =>
      script(
        read(`attacker[passive] principal A[ generates x, y one = ${a} two = ${b} leaks one, two ]`).protocol,
        'A',
      );
    const powers = ['0 send public DH(generator x)', '0 send public DH(DH(generator x) y)'];
    expect(steps('PUBKEY(x)', 'DH_KEX(PUBKEY(x), y)')).toEqual(powers);
    expect(steps('G^x', '(G^x)^y')).toEqual(powers);
    expect(steps('G^x', 'one^y')).toEqual(powers);
    expect(steps('PUBKEY(x)', 'DH_KEX(PUBKEY(y), x)')).toEqual(powers);
  });

  test('what undoes a principal’s own work is done at once; large values get variables', () => {
    const { protocol } = read(`attacker[active]
      principal A[ generates a, b
        p, q = SPLIT(CONCAT(a, b))
        h1 = HASH(a, b, a, b, a) h2 = HASH(h1, h1, h1, h1, h1) h3 = HASH(h2, h2)
        leaks q, h3 ]`);
    expect(script(protocol, 'A').map((step) => step.split('(')[0])).toEqual([
      '0 match h3 HASH_2',
      '0 send public b',
      '0 send public h3',
    ]);
  });

  test('what one principal knows as public, every other has from there on', () => {
    const { protocol } = read(`attacker[active]
      principal A[ knows public id ] principal B[ h = HASH(id) leaks h ]`);
    expect(script(protocol, 'B')).toEqual(['0 send public HASH_1(id)']);
    expect(protocol.secrets.size).toBe(0);
  });

  test('case tells no names apart, and commas may be left out within a line', () => {
    const tidy = `attacker[active]
      principal Sensor[
        knows private key, other
        generates first, second
        x, y = HKDF(key, first, nil)
        e = AEAD_ENC(x, second, nil)
      ]
      Sensor -> Hub: e, [first]
      principal Hub[
        knows private key
        p, q = HKDF(key, first, nil)
        d = AEAD_DEC(p, e, nil)?
      ]
      queries[ confidentiality? second unlinkability? e, first ]`;
    const loose = `Attacker[ACTIVE]
      Principal sensor[
        Knows Private Key OTHER,
        generates first second
        X Y = hkdf(KEY first nil),
        e = Aead_Enc(x, second, nil,)
      ]
      sensor -> hub: E [first],
      principal HUB[
        knows private key
        p, q = HKDF(key, first, nil)
        d = AEAD_DEC(p, e, nil)?
      ]
      Queries[ confidentiality? Second
        unlinkability? e first ]`;
    const lower = (text: string): unknown =>
      JSON.parse(JSON.stringify(read(text).protocol.roles).toLowerCase());
    expect(lower(loose)).toEqual(lower(tidy));
    // As they were written first.
    expect(read(loose).protocol.roles.map(({ name }) => name)).toEqual(['sensor', 'hub']);
  });

  test('two queries of the same text have names of their own', () => {
    const { queries, protocol } = read(`attacker[active] principal A[ generates a ]
      queries[ confidentiality? a confidentiality?  a ]`);
    expect(queries.map(({ query }) => query)).toEqual(['confidentiality? a', 'confidentiality? a (2)']);
    expect(new Set(protocol.queries.map(({ name }) => name)).size).toBe(2);
  });
});

describe('a model is refused', () => {
  const within = (statement: string): string => `attacker[active]\nprincipal A[\n${statement}\n]`;
  const between = (part: string): string =>
    `attacker[active]\nprincipal A[ generates a ]\nprincipal B[ ]\n${part}`;

  test.each([
    ['attacker[lazy]', '1 verifpal-unexpected lazy'],
    ['attacker[active] principal A[ knows private ]', '1 verifpal-unexpected ]'],
    ['attacker[active]\nprincipal A[\n', '2 verifpal-unclosed A['],
    ['attacker[active]\nA -> B', '2 verifpal-unexpected-end '],
    ['attacker[active]\n%', '2 verifpal-unexpected-character %'],
    [within('knows private leaks'), '3 verifpal-reserved-name leaks'],
    [within('h = CIPHER(nil)'), '3 verifpal-unknown-primitive CIPHER'],
    [within('h = HASH(x)'), '3 verifpal-unknown-constant x'],
    [within('leaks x'), '3 verifpal-unknown-constant x'],
    [within('generates x, x'), '3 verifpal-defined-twice x'],
    [within('generates x\ngenerates y\nx = HASH(y)'), '5 verifpal-defined-twice x'],
    [within('generates x\ny = x'), '4 verifpal-copy x'],
    [within('knows private x\nknows public x'), '4 verifpal-qualifiers-differ x'],
    [within('h = MAC(nil)'), '3 verifpal-argument-count MAC'],
    [within('h, i = MAC(nil, nil)'), '3 verifpal-output-count MAC'],
    [within('h = HASH(nil)?'), '3 verifpal-not-checkable HASH'],
    [within('h = MAC[weak](nil, nil)'), '3 verifpal-capability-not-for-primitive weak'],
    [within('h = ENC[weak, weak](nil, nil)'), '3 verifpal-capability-twice weak'],
    [within('h = HASH(ENC[weak from phase 2](nil, nil))'), '3 verifpal-capability-never weak'],
    [within('s = SHAMIR_SPLIT(nil)'), '3 verifpal-output-count SHAMIR_SPLIT'],
    [within('generates r, b\np = PUBKEY(b)\ns = KEM_ENCAP(p, r)'), '5 verifpal-output-count KEM_ENCAP'],
    [within('h = HASH(SHAMIR_SPLIT(nil))'), '3 verifpal-several-results SHAMIR_SPLIT'],
    [within('generates a\np = PUBKEY(PUBKEY(a))'), '4 verifpal-argument-restricted PUBKEY'],
    [within('generates a, b\np = PUBKEY(b)\nq = DH_KEX(p, p)'), '5 verifpal-argument-restricted DH_KEX'],
    [
      within('generates a, b\np = PUBKEY(b)\nq = DH_KEX(p, a)\nr = DH_KEX(q, a)'),
      '6 verifpal-argument-restricted DH_KEX',
    ],
    [
      within('generates a, r, t\np = PUBKEY(a)\ns, c = KEM_ENCAP(p, r)\nx, y = KEM_ENCAP(s, t)'),
      '6 verifpal-argument-restricted KEM_ENCAP',
    ],
    [within('generates hash'), '3 verifpal-reserved-name hash'],
    [within('generates Attacker_key'), '3 verifpal-reserved-name Attacker_key'],
    [within('knows private k\n_ = ASSERT(k, nil)?'), '4 verifpal-check-fails ASSERT'],
    [between('A -> C: a'), '4 verifpal-unknown-principal C'],
    [between('A -> A: a'), '4 verifpal-message-to-itself A'],
    [between('A -> B: b'), '4 verifpal-unknown-constant b'],
    [between('A -> B: a\nA -> B: a'), '5 verifpal-known-already a'],
    [between('phase[1]\nphase[1]'), '5 verifpal-phase-order 1'],
    [between('phase[2]'), '4 verifpal-phase-order 2'],
    [between('principal A[ knows public id ]\nA -> B: id'), '5 verifpal-known-already id'],
    [between('queries[ confidentiality? b ]'), '4 verifpal-unknown-constant b'],
    [between('queries[ freshness? b ]'), '4 verifpal-unknown-constant b'],
    [between('queries[ unlinkability? a, b ]'), '4 verifpal-unknown-constant b'],
    [between('queries[ authentication? A -> B: a ]'), '4 verifpal-no-message a'],
    [between('queries[ equivalence? a ]'), '4 verifpal-equivalence-of-one equivalence? a'],
    [between('queries[ unlinkability? a ]'), '4 verifpal-unlinkability-of-one unlinkability? a'],
    [between('queries[ unlinkability? a, A ]'), '4 verifpal-compared-with-itself a'],
    [between('queries[ authentication? A -> C: a ]'), '4 verifpal-unknown-principal C'],
    [between('queries[ authentication? A -> A: a ]'), '4 verifpal-message-to-itself A'],
    [between('queries[ confidentiality? a[ precondition[C -> A: a] ] ]'), '4 verifpal-unknown-principal C'],
    [between('Scenarios[ A[ a = b ] ]'), '4 verifpal-scenarios Scenarios'],
    [
      between('A -> B: a\nqueries[ authentication? A -> B: a[ precondition[A -> B: a] ] ]'),
      '5 verifpal-precondition-of-another a',
    ],
    [
      `attacker[passive]\nprincipal A[ knows private s t = HASH(s) ]\nprincipal B[ knows private s u = MAC(s, s) ]
      A -> B: t\nB -> A: u\nqueries[ unlinkability? t, u ]`,
      '6 verifpal-unlinkability-across-principals u',
    ],
  ])('%j: %s', (text, expected) => {
    expect(failures(text)).toEqual([expected]);
    expect(verifpalFailureCodes).toContain(expected.split(' ')[1]);
  });

  test('with all that is wrong with its calls, or with its queries', () => {
    expect(failures(within('h = FOO(nil)\ni = BAR(MAC(nil))'))).toEqual([
      '3 verifpal-unknown-primitive FOO',
      '4 verifpal-argument-count MAC',
      '4 verifpal-unknown-primitive BAR',
    ]);
    expect(failures(between('queries[ confidentiality? x\n freshness? y ]'))).toHaveLength(2);
  });

  test('that is too large, or nested too deeply', () => {
    const nested = `h = ${'HASH('.repeat(300)}nil${')'.repeat(300)}`;
    expect(failures(within(nested))).toEqual(['3 verifpal-too-deep ']);
    expect(failures(`attacker[active]${' '.repeat(1_000_001)}`)).toEqual(['1 verifpal-text-too-long ']);
  });

  test('for a number of sessions that is none', () => {
    const refusal = { code: 'verifpal-sessions', line: 1, column: 1, name: '0' };
    expect(importVerifpal('attacker[active]', 0)).toEqual({ ok: false, failures: [refusal] });
  });
});
