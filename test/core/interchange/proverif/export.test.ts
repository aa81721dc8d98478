import { describe, expect, test } from 'vitest';
import { generator } from '#core/protocol/theory.ts';
import { adversaryConstant, type Message } from '#core/protocol/message.ts';
import type { Channel } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import { faultsOf } from '../../../support/proverif/faults.ts';
import {
  f,
  protocol,
  theory,
  pair,
  symbol,
  v,
  role,
  event,
  send,
  n,
  receive,
  k,
  compute,
  power,
  mac,
  keyed,
  written,
} from './protocols.ts';

const pk = (agent: Message): Message => f('pk', f('sk', agent));

/** Needham-Schroeder with public keys, with names that clash with keywords, comments and each other. */
const needham = protocol({
  theory: theory(
    [pair, symbol('aenc', 2), symbol('adec', 2), symbol('pk', 1), symbol('sk', 1, { private: true })],
    { rewrites: [{ symbol: 'adec', args: [f('aenc', v('m'), f('pk', v('s'))), v('s')], result: v('m') }] },
  ),
  sorts: new Map([
    ['Na', 'nonce'],
    ['Nb', 'nonce'],
  ]),
  exposures: [{ message: f('sk', adversaryConstant('agent')), variables: new Map(), fromPhase: 0 }],
  roles: [
    {
      ...role(
        'in',
        ['A', 'B'],
        [
          event('begin (*', [v('A'), v('B')]),
          send('1', f('aenc', f('pair', n('Na'), v('A')), pk(v('B')))),
          receive('2', f('aenc', f('pair', n('Na'), v('nb')), pk(v('A')))),
          send('3', f('aenc', v('nb'), pk(v('B')))),
          event('secret', [v('nb')], ['A', 'B']),
        ],
      ),
      sorts: new Map([['nb', 'nonce']]),
      runs: 3,
    },
    role(
      'Ответчик',
      ['B', 'A'],
      [
        receive('1', v('first')),
        compute('content', 'adec', [v('first'), f('sk', v('B'))], true),
        {
          kind: 'match',
          phase: 0,
          pattern: f('pair', v('na'), v('A')),
          value: v('content'),
        },
        send('2', f('aenc', f('pair', v('na'), n('Nb')), pk(v('A')))),
        receive('3', f('aenc', n('Nb'), pk(v('B')))),
        event('end', [v('A'), v('B'), n('Nb')], ['A', 'B']),
      ],
    ),
  ],
  queries: [
    { kind: 'secrecy', name: 'S', event: 'secret' },
    {
      kind: 'correspondence',
      name: 'C',
      end: { event: 'end', run: 'r', args: [v('a'), v('b'), v('x')] },
      needs: [{ event: 'begin (*', run: 's', args: [v('a'), v('b')] }],
      injective: true,
    },
    { kind: 'equal', name: 'E', left: 'end', right: 'secret' },
    { kind: 'unique', name: 'U', event: 'end' },
    { kind: 'fresh', name: 'F', event: 'secret' },
    { kind: 'unreachable', name: 'R', event: 'end' },
  ],
});

const exchange = protocol({
  theory: theory([power, mac, pair]),
  roles: [
    role(
      'I',
      ['A'],
      [
        send('1', f('exp', generator, n('x'))),
        receive('2', f('pair', v('gy'), f('mac', v('gy'), f('exp', v('gy'), n('x'))))),
        event('key', [f('exp', v('gy'), n('x'))]),
      ],
    ),
    role('J', ['A'], [receive('1', v('gx')), send('2', f('exp', generator, n('y')))]),
  ],
  queries: [{ kind: 'secrecy', name: 'K', event: 'key' }],
});

describe.each([
  ['needham', needham],
  ['keyed', keyed],
  ['exchange', exchange],
  ['passive', { ...keyed, passive: true }],
  ['empty', protocol({})],
])('%s is well formed', (_, of) => {
  test('for a reader that knows only the manual', () => {
    expect(faultsOf(written(of).text)).toEqual([]);
  });
});

describe('needham', () => {
  const { text, queries, remarks } = written(needham);

  test('long-term keys are private, tuples are open, sorts are data constructors', () => {
    expect(text).toContain('fun sk(bitstring): bitstring [private].');
    expect(text).toContain('fun pair(bitstring, bitstring): bitstring [data].');
    expect(text).toContain('fun atom_nonce(bitstring): bitstring [data].');
    expect(text).toContain('reduc forall m: bitstring, s: bitstring; adec(aenc(m, pk(s)), s) = m.');
  });

  test('a pattern below a cipher becomes a private destructor that only takes a nonce', () => {
    expect(text).toMatch(
      /reduc forall A: bitstring, Na: bitstring, nb: bitstring; role_in_match_1\(aenc\(pair\(atom_nonce\(Na\), atom_nonce\(nb\)\), pk\(sk\(atom_agent\(A\)\)\)\), A, Na\) = nb \[private\]\./u,
    );
    expect(text).toContain('let nb: bitstring = role_in_match_1(received, A, Na) in');
  });

  test('a tuple is taken apart by a pattern, and a known value by a comparison', () => {
    expect(text).toContain('let pair(na: bitstring, =atom_agent(A)) = content in');
    expect(text).toContain('in(c, =aenc(atom_nonce(Nb), pk(sk(atom_agent(B)))));');
  });

  test('the run’s own agent is honest, and an event says who else must be', () => {
    expect(text).toMatch(
      /in\(c, \(A: bitstring, B: bitstring\)\);\s+if atom_agent\(A\) <> atom_agent\(adversary_agent\) then/u,
    );
    expect(text).toContain('event event_secret(run, atom_agent(B), atom_nonce(nb));');
    expect(text).not.toContain('trust(');
  });

  test('queries correspond one to one', () => {
    expect(queries.map(({ name }) => name)).toEqual(['S', 'C', 'E', 'U', 'F', 'R']);
    expect(
      queries.map((query) => ('reason' in query ? query.reason : query.text.replaceAll(/\s+/gu, ' '))),
    ).toEqual([
      'query run: bitstring, x: bitstring, agent: bitstring; ' +
        'event(event_secret(run, atom_agent(agent), x)) && attacker(x) ==> ' +
        'atom_agent(agent) = atom_agent(adversary_agent).',
      'query r: bitstring, a: bitstring, b: bitstring, x: bitstring, agent: bitstring, s: bitstring; ' +
        'inj-event(event_end(r, atom_agent(agent), a, b, x)) ==> inj-event(event_begin(s, a, b)) || ' +
        'atom_agent(agent) = atom_agent(adversary_agent).',
      'relation-of-runs',
      'query run: bitstring, x: bitstring, x_2: bitstring, x_3: bitstring, agent: bitstring, run_2: bitstring, agent_2: bitstring; ' +
        'event(event_end(run, atom_agent(agent), x, x_2, x_3)) && event(event_end(run_2, atom_agent(agent_2), x, x_2, x_3)) ==> ' +
        'run = run_2 || atom_agent(agent) = atom_agent(adversary_agent) || atom_agent(agent_2) = atom_agent(adversary_agent).',
      'query run: bitstring, x: bitstring, agent: bitstring, new_2: bitstring; ' +
        'event(event_secret(run, atom_agent(agent), x)) ==> (event(made(new_2)) && x = atom_nonce(new_2)) || ' +
        'atom_agent(agent) = atom_agent(adversary_agent).',
      'query run: bitstring, x: bitstring, x_2: bitstring, x_3: bitstring, agent: bitstring; ' +
        'event(event_end(run, atom_agent(agent), x, x_2, x_3)) ==> atom_agent(agent) = atom_agent(adversary_agent).',
    ]);
    for (const query of queries) if (query.text !== null) expect(text).toContain(query.text);
  });

  test('the header maps names, whatever their letters', () => {
    expect(text).toContain('role in -> role_in');
    expect(text).toContain('event begin {28}{2a} -> event_begin');
    expect(text).toContain('role Ответчик -> role');
    expect(remarks).toContainEqual({ code: 'runs-unbounded', subject: 'in' });
  });
});

describe('keyed', () => {
  const { text, queries, remarks } = written(keyed);

  test('what happens later happens in its phase', () => {
    expect(text).toMatch(/phase 1;\n {2}out\(c, senc\(MASTER, ticket\)\);\n {2}0\./u);
    expect(text).toContain('(phase 1; out(c, MASTER))');
    expect(text).toContain('const MASTER: bitstring [private].');
    expect(queries[0]?.text).toContain('attacker(x) phase 1 ==>');
  });

  test('a weakness of the first phase is a destructor, a later one a process of its phase', () => {
    expect(text).toContain('deduce_weak(senc(m, key)) = m.');
    expect(text).toContain('deduce_broken(mac(m, key), m) = key [private].');
    const oracle =
      '!(in(c, (premise: bitstring, premise_2: bitstring)); out(c, deduce_broken(premise, premise_2)))';
    expect(text).toContain(`(phase 1; ${oracle})`);
    expect(text).not.toContain(`(${oracle})`);
  });

  test('keys shared with the dishonest agent are had in every phase', () => {
    const leak = '!(in(c, x: bitstring); out(c, kdf(atom_agent(adversary_agent), atom_agent(x))))';
    expect(text).toContain(`(${leak})`);
    expect(text).toContain(`(phase 1; ${leak})`);
  });

  test('a secure channel is a table that the dishonest ends reach', () => {
    expect(text).toContain('insert channel_t(atom_agent(A), atom_agent(B), ticket);');
    expect(text).toContain('get channel_t(=atom_agent(A), =atom_agent(B), ticket: bitstring) in');
    expect(text).toContain('insert channel_t(atom_agent(adversary_agent), to, message)');
    expect(text).toContain(
      'get channel_t(from: bitstring, =atom_agent(adversary_agent), message: bitstring) in',
    );
    expect(text).not.toContain('out(c, ticket)');
  });

  test('a destructor that need not succeed leaves its application', () => {
    expect(text).toContain('fun sdec_stuck(bitstring, bitstring): bitstring.');
    expect(text).toMatch(
      /sdec_or_stuck\(senc\(m, key\), key\) = m\notherwise .*sdec_or_stuck\(x, x_2\) = sdec_stuck\(x, x_2\)/u,
    );
    expect(text).toContain('let opened: bitstring = sdec_or_stuck(atom_counter(value), ticket) in');
    expect(text).toContain('if opened <> EMPTY then');
  });

  test('a counter counts natural numbers, and nothing of it is only approximated', () => {
    expect(remarks).toEqual([]);
    expect(text).toContain('set ignoreTypes = false.');
    expect(text).toContain('fun atom_counter(nat): bitstring [data].');
    expect(text).toContain('in(c, sqn: nat);');
  });

  test('a query is about executions in which no counter goes back', () => {
    expect(queries[0]?.text?.replaceAll(/\s+/gu, ' ')).toMatch(
      /phase 1 ==> \(event\((accept_\w+)\(holder, atom_counter\((\w+)\), \w+\)\)@(\w+) && event\(\1\(holder, atom_counter\((\w+)\), \w+\)\)@(\w+) && \3 < \5 && \4 < \2\)\.$/u,
    );
  });
});

describe('exchange', () => {
  const { text } = written(exchange);

  test('exponents commute over the generator', () => {
    expect(text).toContain(
      'equation forall x: bitstring, y: bitstring; exp(exp(generator, x), y) = exp(exp(generator, y), x).',
    );
  });

  test('a power in a pattern is matched by a destructor that is given the known exponent', () => {
    expect(text).toMatch(
      /reduc forall x: bitstring, gy: bitstring; role_I_match_1\(pair\(gy, mac\(gy, exp\(gy, x\)\)\), x\) = gy/u,
    );
  });
});

test('a passive adversary only hears', () => {
  const { text, remarks } = written({ ...keyed, passive: true });
  expect(text).toContain('get channel_m(received: bitstring) in');
  expect(text).toContain('insert channel_m(mac(atom_counter(sqn), kdf(atom_agent(A), atom_agent(B))));');
  expect(text).not.toContain('insert channel_t(atom_agent(adversary_agent)');
  expect(remarks.map(({ code }) => code)).toContain('passive-by-labels');
});

test('what the adversary is given from a later phase on it does not have before', () => {
  const { text } = written(keyed);
  // The long-term key leaks when the run is over, and not while it goes on.
  const given = text.split('\n').filter((line) => /\bout\(c, MASTER\)/u.test(line));
  expect(given).toHaveLength(1);
  expect(given[0]).toContain('phase 1; out(c, MASTER)');
});

test.each([
  ['authentic', [false, true]],
  ['confidential', [true, false]],
  ['secure', [true, true]],
] as const)('the dishonest ends of a channel that is %s are the adversary’s', (trust, [reads, names]) => {
  const channel: Channel = { trust, from: v('A'), to: v('B'), once: false };
  const of = protocol({
    roles: [
      role('S', ['A', 'B'], [send('m', n('x'), 0, channel)]),
      role('R', ['B', 'A'], [receive('m', v('x'), 0, { trust, from: v('A'), to: v('B'), once: false })]),
    ],
  });
  const { text } = written(of);
  // A dishonest receiver hands on what it gets; nobody but a dishonest sender sends in its own name.
  expect(
    /get channel_m\(from: bitstring, =[^,]+, message: bitstring\) in out\(c, message\)/u.test(text),
  ).toBe(reads);
  expect(
    /insert channel_m\((?!from)[^,]+, to, message\)/u.test(text.slice(text.lastIndexOf('process'))),
  ).toBe(names);
});

test('a value is made after what the run received before it used it', () => {
  const of = protocol({ roles: [role('A', [], [receive('1', v('x')), send('2', n('y'))])] });
  expect(written(of).text).toMatch(/in\(c, x: bitstring\);\s+new y: bitstring;\s+out\(c, y\);/u);
});

test('nobody accepts one value of a counter twice', () => {
  expect(written(keyed).text.replaceAll(/\s+/gu, ' ')).toMatch(
    /restriction holder: bitstring, .*one: bitstring, other: bitstring; event\((accept_\w+)\(holder, .*one\)\) && event\(\1\(holder, .*other\)\) ==> one = other\./u,
  );
});

const agreement = (injective: boolean): Query => ({
  kind: 'correspondence',
  name: 'C',
  end: { event: 'got', run: 'r', args: [v('x')] },
  needs: [{ event: 'got', run: 's', args: [v('x')] }],
  injective,
});

test('a query that counts cannot speak of time, which is said', () => {
  const [plain, counting] = [false, true].map((injective) =>
    written({ ...keyed, queries: [agreement(injective)] }),
  );
  expect(plain?.queries[0]?.text).toMatch(/==> event\(event_got\([^)]*\)\) \|\|/u);
  expect(plain?.remarks).toEqual([]);
  expect(counting?.queries[0]?.text).not.toContain('time');
  expect(counting?.remarks).toEqual([{ code: 'injective-unordered', subject: '' }]);
});

/** A counter that its holder has moved on to 1, and a clock in its second period, in a run that uses both. */
const counting = protocol({
  numberSorts: ['counter', 'timestamp'],
  sorts: new Map([
    ['N 0', 'counter'],
    ['N 1', 'counter'],
    ['T 1', 'timestamp'],
  ]),
  roles: [
    {
      ...role(
        'A',
        ['A'],
        [
          { kind: 'number', phase: 0, variable: 'own', of: 'N', anew: true },
          {
            ...{ kind: 'accept', phase: 0, rule: 'increasing', memory: 'own', above: ['others'] },
            ...{ passed: [k('N 0'), k('N 1')], holder: [v('A')], value: v('own') },
          },
          send('1', v('own')),
          receive('2', v('other')),
          {
            ...{ kind: 'accept', phase: 0, rule: 'increasing', memory: 'others', above: [], passed: [] },
            ...{ holder: [v('A')], value: v('other') },
          },
          { kind: 'number', phase: 0, variable: 'now', of: 'T', anew: true },
          { kind: 'clock', phase: 0, clock: 'T', moves: true, passed: [k('T 1')], value: v('now') },
          receive('3', k('N 1')),
          event('done', [v('own')]),
        ],
      ),
      sorts: new Map([
        ['own', 'counter'],
        ['other', 'counter'],
        ['now', 'timestamp'],
      ]),
    },
  ],
  queries: [{ kind: 'unreachable', name: 'U', event: 'done' }],
});

describe('counting', () => {
  const { text, queries, remarks } = written(counting);
  const asked = queries[0]?.text?.replaceAll(/\s+/gu, ' ');

  test('is well formed and exact', () => {
    expect(faultsOf(text)).toEqual([]);
    expect(remarks).toEqual([]);
  });

  test('numbers from before the adversary are natural numbers, and what a counter has passed is less', () => {
    expect(text).toMatch(/in\(c, own: nat\);\s+if own > 0 then\s+if own > 1 then\s+event accept_own/u);
    expect(text).toContain('in(c, =atom_counter(1));');
    expect(text).not.toMatch(/const N/u);
  });

  test('what is counted is greater than what was accepted before, and the same is not enough', () => {
    expect(asked).toMatch(
      /event\(accept_others\(holder\w*, atom_counter\((\w+)\), \w+\)\)@(\w+) && event\(accept_own\(holder\w*, atom_counter\((\w+)\), \w+\)\)@(\w+) && \2 < \4 && \3 <= \1\)/u,
    );
  });

  test('a clock never goes back, and goes on where it moves', () => {
    expect(text).toMatch(
      /if now > 2 then\s+event shows_T_moved\(atom_timestamp\(now\)\);\s+event shows_T\(atom_timestamp\(now\)\);/u,
    );
    expect(asked).toMatch(
      /event\(shows_T\(atom_timestamp\((\w+)\)\)\)@(\w+) && event\(shows_T_moved\(atom_timestamp\((\w+)\)\)\)@(\w+) && \2 < \4 && \3 <= \1\)/u,
    );
  });

  test('of what may be no number the order is not said, which is told', () => {
    const loose = { ...counting, numberSorts: [] };
    expect(faultsOf(written(loose).text)).toEqual([]);
    expect(written(loose).remarks.map(({ code, subject }) => `${code} ${subject}`)).toEqual([
      'accept-unordered own',
      'accept-unordered others',
      'clock-unordered T',
    ]);
  });
});

test('a message that is delivered once is taken by one receipt', () => {
  const channel: Channel = { trust: 'authentic', from: v('A'), to: v('B'), once: true };
  const { text } = written(
    protocol({
      roles: [
        role('S', ['A', 'B'], [send('m', n('x'), 0, channel)]),
        role('R', ['B', 'A'], [receive('m', v('x'), 0, channel), event('got', [v('x')])]),
      ],
    }),
  );
  expect(faultsOf(text)).toEqual([]);
  expect(text).toMatch(/new (sending\w*): bitstring;\s+insert channel_m\(.*, \1\);/u);
  expect(text).toMatch(
    /get channel_m\(.*, (sending\w*): bitstring\) in\s+event channel_m_delivered\(\1, receipt\);/u,
  );
  expect(text.replaceAll(/\s+/gu, ' ')).toMatch(
    /restriction .*; event\(channel_m_delivered\(sending, one\)\) && event\(channel_m_delivered\(sending, other\)\) ==> one = other\./u,
  );
  // What the adversary puts there as a dishonest agent it can put there again.
  expect(text).toMatch(
    /new (sending\w*): bitstring; insert channel_m\(atom_agent\(adversary_agent\), .*, \1\)/u,
  );
});

test('an event that different agents must be honest for says whether they are, and counts where a query needs it', () => {
  const { text, queries } = written(
    protocol({
      roles: [
        role('I', ['A', 'B'], [event('done', [v('A')], ['A', 'B'])]),
        role('R', ['B', 'A'], [event('done', [v('A')], ['B']), event('other', [v('A')])]),
      ],
      queries: [
        { kind: 'unreachable', name: 'U', event: 'done' },
        {
          kind: 'correspondence',
          name: 'C',
          end: { event: 'other', run: 'r', args: [v('a')] },
          needs: [{ event: 'done', run: 's', args: [v('a')] }],
          injective: false,
        },
      ],
    }),
  );
  expect(text).toContain('let trusted: bitstring = trust(atom_agent(B), honest) in');
  expect(text).toContain('let trusted: bitstring = honest in');
  expect(text).toContain('event event_done(run, trusted, atom_agent(A));');
  expect(text).toContain('trust(atom_agent(adversary_agent), others) = dishonest\notherwise forall x');
  expect(queries.map((query) => query.text?.replace(/^query [^;]*;\s*/u, ''))).toEqual([
    'event(event_done(run, honest, x)) ==> false.',
    'event(event_other(r, a)) ==> event(event_done(s, trusted, a)).',
  ]);
});

test('a dishonest agent is at the end of a channel only where the other end takes it for its partner', () => {
  const to = (from: string, receiver: string): Channel => ({
    trust: 'secure',
    from: v(from),
    to: v(receiver),
    once: false,
  });
  const { text } = written(
    protocol({
      phases: 3,
      roles: [
        role('S', ['A', 'B'], [send('own', n('x'), 0, to('A', 'A')), send('m', n('y'), 1, to('A', 'B'))]),
        role(
          'R',
          ['A', 'B'],
          [receive('own', v('x'), 0, to('A', 'A')), receive('m', v('y'), 2, to('B', 'A'))],
        ),
      ],
    }),
  );
  const main = text.slice(text.lastIndexOf('process'));
  expect(main).not.toContain('channel_own');
  // It sends when somebody may receive, and receives when somebody sends.
  expect(main.match(/phase \d; .*channel_m/gu)?.map((line) => line.slice(0, 14))).toEqual([
    'phase 2; !(in(',
    'phase 1; !(get',
  ]);
});

describe('whether a value has something new in it', () => {
  const hash = symbol('h', 2);
  const asked = (value: Message, sent: Message, sorts: ReadonlyMap<string, string> = new Map()): string => {
    const { text, queries, remarks } = written(
      protocol({
        theory: theory([hash]),
        numberSorts: ['counter'],
        roles: [
          role('S', ['A'], [send('1', sent)]),
          { ...role('R', ['A'], [receive('1', v('x')), event('got', [value])]), sorts },
        ],
        queries: [{ kind: 'fresh', name: 'F', event: 'got' }],
      }),
    );
    expect(remarks).toContainEqual({ code: 'new-by-form', subject: 'F' });
    expect(text).toContain('event made(bitstring).');
    return queries[0]?.text?.replace(/^query [^;]*;\s*/u, '') ?? '';
  };

  test('is asked for the forms that the terms of the roles have', () => {
    expect(asked(v('x'), f('h', n('N'), v('A')))).toBe(
      'event(event_got(run, x)) ==> (event(made(new_2)) && x = h(new_2, part_0_1)) || (event(made(new_3)) && x = new_3).',
    );
    expect(asked(f('h', v('A'), v('x')), n('N'))).toBe(
      'event(event_got(run, x)) ==> event(made(new_2)) && x = h(part_0_0, new_2).',
    );
  });

  test('is never so where nothing of the kind is new, and always so of numbers', () => {
    expect(asked(v('x'), n('N'), new Map([['x', 'name']]))).toBe('event(event_got(run, x)) ==> false.');
    expect(asked(v('x'), n('N'), new Map([['x', 'counter']]))).toBe(
      'event(event_got(run, x)) ==> x = atom_counter(new_2).',
    );
  });

  test('is not asked where there are too many forms', () => {
    const values = Array.from({ length: 50 }, (_, index) => `${index}`);
    const nested = values.reduceRight<Message>((inner, name) => f('h', n(name), inner), v('A'));
    const { queries } = written(
      protocol({
        theory: theory([hash]),
        roles: [role('R', ['A'], [event('got', [nested])])],
        queries: [{ kind: 'fresh', name: 'F', event: 'got' }],
      }),
    );
    expect(queries).toEqual([{ name: 'F', text: null, reason: 'shape-of-value' }]);
  });
});
