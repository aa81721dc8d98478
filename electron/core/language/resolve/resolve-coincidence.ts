import { errorAt, type Diagnostic } from '#core/language/diagnostic.ts';
import type { Model } from '#core/language/model.ts';
import type { NameTable } from '#core/language/names.ts';
import type { Statement } from '#core/language/syntax.ts';

type CoincideStatement = Extract<Statement, { readonly kind: 'coincide' }>;

/** The pairs of entities that one agent may play: of a statement that names several, each two of them. */
export function resolveCoincidences(
  statements: readonly CoincideStatement[],
  names: NameTable,
  diagnostics: Diagnostic[],
): Model['coincide'] {
  const pairs = new Map<string, readonly [string, string]>();
  for (const statement of statements) {
    for (const [index, identifier] of statement.entities.entries()) {
      const right = names.entity(identifier);
      if (right === null) continue;
      for (const { name: left } of statement.entities.slice(0, index)) {
        if (names.meaning(left) !== 'entity') continue;
        const key = JSON.stringify([left, right].toSorted());
        const code = left === right ? 'coincides-with-itself' : 'duplicate-coincidence';
        if (left === right || pairs.has(key)) {
          diagnostics.push(errorAt(identifier.span, code, { left, right }));
        } else pairs.set(key, [left, right]);
      }
    }
  }
  return [...pairs.values()];
}
