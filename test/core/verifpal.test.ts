import { describe, expect, test } from 'vitest';
import { Prover } from '#core/analysis/proof/prove.ts';
import { importVerifpal } from '#core/interchange/verifpal/import.ts';
import { verifpalFailureCodes } from '#core/interchange/verifpal/failure.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

type Imported = Extract<ReturnType<typeof importVerifpal>, { ok: true }>;

function read(text: string, sessions = 1): Imported {
  const result = importVerifpal(text, sessions);
  if (!result.ok) throw new Error(JSON.stringify(result.failures));
  return result;
}

function failures(text: string): readonly string[] {
  const result = importVerifpal(text, 1);
  return result.ok ? [] : result.failures.map(({ code, line, name }) => `${line} ${code} ${name}`);
}

/** Result codes as Verifpal writes them: 0 for what is proved, 1 for what is derivable, - for the rest. */
function codes(text: string): string {
  const { protocol, queries } = read(text);
  const budget = { clauses: 5000, cancelled: () => false };
  const precision = { memory: 'full', phased: protocol.phases > 1 } as const;
  const asked = protocol.queries.filter(({ kind }) => kind !== 'equal');
  const prover = new Prover(protocol, asked, precision, budget);
  const digit = { proved: '0', derivable: '1', unfinished: '-' } as const;
  return queries
    .map(({ kind, query }) => {
      const found = asked.find(({ name }) => name === query);
      return `${kind}${found === undefined ? '-' : digit[prover.prove(found).outcome]}`;
    })
    .join('');
}

function write(message: Message): string {
  return message.kind === 'apply' ? `${message.symbol}(${message.args.map(write).join(' ')})` : message.name;
}

function script(protocol: Protocol, role: string): readonly string[] {
  const steps = protocol.roles.find(({ name }) => name === role)?.steps ?? [];
  return steps.map((step) => {
    switch (step.kind) {
      case 'send':
        return `${step.phase} send ${step.channel.trust} ${write(step.message)}`;
      case 'receive':
        return `${step.phase} receive ${step.channel.trust} ${write(step.pattern)}`;
      case 'compute':
        return `${step.phase} ${step.checked ? 'check' : 'compute'} ${step.variable} ${step.symbol} ${step.args.map(write).join(' ')}`;
      case 'match':
        return `${step.phase} match ${write(step.pattern)} ${write(step.value)}`;
      case 'event':
        return `${step.phase} event ${step.event} ${step.args.map(write).join(' ')}`;
      case 'differ':
      case 'advance':
      case 'accept':
        return step.kind;
    }
  });
}

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
    expect(queries).toEqual([{ kind: 'c', query: 'confidentiality? reading' }]);
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
    ['attacker[active]\nprincipal A[\n', '3 verifpal-unexpected '],
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
    [within('knows private k\n_ = ASSERT(k, nil)?'), '4 verifpal-check-fails ASSERT'],
    [between('A -> C: a'), '4 verifpal-unknown-principal C'],
    [between('A -> A: a'), '4 verifpal-message-to-itself A'],
    [between('A -> B: b'), '4 verifpal-unknown-constant b'],
    [between('A -> B: a\nA -> B: a'), '5 verifpal-known-already a'],
    [between('phase[1]\nphase[1]'), '5 verifpal-phase-order 1'],
    [between('queries[ confidentiality? b ]'), '4 verifpal-unknown-constant b'],
    [between('queries[ freshness? b ]'), '4 verifpal-unknown-constant b'],
    [between('queries[ unlinkability? a, b ]'), '4 verifpal-unknown-constant b'],
    [between('queries[ authentication? A -> B: a ]'), '4 verifpal-no-message a'],
    [between('queries[ equivalence? a, a, a ]'), '4 verifpal-equivalence-of-many equivalence? a, a, a'],
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
    const refusal = { code: 'verifpal-sessions', line: 1, name: '0' };
    expect(importVerifpal('attacker[active]', 0)).toEqual({ ok: false, failures: [refusal] });
  });
});

// Sends what Alice makes to Bob, who shares the key k with her.
function channel(alice: string, sent: string, bob: string, queries: string): string {
  return `attacker[active]
    principal Alice[ knows private k generates m ${alice} ]
    Alice -> Bob: ${sent}
    principal Bob[ knows private k ${bob} ]
    queries[ ${queries} ]`;
}

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

  test('a check at the end of a block holds for what was checked before', () => {
    const model = (divide: string): string =>
      channel(
        'e = AEAD_ENC(nil, m, nil) t = MAC(k, m)',
        'e, t',
        `d = AEAD_DEC(nil, e, nil)? ${divide} _ = ASSERT(MAC(k, d), t)?`,
        query,
      );
    expect(codes(model(''))).toBe('a0');
    expect(codes(model('] principal Bob['))).toBe('a1');
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
  expect(queries).toEqual([{ kind: 'e', query: name }]);
  expect(protocol.queries).toEqual([{ kind: 'equal', name, left: `${name}: left`, right: `${name}: right` }]);
  expect(script(protocol, 'A')[0]).toBe(`0 event ${name}: left m`);
  expect(script(protocol, 'B').at(-1)).toBe(`0 event ${name}: right d`);
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
    ['what one makes of the other', 'x = BLIND(r, nil) y = UNBLIND(r, nil, x) leaks r', 'x, y', 'u1'],
  ])('%s: %s', (_, statements, sent, expected) => {
    const model = `attacker[passive] principal A[ generates r, s ${statements} ] principal B[]
      A -> B: ${sent} queries[ unlinkability? x, y ]`;
    expect(codes(model)).toBe(expected);
  });
});

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
    expect(codes(model('[weak from phase 2]'))).toBe('c0c0c0');
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
    expect(codes(channel(encryption, 'e', 'x, y = SPLIT(DEC(k, e))?', query))).toBe(expected);
  });

  test('a hash that is inverted gives all that went in', () => {
    const model = `attacker[passive] principal A[ generates m, n h = HASH[weak](m, n) i = HASH(m, n) ]
      principal B[] A -> B: h queries[ confidentiality? m confidentiality? n ]`;
    expect(codes(model)).toBe('c1c1');
    expect(codes(model.replace('A -> B: h', 'A -> B: i'))).toBe('c1c1');
    expect(codes(model.replace('[weak]', ''))).toBe('c0c0');
  });
});
