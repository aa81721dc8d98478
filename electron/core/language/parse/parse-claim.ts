import type { Cursor } from './cursor.ts';
import { authenticationLevels } from '#core/language/kinds.ts';
import { parseSources } from './parse-source.ts';
import type { ClaimStatement, Identifier, SourceClause } from '#core/language/syntax.ts';

type Unplaced<Claim> = Claim extends ClaimStatement ? Omit<Claim, 'span' | 'comments' | 'spaced'> : never;

/** Reads `refines R1, R2`; empty where there is no such clause. */
export function parseRefines(cursor: Cursor): readonly Identifier[] {
  return cursor.accept('refines') ? cursor.takeNames('requirement') : [];
}

/** What a claim rests on: the requirements that it makes precise, and its sources. */
function parseGrounds(cursor: Cursor): {
  readonly refines: readonly Identifier[];
  readonly sources: readonly SourceClause[];
} {
  const refines = parseRefines(cursor);
  return { refines, sources: parseSources(cursor) };
}

/** Reads a claim, which begins with the word of its kind. */
export function parseClaim(cursor: Cursor, kind: ClaimStatement['kind']): Unplaced<ClaimStatement> {
  cursor.advance();
  switch (kind) {
    case 'authentication': {
      const { claimed, claimant } = parseDirection(cursor);
      cursor.take(':');
      const { span } = cursor.peek();
      const level = { word: cursor.takeWord(authenticationLevels), span };
      const on = cursor.accept('on') ? cursor.takeNames('element') : [];
      const phase = cursor.accept('in') ? cursor.takeName('phase') : null;
      return { kind, claimed, claimant, level, on, in: phase, ...parseGrounds(cursor) };
    }
    case 'forward-secrecy': {
      const element = cursor.takeName('element');
      return { kind, element, ...parseGrounds(cursor) };
    }
    case 'key-freshness': {
      const key = cursor.takeName('key');
      cursor.take(':');
      const entity = cursor.takeName('entity');
      return { kind, key, entity, ...parseGrounds(cursor) };
    }
    case 'key-confirmation': {
      const key = cursor.takeName('key');
      cursor.take(':');
      const { claimed, claimant } = parseDirection(cursor);
      return { kind, key, claimed, claimant, ...parseGrounds(cursor) };
    }
  }
}

function parseDirection(cursor: Cursor): { readonly claimed: Identifier; readonly claimant: Identifier } {
  const claimed = cursor.takeName('entity');
  cursor.take('to');
  return { claimed, claimant: cursor.takeName('entity') };
}
