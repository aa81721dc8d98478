import { expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { Replay } from '#core/semantics/replay.ts';
import type { ToldValue } from '#core/semantics/told-attack.ts';

// Whoever gets the generator as a public half has its own public half in common with everybody.
const text = `protocol P
entity A
entity B
key pair X of A session
key pair Y of B session
data D of A
constant L
phase one {
  A makes X
  message m1 A -> B: pk(X)
  B makes Y
  message m2 B -> A: pk(Y)
  message m3 A -> B: enc[kdf[dh[sk(X)](pk(Y))](L)](D)
}
confidentiality D: A, B
`;

const generator: ToldValue = { kind: 'generator' };

test('the generator is a value that can be sent in the place of a public half', () => {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('the model can be executed');
  const replay = new Replay(executable.model, null);
  const partners = new Map([
    ['A', 'a'],
    ['B', 'b'],
  ]);
  const attack = (received: ToldValue): string | undefined =>
    replay.refuse(
      {
        agents: [
          { name: 'a', roles: ['A'], honest: true },
          { name: 'b', roles: ['B'], honest: true },
        ],
        meetings: [partners],
        numbers: new Map(),
        moves: [
          {
            kind: 'start',
            run: 0,
            role: 'A',
            partners,
            from: null,
            numbers: { moved: new Map(), shown: new Map() },
          },
          { kind: 'go', run: 0, place: 3 },
          { kind: 'take', run: 0, value: received },
        ],
      },
      {
        kind: 'secrecy',
        element: 'D',
        entity: 'A',
        originator: null,
        on: [],
        phase: null,
        honest: ['A', 'B'],
      },
    )?.reason;
  expect(attack(generator)).toBe(undefined);
  // With an exponent that nobody but the honest one has, there is nothing to open.
  const half: ToldValue = { kind: 'power', base: null, exponent: { kind: 'made', element: 'X', run: 0 } };
  expect(attack(half)).toBe('not-violated');
});
