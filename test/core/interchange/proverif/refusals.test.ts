import { expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import { exportProverif } from '#core/interchange/proverif/export.ts';
import { omittedQuestions } from '#core/interchange/proverif/omissions.ts';
import {
  protocol,
  theory,
  mac,
  v,
  f,
  n,
  symbol,
  role,
  event,
  k,
  power,
  receive,
  send,
  written,
} from './protocols.ts';

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
