import { StatementFailure, type Cursor } from './cursor.ts';
import { errorAt, type Diagnostic } from '#core/language/diagnostic.ts';
import type { ElementKind } from '#core/language/kinds.ts';
import { passNotYetBeforeName, passNotYetToLineEnd } from './not-yet-word.ts';
import { parseSources } from './parse-source.ts';
import type { ElementStatement } from '#core/language/syntax.ts';

const kindWords: Readonly<Record<string, ElementKind>> = {
  key: 'symmetric-key',
  symmetric: 'symmetric-key',
  counter: 'counter',
  nonce: 'nonce',
  timestamp: 'timestamp',
  data: 'data',
  constant: 'constant',
};

/** The words that begin declarations of elements. */
export const elementWords: readonly string[] = Object.keys(kindWords);

/** True if the next token, or the one that many places ahead, begins the declaration of an element. */
export function startsElement(cursor: Cursor, ahead = 0): boolean {
  const token = cursor.peek(ahead);
  return token.kind === 'name' && Object.hasOwn(kindWords, token.text);
}

function parseKind(cursor: Cursor): ElementKind {
  if (cursor.accept('symmetric')) {
    cursor.take('key');
    return 'symmetric-key';
  }
  if (cursor.accept('key')) return cursor.accept('pair') ? 'key-pair' : 'symmetric-key';
  return kindWords[cursor.advance().text] ?? cursor.fail('statement');
}

type Clauses = Pick<
  ElementStatement,
  'owner' | 'shared' | 'known' | 'lifetime' | 'entropy' | 'replaces' | 'sources'
>;
type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/**
 * Reads `kind NAME "label" clauses`, the clauses in any order and each at most once, but for sources. What cannot be
 * said yet is reported to `diagnostics`.
 */
export function parseElement(
  cursor: Cursor,
  diagnostics: Diagnostic[],
): Omit<ElementStatement, 'kind' | 'span' | 'comments' | 'spaced'> {
  const elementKind = parseKind(cursor);
  const name = cursor.takeName('name');
  const label = cursor.acceptText();
  const clauses: Mutable<Clauses> = {
    owner: [],
    shared: [],
    known: [],
    lifetime: null,
    entropy: null,
    replaces: null,
    sources: [],
  };
  const seen = new Set<keyof Clauses>();
  for (;;) {
    passNotYetToLineEnd(cursor, 'element', diagnostics);
    const word = clauseWords.find((each) => cursor.sees(each));
    if (word === undefined) return { elementKind, name, label, ...clauses };
    const clause = clauseOfWord[word];
    if (clause !== 'sources' && seen.has(clause)) {
      throw new StatementFailure(errorAt(cursor.peek().span, 'repeated-clause', { clause: word }));
    }
    seen.add(clause);
    parseClause(cursor, clause, clauses, diagnostics);
  }
}

const clauseWords = [
  'of',
  'shared',
  'known',
  'long-term',
  'session',
  'high',
  'low',
  'replaces',
  'source',
] as const;

const clauseOfWord: Readonly<Record<(typeof clauseWords)[number], keyof Clauses>> = {
  of: 'owner',
  shared: 'shared',
  known: 'known',
  'long-term': 'lifetime',
  session: 'lifetime',
  high: 'entropy',
  low: 'entropy',
  replaces: 'replaces',
  source: 'sources',
};

function parseClause(
  cursor: Cursor,
  clause: keyof Clauses,
  clauses: Mutable<Clauses>,
  diagnostics: Diagnostic[],
): void {
  switch (clause) {
    case 'owner':
      cursor.advance();
      passNotYetBeforeName(cursor, 'element', diagnostics);
      clauses.owner = [cursor.takeName('entity')];
      return;
    case 'shared':
      cursor.advance();
      cursor.take('by');
      passNotYetBeforeName(cursor, 'element', diagnostics);
      clauses.shared = cursor.takeNames('entity');
      return;
    case 'known':
      cursor.advance();
      cursor.take('to');
      clauses.known = cursor.takeNames('entity');
      return;
    case 'lifetime':
      clauses.lifetime = cursor.takeWord(['long-term', 'session']);
      return;
    case 'entropy':
      clauses.entropy = cursor.takeWord(['high', 'low']);
      cursor.take('entropy');
      return;
    case 'replaces':
      cursor.advance();
      clauses.replaces = cursor.takeName('key');
      return;
    case 'sources':
      clauses.sources = [...clauses.sources, ...parseSources(cursor)];
      return;
  }
}
