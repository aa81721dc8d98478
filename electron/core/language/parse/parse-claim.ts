import type { ClaimForm, ClaimPart } from '#core/language/claim-form.ts';
import { authenticationLevels, type ClaimKind } from '#core/language/kinds.ts';
import type { ClaimStatement, Identifier } from '#core/language/syntax.ts';
import type { Cursor } from './cursor.ts';
import { parseSources } from './parse-source.ts';

type UnplacedClaim = Omit<ClaimStatement, 'span' | 'comments' | 'spaced'>;
type Parts = Pick<ClaimStatement, 'element' | 'claimed' | 'claimant' | 'level' | 'on' | 'in'>;

/** Reads `refines R1, R2`; empty where there is no such clause. */
export function parseRefines(cursor: Cursor): readonly Identifier[] {
  return cursor.accept('refines') ? cursor.takeNames('requirement') : [];
}

/** Reads a claim of a kind, whose word stands first, by its form. */
export function parseClaim(cursor: Cursor, claimKind: ClaimKind, form: ClaimForm): UnplacedClaim {
  cursor.advance();
  const nothing: Parts = { element: null, claimed: null, claimant: null, level: null, on: [], in: null };
  const parts = form.parts.reduce(
    (read: Parts, part): Parts => ({ ...read, ...parsePart(cursor, part) }),
    nothing,
  );
  const refines = parseRefines(cursor);
  return { kind: 'claim', claimKind, ...parts, refines, sources: parseSources(cursor) };
}

function parsePart(cursor: Cursor, part: ClaimPart): Partial<Parts> {
  switch (part.kind) {
    case 'word':
      cursor.take(part.word);
      return {};
    case 'name':
      return { [part.slot]: cursor.takeName(part.role) };
    case 'level': {
      const { span } = cursor.peek();
      return { level: { word: cursor.takeWord(authenticationLevels), span } };
    }
    case 'on':
      return { on: cursor.accept('on') ? cursor.takeNames('element') : [] };
    case 'phase':
      return { in: cursor.accept('in') ? cursor.takeName('phase') : null };
  }
}
