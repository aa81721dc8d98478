import { apply, tuple, variable } from './notation.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Deduction } from '#core/protocol/theory.ts';

/** A primitive that is broken: its symbol, and what the adversary can do. */
export interface Flaw {
  readonly symbol: string;
  readonly deductions: readonly Omit<Deduction, 'fromPhase'>[];
}

const [k, m, x, y, z] = [variable('k'), variable('m'), variable('x'), variable('y'), variable('z')];

function weak(symbol: string, premises: readonly Message[], conclusion: Message): Flaw {
  return { symbol, deductions: [{ name: `weak ${symbol}`, use: 'analysis', premises, conclusion }] };
}

function forged(symbol: string, premises: readonly Message[], conclusion: Message): Flaw {
  return { symbol, deductions: [{ name: `forged ${symbol}`, use: 'synthesis', premises, conclusion }] };
}

/** Ways in which primitives are broken: opened, forged, changed, and their keys guessed. */
export const flaws: readonly [Flaw, ...Flaw[]] = [
  weak('senc', [apply('senc', k, m)], m),
  forged('mac', [m], apply('mac', k, m)),
  forged('senc', [apply('senc', k, tuple(x, y)), z], apply('senc', k, tuple(x, z))),
  forged('senc', [m], apply('senc', k, m)),
  weak('senc', [apply('senc', k, m), m], k),
  weak('mac', [apply('mac', k, m), m], k),
  weak('mac', [apply('mac', k, tuple(x, y)), x], y),
  forged('mac', [apply('mac', k, tuple(x, y)), z], apply('mac', k, tuple(x, z))),
  forged('sign', [apply('sign', k, x), y], apply('sign', k, y)),
  weak('hash', [apply('hash', m)], m),
  weak('penc', [apply('penc', k, m)], m),
];
