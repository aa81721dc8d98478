import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { verify } from '#core/analysis/6-decide/verify.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Channel, Protocol, Role, RoleStep } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import { family } from '../support/models/family.ts';
import {
  apply,
  at,
  event,
  fresh,
  number,
  protocol,
  receive,
  role,
  send,
  tuple,
  variable,
} from './notation.ts';

// What is left out of a protocol when a question is asked of a part of it must not be what an attack needs.

const options = { clauses: 5000, cancelled: () => false, progress: () => undefined };
const [A, B, x, y] = [variable('A'), variable('B'), variable('x'), variable('y')];
const key = apply('shared', A, B);
const two = { A: 'Alice', B: 'Bob' };
const both = ['A', 'B'];

function answers(subject: Protocol): Readonly<Record<string, string>> {
  return Object.fromEntries(verify(subject, options).map(({ query, answer }) => [query, answer.kind]));
}

const secrecy = (name: string): Query => ({ kind: 'secrecy', name: `secrecy of ${name}`, event: name });
const agreement = (args: readonly Message[]): Query => ({
  kind: 'correspondence',
  name: 'agreement',
  end: { event: 'end', run: 'receiver', args },
  needs: [{ event: 'start', run: 'sender', args }],
  injective: false,
});
const later = (phase: number, steps: readonly RoleStep[]): readonly RoleStep[] =>
  steps.map((step) => ({ ...step, phase }));
const itself: Channel = { trust: 'secure', from: A, to: A, once: false };

describe('what happens after the last event that is asked about', () => {
  const sends: Role = role('a', two, 'A', [
    event('start', [], A, B, fresh('n')),
    send('1', apply('mac', key, fresh('n'))),
    send('2', apply('senc', key, fresh('n'))),
    event('n', both, fresh('n')),
  ]);
  const takes = role('b', two, 'B', [
    receive('2', apply('senc', key, x)),
    receive('1', apply('mac', key, x)),
    event('end', both, A, B, x),
  ]);
  const revealed = role('late', two, 'A', later(1, [send('3', key)]));
  const queries = [agreement([A, B, x]), secrecy('n')];

  test('does not harm an agreement, but a secret', () => {
    const subject = protocol({ phases: 2, roles: [sends, takes, revealed], queries });
    expect(answers(subject)).toEqual({ agreement: 'holds', 'secrecy of n': 'violated' });
  });

  test('harms an agreement that is reached once more in that phase', () => {
    const again = { ...takes, name: 'b again', steps: later(1, takes.steps) };
    const subject = protocol({ phases: 2, roles: [sends, takes, revealed, again], queries });
    expect(answers(subject)).toEqual({ agreement: 'violated', 'secrecy of n': 'violated' });
  });
});

describe('roles that are written alike', () => {
  test('are as many runs of one: what one sends another may take', () => {
    const rounds = [0, 1, 2].map((phase) =>
      role(
        `a ${phase}`,
        two,
        'A',
        later(phase, [
          send(`1 ${phase}`, apply('senc', key, fresh(`n ${phase}`))),
          event('n', both, fresh(`n ${phase}`)),
          receive(`2 ${phase}`, apply('senc', key, x)),
          send(`3 ${phase}`, x),
        ]),
      ),
    );
    const subject = protocol({ phases: 3, roles: rounds, queries: [secrecy('n')] });
    expect(answers(subject)).toEqual({ 'secrecy of n': 'violated' });
  });

  test('differ in which of their values an event is about', () => {
    const round = (phase: number, [own, other]: readonly [string, string]): Role =>
      role(`a ${phase}`, two, 'A', [
        at({ kind: 'event', event: 'start', args: [A, B, fresh(own)], honest: [] }, phase),
        ...later(phase, [
          send(`1 ${phase}`, apply('mac', key, tuple(fresh(`one ${phase}`), fresh(`other ${phase}`)))),
          send(`2 ${phase}`, tuple(fresh(own), fresh(other))),
        ]),
      ]);
    const rounds = [round(0, ['one 0', 'other 0']), round(1, ['other 1', 'one 1'])];
    const takes = role(
      'b',
      two,
      'B',
      later(1, [receive('1', apply('mac', key, tuple(x, y))), event('end', both, A, B, x)]),
    );
    const subject = protocol({ phases: 2, roles: [...rounds, takes], queries: [agreement([A, B, x])] });
    expect(answers(subject)).toEqual({ agreement: 'violated' });
  });

  test('hand on what they received: what the last one tells was the first one’s', () => {
    const first = role('a 0', two, 'A', [
      event('n', both, fresh('n')),
      send('state 0', tuple(B, fresh('n')), itself),
    ]);
    const through = [1, 2, 3].map((phase) =>
      role(
        `a ${phase}`,
        two,
        'A',
        later(phase, [
          receive(`state ${phase - 1}`, tuple(B, x), itself),
          send(`state ${phase}`, tuple(B, x), itself),
        ]),
      ),
    );
    const tells = role('a 4', two, 'A', later(4, [receive('state 3', tuple(B, x), itself), send('4', x)]));
    const subject = protocol({ phases: 5, roles: [first, ...through, tells], queries: [secrecy('n')] });
    expect(answers(subject)).toEqual({ 'secrecy of n': 'violated' });
  });
});

describe('values of counters', () => {
  const numbers = [number('c1'), number('c2')];
  const [one, other] = [variable('c1'), variable('c2')];
  const sorts = { c1: 'counter', c2: 'counter' };
  const numberSorts = ['counter'];

  test('are told apart where they are agreed on', () => {
    const sends = role(
      'a',
      two,
      'A',
      [...numbers, event('start', [], A, B, one), send('1', apply('mac', key, other))],
      sorts,
    );
    const takes = role('b', two, 'B', [receive('1', apply('mac', key, x)), event('end', both, A, B, x)]);
    const subject = protocol({ roles: [sends, takes], numberSorts, queries: [agreement([A, B, x])] });
    expect(answers(subject)).toEqual({ agreement: 'violated' });
  });

  test('are told apart where a run goes on only when they differ', () => {
    const tells = role(
      'a',
      two,
      'A',
      [
        ...numbers,
        at({ kind: 'differ', left: one, right: other }),
        event('n', both, fresh('n')),
        send('1', fresh('n')),
      ],
      sorts,
    );
    expect(answers(protocol({ roles: [tells], numberSorts, queries: [secrecy('n')] }))).toEqual({
      'secrecy of n': 'violated',
    });
  });
});

describe('a key that is renewed over and over', () => {
  /** The questions that are not said to hold; `patience` is how often the prover may ask whether to stop. */
  function open(text: string, patience = Infinity): readonly string[] {
    const { executable, diagnostics } = checkText(text);
    expect(diagnostics).toEqual([]);
    if (executable === null) return [];
    let asked = 0;
    const verdicts = verifyModel(executable.model, executable.run, {
      clauses: 20_000,
      cancelled: () => {
        asked += 1;
        return asked > patience;
      },
      progress: () => undefined,
    });
    expect(verdicts.length).toBeGreaterThanOrEqual(45);
    return verdicts.flatMap(({ question, answer }) => (answer === 'holds' ? [] : [question.key]));
  }

  test('keeps everything that holds of one renewal', () => {
    expect(open(family(12))).toEqual([]);
  });

  test('and given away by one round, loses what the next one protects with it', () => {
    const text = family(6);
    const weak = text.replace(
      /aead\[K_mh_kek\]\(K_mh_next_4, C_mh_down ; HES, MET, RENEWAL\)/gu,
      'K_mh_next_4, C_mh_down',
    );
    expect(weak).not.toBe(text);
    // It asks 19,000 times until every attack is found; what can be proved is proved long before.
    expect(open(weak, 5000)).toEqual(
      expect.arrayContaining(['secrecy of COMMAND at HES', 'secrecy of READING at MET']),
    );
  });
});
