import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { Replay } from '#core/semantics/replay.ts';
import type { ToldMove, ToldValue } from '#core/semantics/told-attack.ts';

// Whom a message of a told attack reaches, and how often, on each kind of channel.

const textOver = (channel: string): string => `protocol P
entity A
entity B
data D of A
phase one {
  message m A -> B over ${channel}: D
}
integrity D: A
attack listening {
  adversary passive
}
`;

const agents = [
  { name: 'a', roles: ['A'], honest: true },
  { name: 'another a', roles: ['A'], honest: true },
  { name: 'b', roles: ['B'], honest: true },
  { name: 'another b', roles: ['B'], honest: true },
];
const among = (a: string, b: string): ReadonlyMap<string, string> =>
  new Map([
    ['A', a],
    ['B', b],
  ]);
const usual = among('a', 'b');
const noNumbers = { moved: new Map(), shown: new Map() };

function start(run: number, role: string, partners = usual): ToldMove {
  return { kind: 'start', run, role, partners, from: null, numbers: noNumbers };
}

function take(run: number, value: ToldValue): ToldMove {
  return { kind: 'take', run, value };
}

const sent: ToldValue = { kind: 'made', element: 'D', run: 1 };
const madeUp: ToldValue = { kind: 'alien', sort: 'data', name: 'x' };
const sending = [start(1, 'A'), { kind: 'go', run: 1, place: 1 }] as const;

/** What comes of an attack on injective agreement, or on agreement alone. */
function resultOf(
  moves: readonly ToldMove[],
  channel: string,
  { attack = null, kind = 'injective-agreement' }: { attack?: 'listening' | null; kind?: string } = {},
): string {
  const { executable, diagnostics } = checkText(textOver(channel));
  if (executable === null) throw new Error(JSON.stringify(diagnostics));
  const { model } = executable;
  const meetings = ['a', 'another a'].flatMap((a) => ['b', 'another b'].map((b) => among(a, b)));
  const asked = { kind, element: 'D', entity: 'B', originator: 'A', on: [], phase: null, honest: ['A', 'B'] };
  const adversary = model.attacks.find(({ name }) => name === attack) ?? null;
  const told = { agents, meetings, numbers: new Map(), moves };
  return new Replay(model, adversary).refuse(told, asked)?.reason ?? 'accepted';
}

describe('a message of a told attack', () => {
  const twice = [...sending, start(2, 'B'), take(2, sent), start(3, 'B'), take(3, sent)];

  test('arrives twice where the channel may repeat it, or the adversary writes', () => {
    for (const channel of ['public', 'confidential', 'authentic may repeat', 'secure may repeat'])
      expect(resultOf(twice, channel)).toBe('accepted');
    for (const channel of ['authentic', 'secure']) expect(resultOf(twice, channel)).toBe('not-delivered');
  });

  test('arrives once where the adversary only listens, unless the channel may repeat it', () => {
    for (const channel of ['public', 'confidential', 'authentic', 'secure'])
      expect(resultOf(twice, channel, { attack: 'listening' })).toBe('not-delivered');
    expect(resultOf(twice, 'secure may repeat', { attack: 'listening' })).toBe('accepted');
  });

  test('is never one that the adversary made up where it only listens', () => {
    const forged = [start(2, 'B'), take(2, madeUp)];
    expect(resultOf(forged, 'public', { kind: 'agreement' })).toBe('accepted');
    expect(resultOf(forged, 'public', { kind: 'agreement', attack: 'listening' })).toBe('not-delivered');
  });

  test.each(['authentic', 'secure'])(
    'reaches nobody else over the channel %s, and comes from nobody else',
    (channel) => {
      const toAnother = [...sending, start(2, 'B', among('a', 'another b')), take(2, sent)];
      const fromAnother = [...sending, start(2, 'B', among('another a', 'b')), take(2, sent)];
      expect(resultOf(toAnother, channel, { kind: 'agreement' })).toBe('not-delivered');
      expect(resultOf(fromAnother, channel, { kind: 'agreement' })).toBe('not-delivered');
      expect(resultOf(toAnother, 'public', { kind: 'agreement' })).toBe('accepted');
    },
  );
});
