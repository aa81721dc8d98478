import { describe, expect, test } from 'vitest';
import { file, segl } from '../../support/command-line.ts';

describe('check of a Verifpal model', () => {
  const model = (sent: string): string =>
    [
      'attacker[active]',
      'principal Alice[ knows private k generates m e = ENC(k, m) ]',
      'principal Bob[ knows private k ]',
      `Alice -> Bob: ${sent}`,
      'queries[ confidentiality? m ]',
      '',
    ].join('\n');

  test('gives the result code in the order of the queries', () => {
    const kept = segl(['check', file('kept.vp', model('e')), '--json']);
    expect(JSON.parse(kept.out)).toMatchObject({ sessions: 2, resultCode: 'c0' });
    expect(kept.status).toBe(0);
    const lost = segl(['check', file('lost.vp', model('m')), '--json', '--sessions', '1']);
    expect(JSON.parse(lost.out)).toMatchObject({ sessions: 1, resultCode: 'c1' });
    expect(lost.status).toBe(1);
  });

  test('tells an attack message by message', () => {
    const lost = segl(['check', file('told.vp', model('m'))]);
    expect(lost.out).toMatch(
      /confidentiality\? m: violated\n +1\. run 1, Alice, sends “Alice -> Bob: m”: m#1\n/,
    );
  });

  test('refuses what it cannot express with its name and place', () => {
    const refused = segl(['check', file('odd.vp', model('e').replace('ENC(', 'ENCODE('))]);
    expect(refused.status).toBe(2);
    expect(refused.out).toBe('');
    expect(refused.err).toMatch(/odd\.vp:2:50: .*ENCODE.* \[verifpal-unknown-primitive\]/);
  });
});

describe('check of a Scyther protocol', () => {
  const text = (answer: string): string =>
    [
      'protocol asking(I,R) {',
      `role I { fresh n: Nonce; send_1(I,R, n); recv_2(R,I, ${answer}); claim_i1(I, Alive); claim_i2(I, Secret, n); claim_i3(I, Nisynch); }`,
      `role R { var n: Nonce; recv_1(I,R, n); send_2(R,I, ${answer}); }`,
      '}',
    ].join('\n');

  test('refuses what it cannot express with its name and place', () => {
    const refused = segl(['check', file('odd.spdl', text('n').replace('recv_2(R,I, n)', 'recv_2(R,I, m)'))]);
    expect(refused.status).toBe(2);
    expect(refused.err).toMatch(/odd\.spdl:2:54: .*“m”.* \[scyther-undeclared\]/);
  });

  test('has a word of its own for a claim that no honest run comes to', () => {
    const text = `protocol stuck(A, B) {
  role A { fresh n: Nonce; send_1(A, B, {A, n}k(A, B)); }
  role B { var n: Nonce; recv_1(A, B, {n, A}k(A, B)); claim_b(B, Secret, n); }
}
`;
    const stuck = segl(['check', file('stuck.spdl', text)]);
    expect(stuck.out).toMatch(/^ +B b Secret: vacuous \(no honest run comes to the claim/mu);
    expect(stuck.status).toBe(1);
    const parsed: unknown = JSON.parse(segl(['check', file('stuck.spdl', text), '--json']).out);
    expect(parsed).toMatchObject({
      claims: [{ claim: 'Secret', verdict: 'vacuous', runs: null, attack: [] }],
    });
  });

  test('lists the claims with their verdicts', () => {
    const signed = segl(['check', file('signed.spdl', text('{n,I}sk(R)')), '--json']);
    expect(JSON.parse(signed.out)).toMatchObject({
      claims: [
        { role: 'I', label: 'i1', claim: 'Alive', verdict: 'holds' },
        { role: 'I', label: 'i2', claim: 'Secret', verdict: 'violated' },
        { role: 'I', label: 'i3', claim: 'Nisynch', verdict: 'holds', reason: null },
      ],
    });
    expect(signed.status).toBe(1);
    const open = segl(['check', file('open.spdl', text('n,I')), '--json']);
    expect(JSON.parse(open.out)).toMatchObject({
      claims: [
        { verdict: 'violated', attack: [{ kind: 'send' }, { kind: 'receive', label: 'asking.2' }] },
        { verdict: 'violated' },
        { verdict: 'violated' },
      ],
    });
  });

  test('says that what can be reached is reached', () => {
    const reached = text('n,I').replace('claim_i1(I, Alive)', 'claim_i1(I, Reachable)');
    const done = segl(['check', file('reached.spdl', reached), '--json']);
    expect(JSON.parse(done.out)).toMatchObject({
      claims: [{ claim: 'Reachable', verdict: 'holds' }, {}, {}],
    });
  });

  test('refuses what it cannot read', () => {
    const refused = segl(['check', file('odd.spdl', text('{n,I}sk(X)'))]);
    expect(refused.status).toBe(2);
    expect(refused.err).toContain('[scyther-undeclared]');
  });
});

test.each([
  ['none.vp', 'attacker[passive]\nprincipal A[\n  generates a\n]\nqueries[\n]\n'],
  [
    'none.spdl',
    'protocol P(A)\n{\n  role A\n  {\n    fresh n: Nonce;\n    send_1(A,A,n);\n    recv_1(A,A,n);\n  }\n}\n',
  ],
])('of %s nothing is asked, which is no agreement', (name, text) => {
  const done = segl(['check', file(name, text)]);
  expect(done.err).toContain('Nothing is asked of this model');
  expect(done.status).toBe(1);
});
