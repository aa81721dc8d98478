import { describe, expect, test } from 'vitest';
import { faultsOf } from './reader/faults.ts';

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
      restriction x: bitstring, y: bitstring; event(sent(x)) && event(sent(y)) ==> x = y.
      let A = new m: bitstring; insert keys(K); event sent(m); out(c, enc(K, pair(m, m))); 0.
      let B = get keys(k: bitstring) in in(c, x: bitstring); let pair(m: bitstring, =K) = open(x, k) in
        if m <> K then event taken(m).
      process (!A) | (!B) | (phase 1; out(c, K))`),
  ).toEqual([]);
});

describe('the reader objects to', () => {
  test.each([
    ['a name that nothing declares', `${channel} process out(c, x).`, 'line 1: the end expected before .'],
    ['a term that nothing declares', `${channel} process out(c, x)`, 'undeclared x'],
    [
      'a destructor that nothing declares',
      `${channel} process in(c, x: bitstring); let y: bitstring = open(x) in 0`,
      'undeclared open',
    ],
    [
      'what is declared later',
      `${channel} process out(c, h(a)) fun h(bitstring): bitstring.`,
      'line 1: the end expected before fun',
    ],
    ['a channel that nothing declares', 'process out(c, c)', 'undeclared c'],
    ['a table that nothing declares', `${channel} process insert t(c)`, 'undeclared t'],
    ['an event that nothing declares', `${channel} process event e(c)`, 'undeclared e'],
    ['a process that nothing declares', 'process !A', 'undeclared A'],
    ['a name declared twice', `${channel} ${channel} process 0`, 'twice c'],
    ['a name hidden by another', `${channel} const a: bitstring. process in(c, a: bitstring); 0`, 'hides a'],
    ['parentheses left open', `${channel} process (in(c, x: bitstring); 0`, 'line 1: ) expected before end'],
    ['a comment left open', '(* (* *) process 0', 'line 1: comment left open'],
    [
      'a wrong number of arguments',
      `${channel} fun h(bitstring): bitstring. const a: bitstring. process out(c, h(a, a))`,
      'arity h',
    ],
    [
      'a wrong number of columns',
      'const a: bitstring. table t(bitstring). process insert t(a, a)',
      'arity t',
    ],
    ['a message of another type', `${channel} process out(c, c)`, 'type of an output'],
    [
      'an argument of another type',
      `${channel} fun h(bitstring): bitstring. process out(c, h(c))`,
      'types h',
    ],
    ['a term for a channel', 'const a: bitstring. process out(a, a)', 'channel expected'],
    ['a type that there is not', 'const a: key. process 0', 'type key'],
    ['a character that no word has', 'const é: bitstring. process 0', 'line 1: character é'],
    ['a keyword for a name', 'const table: bitstring. process 0', 'line 1: a name expected before table'],
    [
      'a rule of another destructor',
      'fun f(bitstring): bitstring reduc forall x: bitstring; g(x) = x. process 0',
      'rule of g for f',
    ],
    [
      'a rule with a result from nowhere',
      'reduc forall x: bitstring, y: bitstring; g(x) = y. process 0',
      'free y in g',
    ],
    [
      'rules of different arity',
      'reduc forall x: bitstring; g(x) = x; forall x: bitstring; g(x, x) = x. process 0',
      'arity g',
    ],
    [
      'a destructor in a rule',
      `${open} reduc forall x: bitstring; g(open(x, x)) = x. process 0`,
      'destructor open in a rule',
    ],
    [
      'a pattern below what is no data',
      `${channel} ${open} process in(c, enc(k: bitstring, m: bitstring)); 0`,
      'pattern enc',
    ],
    ['private data', 'fun f(bitstring): bitstring [data, private]. process 0', 'private data f'],
    ['a phase that goes back', 'process phase 2; phase 1; 0', 'phase 1 after 2'],
    [
      'a query about a phase that never comes',
      `${channel} event e(bitstring). query x: bitstring; event(e(x)) && attacker(x) phase 1 ==> false.
       process in(c, x: bitstring); event e(x)`,
      'phase 1 never comes',
    ],
    [
      'a query that leaves the phase open',
      `${channel} event e(bitstring). query x: bitstring; event(e(x)) && attacker(x) ==> false.
       process in(c, x: bitstring); event e(x); phase 1`,
      'phase of a query',
    ],
    [
      'a query about an event that no process has',
      `${channel} event e(bitstring). query x: bitstring; event(e(x)) ==> false.
       let A = in(c, x: bitstring); event e(x). process 0`,
      'true of nothing e',
    ],
    [
      'a query that needs an event that no process has',
      `${channel} event e(bitstring). event g(bitstring). query x: bitstring; event(e(x)) ==> event(g(x)).
       process in(c, x: bitstring); event e(x)`,
      'never happens g',
    ],
    [
      'a query with a variable that has no type',
      `${channel} event e(bitstring, bitstring). query x: bitstring; event(e(x, y)) ==> false.
       process in(c, x: bitstring); event e(x, x)`,
      'undeclared y',
    ],
    [
      'a restriction that counts',
      `${channel} event e(bitstring). restriction x: bitstring; inj-event(e(x)) ==> inj-event(e(x)).
       process in(c, x: bitstring); event e(x)`,
      'injective restriction',
    ],
  ])('%s', (_, text, fault) => {
    expect(faultsOf(text)).toContain(fault);
  });
});
