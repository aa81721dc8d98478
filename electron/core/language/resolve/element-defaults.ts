import type { ElementKind, Entropy, Lifetime } from '#core/language/kinds.ts';

/** How long an element lives where its declaration says nothing. */
export function defaultLifetime(kind: ElementKind): Lifetime {
  return kind === 'nonce' || kind === 'timestamp' ? 'session' : 'long-term';
}

/** The entropy of an element where its declaration says nothing. */
export function defaultEntropy(kind: ElementKind): Entropy {
  // A counter's or a clock's next value can be worked out by anybody (the paper, section 6.2.3).
  return kind === 'counter' || kind === 'timestamp' ? 'low' : 'high';
}
