import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import { exportProverif, withNotes } from '#core/interchange/proverif/export.ts';
import { IdentifierPool } from '#core/interchange/proverif/identifiers.ts';
import { omittedQuestions } from '#core/interchange/proverif/omissions.ts';
import { generator, type FunctionSymbol, type Theory } from '#core/protocol/theory.ts';
import { adversaryConstant, type Message } from '#core/protocol/message.ts';
import type { Channel, Protocol, Role, RoleStep } from '#core/protocol/protocol.ts';
import { faultsOf } from './reader/faults.ts';

const v = (name: string): Message => ({ kind: 'variable', name });
const n = (name: string): Message => ({ kind: 'fresh', name });
const k = (name: string): Message => ({ kind: 'constant', name });
const f = (symbol: string, ...args: readonly Message[]): Message => ({ kind: 'apply', symbol, args });
const open: Channel = { trust: 'public' };

function symbol(name: string, arity: number, more: Partial<FunctionSymbol> = {}): FunctionSymbol {
  return { name, arity, transparent: false, private: false, exponential: false, sort: 'any', ...more };
}

function theory(symbols: readonly FunctionSymbol[], more: Partial<Theory> = {}): Theory {
  const named = new Map(symbols.map((each) => [each.name, each]));
  return { symbols: named, rewrites: [], deductions: [], ...more };
}

function role(name: string, parameters: readonly string[], steps: readonly RoleStep[]): Role {
  const agents = parameters.map((each) => ({ name: each, sort: 'agent' }));
  return { name, parameters: agents, self: parameters[0] ?? null, sorts: new Map(), steps, runs: null };
}

function protocol(more: Partial<Protocol>): Protocol {
  return {
    name: 'P',
    theory: theory([]),
    agentSorts: ['agent'],
    sorts: new Map(),
    secrets: new Set(),
    exposures: [],
    roles: [],
    phases: 1,
    queries: [],
    passive: false,
    ...more,
  };
}

const send = (label: string, message: Message, phase = 0, channel: Channel = open): RoleStep => ({
  kind: 'send',
  phase,
  label,
  message,
  channel,
});
const receive = (label: string, pattern: Message, phase = 0, channel: Channel = open): RoleStep => ({
  kind: 'receive',
  phase,
  label,
  pattern,
  channel,
});
const event = (
  name: string,
  args: readonly Message[],
  honest: readonly string[] = [],
  phase = 0,
): RoleStep => ({
  kind: 'event',
  phase,
  event: name,
  args,
  honest,
});
const compute = (variable: string, name: string, args: readonly Message[], checked: boolean): RoleStep => ({
  kind: 'compute',
  phase: 0,
  variable,
  symbol: name,
  args,
  checked,
});

const pair = symbol('pair', 2, { transparent: true });
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

const secure: Channel = { trust: 'secure', from: v('A'), to: v('B') };
const mac = symbol('mac', 2);
const kdf = symbol('kdf', 2, { private: true });

/** A keyed message over two phases, with a weak cipher, a channel, a counter and a stuck destructor. */
const keyed = protocol({
  phases: 2,
  theory: theory([pair, mac, kdf, symbol('senc', 2), symbol('sdec', 2)], {
    rewrites: [{ symbol: 'sdec', args: [f('senc', v('m'), v('key')), v('key')], result: v('m') }],
    deductions: [
      {
        name: 'weak',
        use: 'analysis',
        premises: [f('senc', v('m'), v('key'))],
        conclusion: v('m'),
        fromPhase: 0,
      },
      {
        name: 'broken',
        use: 'analysis',
        premises: [f('mac', v('m'), v('key')), v('m')],
        conclusion: v('key'),
        fromPhase: 1,
      },
    ],
  }),
  secrets: new Set(['MASTER']),
  exposures: [
    {
      message: f('kdf', adversaryConstant('agent'), v('x')),
      variables: new Map([['x', 'agent']]),
      fromPhase: 0,
    },
    { message: k('MASTER'), variables: new Map(), fromPhase: 1 },
  ],
  roles: [
    role(
      'S',
      ['A', 'B'],
      [
        { kind: 'advance', phase: 0, counter: 'SQN', value: 'sqn' },
        send('m', f('mac', n('sqn'), f('kdf', v('A'), v('B')))),
        send('t', n('ticket'), 0, secure),
        send('late', f('senc', k('MASTER'), n('ticket')), 1),
      ],
    ),
    role(
      'R',
      ['A', 'B'],
      [
        receive('t', v('ticket'), 0, secure),
        receive('m', f('mac', v('value'), f('kdf', v('A'), v('B')))),
        { kind: 'accept', phase: 0, counter: 'SQN', holder: [v('B')], value: v('value') },
        compute('opened', 'sdec', [v('value'), v('ticket')], false),
        { kind: 'differ', phase: 0, left: v('opened'), right: k('EMPTY') },
        event('got', [v('ticket')]),
      ],
    ),
  ],
  queries: [{ kind: 'secrecy', name: 'S', event: 'got' }],
});

const power = symbol('exp', 2, { exponential: true });

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

function written(of: Protocol): Extract<ReturnType<typeof exportProverif>, { readonly ok: true }> {
  const result = exportProverif(of);
  if (!result.ok) throw new Error(JSON.stringify(result.reasons));
  return result;
}

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

  test('an event says whether its agents are honest, and the run goes on in any case', () => {
    expect(text).toContain('let trusted: bitstring = trust(atom_agent(A), trust(atom_agent(B), honest)) in');
    expect(text).toContain('event event_secret(run, trusted, atom_nonce(nb));');
    expect(text).toContain('trust(atom_agent(adversary_agent), others) = dishonest\notherwise forall x');
  });

  test('queries correspond one to one', () => {
    expect(queries.map(({ name }) => name)).toEqual(['S', 'C', 'E', 'U', 'F', 'R']);
    expect(
      queries.map((query) => ('reason' in query ? query.reason : query.text.replaceAll(/\s+/gu, ' '))),
    ).toEqual([
      'query run: bitstring, x: bitstring; event(event_secret(run, honest, x)) && attacker(x) ==> false.',
      'query r: bitstring, a: bitstring, b: bitstring, x: bitstring, s: bitstring; ' +
        'inj-event(event_end(r, honest, a, b, x)) ==> inj-event(event_begin(s, a, b)).',
      'relation-of-runs',
      'query run: bitstring, x: bitstring, x_2: bitstring, x_3: bitstring, run_2: bitstring; ' +
        'event(event_end(run, honest, x, x_2, x_3)) && event(event_end(run_2, honest, x, x_2, x_3)) ==> run = run_2.',
      'shape-of-value',
      'query run: bitstring, x: bitstring, x_2: bitstring, x_3: bitstring; ' +
        'event(event_end(run, honest, x, x_2, x_3)) ==> false.',
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
    expect(queries[0]?.text).toContain('attacker(x) phase 1 ==> false');
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
    expect(text).toContain('let opened: bitstring = sdec_or_stuck(value, ticket) in');
    expect(text).toContain('if opened <> EMPTY then');
  });

  test('what the model only approximates is said', () => {
    expect(remarks.map(({ code }) => code)).toEqual(['counter-fresh', 'accept-unordered']);
    expect(text).toContain('new sqn: bitstring;\n  out(c, sqn);');
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
  expect(text).toContain('insert channel_m(mac(sqn, kdf(atom_agent(A), atom_agent(B))));');
  expect(text).not.toContain('insert channel_t(atom_agent(adversary_agent)');
  expect(remarks.map(({ code }) => code)).toContain('passive-by-labels');
});

test.each([
  [
    'deduction-free-variable',
    protocol({
      theory: theory([mac], {
        deductions: [
          {
            name: 'forge',
            use: 'synthesis',
            premises: [v('m')],
            conclusion: f('mac', v('m'), v('key')),
            fromPhase: 0,
          },
        ],
      }),
    }),
  ],
  [
    'exposure-variable',
    protocol({
      theory: theory([mac]),
      exposures: [{ message: f('mac', v('x'), v('x')), variables: new Map([['x', 'any']]), fromPhase: 0 }],
    }),
  ],
  ['exposure-fresh', protocol({ exposures: [{ message: n('x'), variables: new Map(), fromPhase: 0 }] })],
  ['exponential-form', protocol({ theory: theory([symbol('exp', 2, { exponential: true, sort: 'key' })]) })],
  ['event-arity', protocol({ roles: [role('A', [], [event('e', []), event('e', [k('C')])])] })],
  [
    'ambiguous-exponents',
    protocol({
      theory: theory([power]),
      roles: [role('A', [], [receive('1', f('exp', v('base'), v('exponent')))])],
    }),
  ],
  [
    'ambiguous-rewrites',
    protocol({
      theory: theory([mac, symbol('open', 1)], {
        rewrites: [
          { symbol: 'open', args: [f('mac', v('x'), v('y'))], result: v('x') },
          { symbol: 'open', args: [f('mac', v('y'), k('C'))], result: k('C') },
        ],
      }),
    }),
  ],
  ['unknown-symbol', protocol({ roles: [role('A', [], [send('1', f('h', k('C')))])] })],
  [
    'symbol-arity',
    protocol({ theory: theory([mac]), roles: [role('A', [], [send('1', f('mac', k('C')))])] }),
  ],
  ['unbound-variable', protocol({ roles: [role('A', [], [send('1', v('x'))])] })],
])('%s is no model', (code, of) => {
  const result = exportProverif(of);
  expect(result.ok ? [] : result.reasons.map((reason) => reason.code)).toEqual([code]);
});

test('a query that does not fit its event has no text', () => {
  const of = protocol({
    roles: [role('A', [], [event('e', [])])],
    queries: [
      { kind: 'secrecy', name: 'S', event: 'e' },
      {
        kind: 'correspondence',
        name: 'C',
        end: { event: 'e', run: 'r', args: [v('x')] },
        needs: [{ event: 'e', run: 's', args: [] }],
        injective: false,
      },
    ],
  });
  expect(written(of).queries).toEqual([
    { name: 'S', text: null, reason: 'no-value' },
    { name: 'C', text: null, reason: 'event-arity' },
  ]);
});

test('rewrites that agree where they overlap are one destructor', () => {
  const of = protocol({
    theory: theory([mac, symbol('open', 1)], {
      rewrites: [
        { symbol: 'open', args: [f('mac', v('x'), v('y'))], result: v('x') },
        { symbol: 'open', args: [f('mac', v('y'), k('C'))], result: v('y') },
      ],
    }),
  });
  expect(written(of).text).toContain('open(mac(x, y)) = x;\n  forall y: bitstring; open(mac(y, C)) = y.');
});

test('a variable that a pattern has twice is matched by a destructor', () => {
  const of = protocol({
    theory: theory([pair]),
    roles: [role('A', [], [receive('1', f('pair', v('x'), v('x')))])],
  });
  const { text } = written(of);
  expect(text).toContain('reduc forall x: bitstring; role_A_match_1(pair(x, x)) = x [private].');
  expect(text).toContain('let x: bitstring = role_A_match_1(received) in');
});

test('a private tuple is taken apart by projections', () => {
  const hidden = symbol('box', 2, { transparent: true, private: true });
  const of = protocol({
    theory: theory([hidden]),
    roles: [role('A', [], [receive('1', f('box', v('left'), v('right')))])],
  });
  const { text } = written(of);
  expect(faultsOf(text)).toEqual([]);
  expect(text).toContain('fun box(bitstring, bitstring): bitstring [private].');
  expect(text).toContain('box_part_2(box(x, x_2)) = x_2.');
  expect(text).toContain('let (left: bitstring, right: bitstring) = role_A_match_1(received) in');
});

test('names that come out alike stay apart', () => {
  const of = protocol({
    roles: [
      role('a-b', [], [send('1', n('new')), send('2', k('x y'))]),
      role('a b', [], [send('3', k('x-y'))]),
    ],
  });
  const { text } = written(of);
  expect(faultsOf(text)).toEqual([]);
  expect(text).toContain('let role_a_b_2 =');
  expect(text).toContain('new new_2: bitstring;');
  expect(text).toContain('out(c, x_y_2);');
});

test('a note cannot end its comment, whatever names it speaks of', () => {
  const { text } = written(keyed);
  const noted = withNotes(text, ['a name *) free leaked: bitstring. (* and', 'a second']);
  expect(faultsOf(noted)).toEqual([]);
  const [comment = ''] = noted.split('*)');
  expect(comment).toContain('free leaked');
  expect(comment).toContain('a second');
  expect(noted.endsWith(text)).toBe(true);
  expect(withNotes(text, [])).toBe(text);
});

test('a question that no query was made of is told as one', () => {
  const { executable } = checkText(
    'protocol P\nentity A\nentity B\nkey K shared by A, B\ndata D of A\nphase f {\n  message m A -> B: aead[K](D)\n}\nconfidentiality D: A, B\n',
  );
  if (executable === null) throw new Error('the model can be executed');
  const inquiries = problemsOf(executable.model, executable.run);
  const [plain] = inquiries;
  if (plain === undefined) throw new Error('something is asked');
  expect(omittedQuestions(plain, inquiries)).toEqual([]);
  const [, ...queries] = plain.protocol.queries;
  const lacking = { ...plain, protocol: { ...plain.protocol, queries } };
  const [lost] = plain.questions;
  expect(omittedQuestions(lacking, [lacking])).toEqual([
    { question: lost?.key, reason: 'no-query', attack: '' },
  ]);
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
  const channel: Channel = { trust, from: v('A'), to: v('B') };
  const of = protocol({
    roles: [
      role('S', ['A', 'B'], [send('m', n('x'), 0, channel)]),
      role('R', ['B', 'A'], [receive('m', v('x'), 0, { trust, from: v('A'), to: v('B') })]),
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

test('a declaration does not get a name that something bound in it has already', () => {
  const pool = new IdentifierPool();
  const [one, other] = [pool.inner(), pool.inner()];
  expect([one.take('x', ''), other.take('x', ''), pool.take('x', ''), one.take('x', '')]).toEqual([
    'x',
    'x',
    'x_2',
    'x_3',
  ]);
});

test('a destructor is open to the adversary, whoever may apply its symbol', () => {
  const of = protocol({
    theory: theory([mac, symbol('open', 1, { private: true })], {
      rewrites: [{ symbol: 'open', args: [f('mac', v('x'), v('y'))], result: v('x') }],
    }),
  });
  expect(written(of).text).toContain('open(mac(x, y)) = x.');
});

test('a destructor that is no symbol is declared all the same', () => {
  const of = protocol({
    theory: theory([mac], {
      rewrites: [{ symbol: 'open mac', args: [f('mac', v('x'), v('y'))], result: v('x') }],
    }),
    roles: [
      role('A', [], [receive('1', v('x')), compute('y', 'open mac', [v('x')], true), send('2', v('y'))]),
    ],
  });
  const { text } = written(of);
  expect(faultsOf(text)).toEqual([]);
  expect(text).toContain('reduc forall x: bitstring, y: bitstring; open_mac(mac(x, y)) = x.');
});

test('a value is made after what the run received before it used it', () => {
  const of = protocol({ roles: [role('A', [], [receive('1', v('x')), send('2', n('y'))])] });
  expect(written(of).text).toMatch(/in\(c, x: bitstring\);\s+new y: bitstring;\s+out\(c, y\);/u);
});

test('a query about an event that no run reaches is refused, and one that needs such an event is told', () => {
  const of = protocol({
    roles: [role('A', [], [event('reached', [k('C')])]), role('B', [], [event('late', [k('C')], [], 1)])],
    queries: [
      { kind: 'secrecy', name: 'S', event: 'late' },
      { kind: 'unreachable', name: 'U', event: 'nowhere' },
      {
        kind: 'correspondence',
        name: 'C',
        end: { event: 'reached', run: 'r', args: [v('x')] },
        needs: [{ event: 'late', run: 's', args: [v('x')] }],
        injective: false,
      },
    ],
  });
  const { queries, remarks } = written(of);
  expect(queries.map((query) => ('reason' in query ? query.reason : query.name))).toEqual([
    'never-happens',
    'never-happens',
    'C',
  ]);
  expect(remarks).toContainEqual({ code: 'need-never-happens', subject: 'C' });
});

test('a query that counts occurrences of an event which a run may have twice says so', () => {
  const asked = (injective: boolean, steps: number): readonly string[] => {
    const begun = Array.from({ length: steps }, () => event('begun', [k('C')]));
    const of = protocol({
      roles: [role('A', [], [...begun, send('1', k('C'))]), role('B', [], [event('ended', [k('C')])])],
      queries: [
        {
          kind: 'correspondence',
          name: 'Q',
          end: { event: 'ended', run: 'r', args: [v('x')] },
          needs: [{ event: 'begun', run: 's', args: [v('x')] }],
          injective,
        },
      ],
    });
    return written(of).remarks.map(({ code, subject }) => `${code} ${subject}`);
  };
  expect(asked(true, 2)).toContain('injective-by-occurrence Q');
  expect(asked(true, 1)).not.toContain('injective-by-occurrence Q');
  expect(asked(false, 2)).not.toContain('injective-by-occurrence Q');
});

test('nobody accepts one value of a counter twice', () => {
  expect(written(keyed).text.replaceAll(/\s+/gu, ' ')).toMatch(
    /restriction holder: bitstring, .*one: bitstring, other: bitstring; event\((accept_\w+)\(holder, .*one\)\) && event\(\1\(holder, .*other\)\) ==> one = other\./u,
  );
});

test('a message that doubles with every level is refused, and not written', () => {
  const twice = theory([symbol('h', 2)]);
  let message = n('N');
  for (let level = 0; level < 60; level += 1) message = f('h', message, message);
  const sender = role('R', ['A'], [send('1', message)]);
  expect(exportProverif(protocol({ theory: twice, roles: [sender] }))).toEqual({
    ok: false,
    reasons: [{ code: 'too-large', subject: '200000' }],
  });
});
