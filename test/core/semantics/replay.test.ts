import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import type { Asked } from '#core/semantics/asked.ts';
import { Replay } from '#core/semantics/replay.ts';
import type { NoAttack, ToldAttack, ToldMove, ToldValue } from '#core/semantics/told-attack.ts';

// Attacks as they are told: what can happen and violates what is asked is accepted, and everything else is refused for the
// right reason.

// A sends D twice under K, over a channel that delivers once, and then in the open.
const text = `protocol P
entity A
entity B
key K shared by A, B long-term
data D of A
counter C shared by A, B
phase one {
  message s A -> B over secure: aead[K](D ; A, B)
  message o A -> B: aead[K](D ; B, A)
  B accepts D
}
phase two {
  A advances C
  message n A -> B: D, mac[K](C)
  B checks C
}
confidentiality D: A, B
integrity D: A
attack lost {
  leak K from two
}
`;

const partners = new Map([
  ['A', 'a'],
  ['B', 'b'],
]);
const insider = new Map([...partners, ['B', 'bad']]);
const agents = [
  { name: 'a', roles: ['A'], honest: true },
  { name: 'b', roles: ['B'], honest: true },
  { name: 'bad', roles: ['B'], honest: false },
];
const key: ToldValue = { kind: 'shared', element: 'K', agents: ['a', 'b'] };
const data = (run: number): ToldValue => ({ kind: 'made', element: 'D', run });
const sealed = (content: ToldValue, ...beside: readonly string[]): ToldValue => ({
  kind: 'apply',
  primitive: 'aead',
  key,
  content,
  associated: { kind: 'tuple', parts: beside.map((name) => ({ kind: 'agent', name })) },
});
const secure = (run: number): ToldValue => sealed(data(run), 'a', 'b');
const open = (run: number): ToldValue => sealed(data(run), 'b', 'a');

function start(run: number, role: string, from: number | null = null, among = partners): ToldMove {
  const numbers = { moved: new Map([['C', [run * 10]]]), shown: new Map() };
  return { kind: 'start', run, role, partners: among, from, numbers };
}

function go(run: number, place: number): ToldMove {
  return { kind: 'go', run, place };
}

function take(run: number, value: ToldValue): ToldMove {
  return { kind: 'take', run, value };
}

const enter: ToldMove = { kind: 'enter' };

function asked(kind: string, entity: string): Asked {
  const originator = kind === 'secrecy' ? null : 'A';
  return { kind, element: 'D', entity, originator, on: [], phase: null, honest: ['A', 'B'] };
}

function refused(moves: readonly ToldMove[], question: Asked, attack: string | null = null): NoAttack | null {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('the model can be executed');
  const { model } = executable;
  const told: ToldAttack = { agents, meetings: [partners, insider], numbers: new Map(), moves };
  const found = model.attacks.find(({ name }) => name === attack) ?? null;
  return new Replay(model, found).refuse(told, question);
}

function reasonFor(moves: readonly ToldMove[], question: Asked, attack: string | null = null): string {
  return refused(moves, question, attack)?.reason ?? 'accepted';
}

const honestly = [start(1, 'A'), go(1, 2), start(2, 'B'), take(2, secure(1)), take(2, open(1)), go(2, 3)];
const replayed = [...honestly, start(3, 'B'), take(3, secure(1)), take(3, open(1)), go(3, 3)];
const onwards = [...honestly, enter, start(4, 'A', 1), go(4, 2)];

describe('an attack that is told', () => {
  test('is accepted where it can happen and violates what is asked', () => {
    expect(reasonFor(onwards, asked('secrecy', 'A'))).toBe('accepted');
    expect(reasonFor([...honestly, enter], asked('secrecy', 'A'), 'lost')).toBe('accepted');
    expect(
      reasonFor([start(1, 'A', null, insider), go(1, 2)], { ...asked('secrecy', 'A'), honest: ['A'] }),
    ).toBe('accepted');
  });

  test('is none where nothing is violated by it', () => {
    expect(reasonFor(honestly, asked('secrecy', 'A'))).toBe('not-violated');
    expect(reasonFor(honestly, asked('injective-agreement', 'B'))).toBe('not-violated');
    expect(reasonFor([...honestly, enter], asked('secrecy', 'A'))).toBe('not-violated');
    // Who deals with the adversary's own agent keeps nothing secret.
    expect(reasonFor([start(1, 'A', null, insider), go(1, 2)], asked('secrecy', 'A'))).toBe('not-violated');
  });

  test('is refused at the first thing that cannot happen', () => {
    const question = asked('injective-agreement', 'B');
    expect(refused(replayed, question)).toEqual({ move: 7, reason: 'not-delivered' });
    expect(reasonFor([start(2, 'B'), take(2, secure(1))], question)).toBe('not-delivered');
    expect(
      reasonFor(
        [...honestly.slice(0, 4), take(2, sealed({ kind: 'alien', sort: 'data', name: 'x' }, 'b', 'a'))],
        question,
      ),
    ).toBe('cannot-be-made');
    expect(
      reasonFor([...honestly.slice(0, 4), take(2, { kind: 'alien', sort: 'data', name: 'x' })], question),
    ).toBe('not-taken');
    expect(reasonFor([...honestly, take(2, open(1))], question)).toBe('no-message-awaited');
    expect(reasonFor([start(2, 'B'), go(2, 1)], question)).toBe('not-delivered');
    expect(reasonFor([...onwards, enter], question)).toBe('no-such-phase');
    expect(reasonFor([go(9, 1)], question)).toBe('no-such-run');
    expect(reasonFor([start(1, 'A'), start(1, 'B')], question)).toBe('cannot-start');
    expect(reasonFor([...honestly, enter, start(4, 'A')], question)).toBe('cannot-start');
    expect(reasonFor([...honestly, enter, start(4, 'A', 2)], question)).toBe('cannot-start');
    expect(reasonFor([start(1, 'B', null, insider)], question)).toBe('no-such-agent');
    expect(
      reasonFor([...honestly.slice(0, 3), take(2, { kind: 'made', element: 'nothing', run: 1 })], question),
    ).toBe('no-such-value');
  });

  test('is refused where a number is none that may be accepted', () => {
    const question = asked('injective-agreement', 'B');
    const code = (count: number): ToldValue => ({
      kind: 'tuple',
      parts: [
        data(1),
        { kind: 'apply', primitive: 'mac', key, content: { kind: 'number', count }, associated: null },
      ],
    });
    const both = [...onwards, start(5, 'B', 2), go(5, 1), take(5, code(40)), go(5, 3)];
    expect(reasonFor(both, question)).toBe('not-violated');
    expect(reasonFor([...both, start(6, 'B', 2), go(6, 1), take(6, code(40)), go(6, 3)], question)).toBe(
      'cannot-go-on',
    );
    expect(reasonFor([...both, start(6, 'B', 2), go(6, 1), take(6, code(41))], question)).toBe(
      'cannot-be-made',
    );
  });
});
