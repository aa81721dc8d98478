import type { Cursor } from '#core/language/cursor.ts';
import { authenticationLevels } from '#core/language/model.ts';
import type { ClaimStatement, Identifier } from '#core/language/syntax.ts';

type Unplaced<Claim> = Claim extends ClaimStatement ? Omit<Claim, 'span' | 'comments' | 'spaced'> : never;

/** Reads `refines R1, R2`; empty where there is no such clause. */
export function parseRefines(cursor: Cursor): readonly Identifier[] {
  return cursor.accept('refines') ? cursor.takeNames('requirement') : [];
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
      return { kind, claimed, claimant, level, on, in: phase, refines: parseRefines(cursor) };
    }
    case 'forward-secrecy': {
      const element = cursor.takeName('element');
      return { kind, element, refines: parseRefines(cursor) };
    }
    case 'key-freshness': {
      const key = cursor.takeName('key');
      cursor.take(':');
      const entity = cursor.takeName('entity');
      return { kind, key, entity, refines: parseRefines(cursor) };
    }
    case 'key-confirmation': {
      const key = cursor.takeName('key');
      cursor.take(':');
      const { claimed, claimant } = parseDirection(cursor);
      return { kind, key, claimed, claimant, refines: parseRefines(cursor) };
    }
  }
}

function parseDirection(cursor: Cursor): { readonly claimed: Identifier; readonly claimant: Identifier } {
  const claimed = cursor.takeName('entity');
  cursor.take('to');
  return { claimed, claimant: cursor.takeName('entity') };
}
