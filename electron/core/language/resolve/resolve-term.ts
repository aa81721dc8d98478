import { errorAt, replaceAt, type Diagnostic, type Fix } from '#core/language/diagnostic.ts';
import type { NameTable } from '#core/language/names.ts';
import type { TermExpression } from '#core/language/syntax.ts';
import { theory } from '#core/terms/theory.ts';

type KeyHalf = Extract<TermExpression, { readonly kind: 'key-half' }>;
type ApplyExpression = Extract<TermExpression, { readonly kind: 'apply' }>;

/** Checks the names of a term and that every key is of the kind its primitive takes. */
export function resolveTerm(term: TermExpression, names: NameTable, diagnostics: Diagnostic[]): void {
  switch (term.kind) {
    case 'name':
      names.termName(term);
      return;
    case 'tuple':
      for (const part of term.parts) resolveTerm(part, names, diagnostics);
      return;
    case 'key-half':
      names.keyPair(term.pair);
      return;
    case 'apply': {
      if (term.key !== null) resolveKey(term.key, theory[term.primitive].key, names, diagnostics);
      resolveTerm(term.content, names, diagnostics);
      if (term.associated !== null) resolveTerm(term.associated, names, diagnostics);
      if (theory[term.primitive].commutes) checkHalves(term, diagnostics);
    }
  }
}

function resolveKey(
  key: TermExpression,
  expected: 'symmetric' | 'public' | 'private' | 'none',
  names: NameTable,
  diagnostics: Diagnostic[],
): void {
  resolveTerm(key, names, diagnostics);
  const half = key.kind === 'key-half' ? key.half : 'symmetric';
  if (half === expected) return;
  diagnostics.push({
    ...errorAt(key.span, 'wrong-key-half', { expected }),
    fix: key.kind === 'key-half' && expected !== 'symmetric' ? otherHalf(key, expected) : null,
  });
}

function otherHalf(key: KeyHalf, half: 'public' | 'private' | 'none'): Fix {
  return replaceAt(key.span, `${half === 'public' ? 'pk' : 'sk'}(${key.pair.name})`);
}

// What commutes takes the private half of one pair and the public half of another.
function checkHalves({ key, content, span }: ApplyExpression, diagnostics: Diagnostic[]): void {
  const isPublic = content.kind === 'key-half' && content.half === 'public';
  if (isPublic && key?.kind === 'key-half' && key.pair.name !== content.pair.name) return;
  if (key?.kind === 'key-half' && key.half === 'private') {
    diagnostics.push(errorAt(isPublic ? span : content.span, 'key-halves-of-two-pairs'));
  }
}
