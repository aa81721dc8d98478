import type { Cursor } from './cursor.ts';
import { parseAttack } from './parse-attack.ts';
import { beginItem, type ItemPlace } from './parse-block.ts';
import { parseClaim, parseRefines } from './parse-claim.ts';
import { parseElement, startsElement } from './parse-element.ts';
import { passNotYet, refuseNotYet } from './not-yet-word.ts';
import { parsePhase } from './parse-phase.ts';
import { parseSources } from './parse-source.ts';
import { openingWords, type StatementWord } from './statement-start.ts';
import type { Diagnostic } from '#core/language/diagnostic.ts';
import type { Grammar } from '#core/language/grammar.ts';
import { claimKinds, requirementKinds } from '#core/language/kinds.ts';
import type { QuotedText, Statement } from '#core/language/syntax.ts';

/** What a statement is read with besides its text. Diagnostics of its block are added to those given. */
interface StatementContext {
  readonly grammar: Grammar;
  readonly diagnostics: Diagnostic[];
}

/** Reads a statement from its first word on; `place`, once it is read, tells where it stood. */
type StatementParser = (cursor: Cursor, place: () => ItemPlace, context: StatementContext) => Statement;

const statementParsers: Readonly<Record<StatementWord, StatementParser>> = {
  protocol: (cursor, place) => {
    cursor.advance();
    const name = cursor.takeName('name');
    const label = cursor.acceptText();
    return { kind: 'protocol', name, label, ...place() };
  },
  entity: (cursor, place) => {
    cursor.advance();
    const name = cursor.takeName('name');
    if (cursor.accept(',')) {
      const entities = [name, ...cursor.takeNames('entity')];
      cursor.take('may');
      cursor.take('coincide');
      return { kind: 'coincide', entities, ...place() };
    }
    const label = cursor.acceptText();
    const sources = parseSources(cursor);
    return { kind: 'entity', name, label, sources, ...place() };
  },
  phase: (cursor, place, { diagnostics }) => {
    const phase = parsePhase(cursor, diagnostics);
    return { kind: 'phase', ...phase, ...place() };
  },
  requirement: parseRequirement,
  confidentiality: parseTick,
  integrity: parseTick,
  attack: (cursor, place, { grammar, diagnostics }) => {
    const attack = parseAttack(cursor, grammar.capabilities, diagnostics);
    return { kind: 'attack', ...attack, ...place() };
  },
};

/**
 * Reads one statement, which must begin a line. Throws a {@link StatementFailure} where it cannot be read; the cursor
 * then stands where reading came to an end.
 */
export function parseStatement(cursor: Cursor, context: StatementContext): Statement {
  const place = beginItem(cursor);
  passGroup(cursor, context.diagnostics);
  const first = cursor.peek();
  if (startsElement(cursor)) {
    const element = parseElement(cursor, context.diagnostics);
    return { kind: 'element', ...element, ...place() };
  }
  const word = first.kind === 'name' ? first.text : '';
  if (isStatementWord(word)) return statementParsers[word](cursor, place, context);
  const kind = claimKinds.find((each) => each === word);
  if (kind === undefined) refuseNotYet(cursor, 'statement');
  if (kind === undefined) return cursor.fail('statement', cursor.nearest(openingWords));
  return { ...parseClaim(cursor, kind, context.grammar.claims[kind]), ...place() };
}

// A key of a group is refused as that, and read as any other.
function passGroup(cursor: Cursor, diagnostics: Diagnostic[]): void {
  if (startsElement(cursor, 1) && !cursor.peek(1).startsLine) passNotYet(cursor, 'statement', diagnostics);
}

function isStatementWord(word: string): word is StatementWord {
  return Object.hasOwn(statementParsers, word);
}

function parseRequirement(cursor: Cursor, place: () => ItemPlace): Statement {
  cursor.advance();
  const name = cursor.takeName('name');
  const requirementKind = cursor.takeWord(requirementKinds);
  const text = cursor.takeText();
  const before = parseOwner(cursor);
  const sources = parseSources(cursor);
  const owner = before ?? parseOwner(cursor);
  return { kind: 'requirement', name, requirementKind, text, owner, sources, ...place() };
}

function parseTick(cursor: Cursor, place: () => ItemPlace): Statement {
  const property = cursor.takeWord(['confidentiality', 'integrity']);
  const element = cursor.takeName('element');
  cursor.take(':');
  const entities = cursor.accept('none') ? [] : cursor.takeNames('entity');
  const refines = parseRefines(cursor);
  const sources = parseSources(cursor);
  return { kind: 'tick', property, element, entities, refines, sources, ...place() };
}

/** Reads `owner "organisation"`, which stands on either side of the source; null where there is no such clause. */
function parseOwner(cursor: Cursor): QuotedText | null {
  return cursor.accept('owner') ? cursor.takeText() : null;
}
