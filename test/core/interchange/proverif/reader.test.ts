import { describe, expect, test } from 'vitest';
import { faultsOf } from '../../../support/proverif/faults.ts';
import { misleadingModels, wrongModels } from './wrong-models.ts';

const channel = 'free c: channel.';
const open =
  'fun enc(bitstring, bitstring): bitstring. reduc forall k: bitstring, m: bitstring; open(enc(k, m), k) = m.';

test('a small model has no faults', () => {
  expect(
    faultsOf(`(* a comment (* in a comment *) *) ${channel} ${open}
      fun pair(bitstring, bitstring): bitstring [data].
      const K: bitstring [private].
      table keys(bitstring).
      event sent(bitstring). event taken(bitstring).
      query x: bitstring; inj-event(taken(x)) ==> inj-event(sent(x)).
      query x: bitstring; event(sent(x)) && attacker(x) phase 1 ==> false.
      event counted(nat).
      query x: bitstring, t: time, u: time, i: nat, j: nat; event(taken(x)) ==> event(sent(x)) ||
        (event(counted(i))@t && event(counted(j))@u && t < u && j <= i).
      restriction x: bitstring, y: bitstring; event(sent(x)) && event(sent(y)) ==> x = y.
      let A = new m: bitstring; insert keys(K); event sent(m); out(c, enc(K, pair(m, m))); 0.
      let B = get keys(k: bitstring) in in(c, x: bitstring); let pair(m: bitstring, =K) = open(x, k) in
        if m <> K then event taken(m).
      let C = in(c, i: nat); if i > 1 then event counted(i).
      process (!A) | (!B) | (!C) | (phase 1; out(c, K))`),
  ).toEqual([]);
});

describe('the reader objects to', () => {
  test.each([...wrongModels, ...misleadingModels])('%s', (_, text, fault) => {
    expect(faultsOf(text)).toContain(fault);
  });
});
