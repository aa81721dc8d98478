const channel = 'free c: channel.';

const open =
  'fun enc(bitstring, bitstring): bitstring. reduc forall k: bitstring, m: bitstring; open(enc(k, m), k) = m.';

const twoEvents = `event e(bitstring). event g(bitstring).
`;

const happening = 'process in(c, x: bitstring); event e(x); event g(x)';

/** Models with one thing wrong, written by hand, that ProVerif 2.05 refuses: what it is, the model, and its fault. */
export const wrongModels: readonly (readonly [what: string, model: string, fault: string])[] = [
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
  ['parentheses left open', `${channel} process (in(c, x: bitstring); 0`, 'line 1: ) expected before end'],
  ['a comment left open', '(* (* *) process 0', 'line 1: comment left open'],
  [
    'a wrong number of arguments',
    `${channel} fun h(bitstring): bitstring. const a: bitstring. process out(c, h(a, a))`,
    'arity h',
  ],
  ['a wrong number of columns', 'const a: bitstring. table t(bitstring). process insert t(a, a)', 'arity t'],
  ['an argument of another type', `${channel} fun h(bitstring): bitstring. process out(c, h(c))`, 'types h'],
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
  ['a setting that there is not', 'set trace = true. process 0', 'setting trace'],
  ['a constant that is a number', 'const one: nat. process 0', 'makes a number one'],
  ['a function that makes numbers', 'fun next(bitstring): nat. process 0', 'makes a number next'],
  ['a new number', `${channel} process new x: nat; 0`, 'makes a number x'],
  [
    'a number for a message',
    `${channel} fun h(bitstring): bitstring. process in(c, x: nat); out(c, h(x))`,
    'types h',
  ],
  [
    'an order of messages',
    `${channel} process in(c, (x: bitstring, y: bitstring)); if x < y then 0`,
    'order of a comparison',
  ],
  [
    'a comparison of a number with a message',
    `${channel} process in(c, (x: nat, y: bitstring)); if x = y then 0`,
    'types of a comparison',
  ],
  [
    'a time in a restriction',
    `${channel} event e(bitstring). restriction x: bitstring, y: bitstring, t: time, u: time;
       event(e(x))@t && event(e(y))@u ==> t = u. process in(c, x: bitstring); event e(x)`,
    'time in a restriction',
  ],
  [
    'a time that is a message',
    `${channel} event e(bitstring). query x: bitstring; event(e(x))@x ==> false.
       process in(c, x: bitstring); event e(x)`,
    'no time x',
  ],
  ['a time in a process', `${channel} process in(c, t: time); 0`, 'type time'],
  ['a word of queries for a name', 'const attacker: bitstring. process 0', 'reserved attacker'],
  ['a destructor that is data', 'reduc forall x: bitstring; g(x) = x [data]. process 0', 'option data'],
  ['a term after a full stop', `${channel} process 0 . 0`, 'line 1: the end expected before .'],
];

/** Models that ProVerif 2.05 takes, some with a warning, and that say something else than one would think. */
export const misleadingModels: readonly (readonly [what: string, model: string, fault: string])[] = [
  ['a name hidden by another', `${channel} const a: bitstring. process in(c, a: bitstring); 0`, 'hides a'],
  ['a message of another type', `${channel} process out(c, c)`, 'type of an output'],
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
    'a time in a query that counts',
    `${channel} ${twoEvents} query x: bitstring, t: time, u: time;
       inj-event(g(x))@t ==> (inj-event(e(x))@u && u < t). ${happening}`,
    'time in an injective query',
  ],
  ['a truth value for a name', `${channel} process in(c, true: bitstring); 0`, 'reserved true'],
  [
    'parts of a process without parentheses',
    `${channel} let A = 0. process !A | !A`,
    'line 1: ( at the start of a part expected before |',
  ],
  [
    'either and both without parentheses',
    `${channel} ${twoEvents} query x: bitstring; event(g(x)) ==> event(e(x)) && event(g(x)) || event(e(x)). ${happening}`,
    'line 2: . expected before ||',
  ],
  [
    'what counts where nothing is counted',
    `${channel} ${twoEvents} query x: bitstring; event(g(x)) ==> inj-event(e(x)). ${happening}`,
    'injective',
  ],
  ['a variable twice', `${channel} process in(c, (x: bitstring, x: bitstring)); 0`, 'hides x'],
];
