import { errorAt, type Diagnostic } from '#core/language/diagnostic.ts';
import type { Model } from '#core/language/model.ts';
import type { Span } from '#core/language/source.ts';
import type { TermExpression } from '#core/language/syntax.ts';
import { theory } from '#core/terms/theory.ts';

interface PairUse {
  readonly pair: string;
  readonly purpose: 'exchange' | 'encryption or signature';
  readonly span: Span;
}

/** The key pairs whose halves are for a Diffie-Hellman exchange; every other pair encrypts or signs. */
export function diffieHellmanPairs(model: Model): ReadonlySet<string> {
  return new Set(
    pairUses(model)
      .filter(({ purpose }) => purpose === 'exchange')
      .map(({ pair }) => pair),
  );
}

/** A diagnostic wherever a pair that is for an exchange encrypts or signs. */
export function checkPairPurposes(model: Model, diagnostics: Diagnostic[]): void {
  const exchanged = diffieHellmanPairs(model);
  for (const { pair, purpose, span } of pairUses(model)) {
    if (purpose === 'exchange' || !exchanged.has(pair)) continue;
    diagnostics.push(errorAt(span, 'pair-for-one-purpose', { name: pair }));
  }
}

function pairUses(model: Model): readonly PairUse[] {
  return model.phases
    .flatMap(({ steps }) => steps)
    .flatMap((step) => (step.kind === 'message' || step.kind === 'derive' ? usesIn(step.content) : []));
}

function usesIn(term: TermExpression): readonly PairUse[] {
  switch (term.kind) {
    case 'name':
    case 'key-half':
      return [];
    case 'tuple':
      return term.parts.flatMap(usesIn);
    case 'apply': {
      const { key, content, associated } = term;
      const { commutes } = theory[term.primitive];
      const halves = [key, commutes ? content : null].filter((half) => half?.kind === 'key-half');
      return [
        ...halves.map((half): PairUse => ({
          pair: half.pair.name,
          purpose: commutes ? 'exchange' : 'encryption or signature',
          span: half.span,
        })),
        ...[key, content, associated].filter((part) => part !== null).flatMap(usesIn),
      ];
    }
  }
}
