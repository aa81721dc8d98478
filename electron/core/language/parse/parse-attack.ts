import type { Cursor } from './cursor.ts';
import type { Diagnostic } from '#core/language/diagnostic.ts';
import { channelTrusts } from '#core/language/kinds.ts';
import { parseBlock } from './parse-block.ts';
import { parseKeyHalf, takePrimitive } from './parse-term.ts';
import { parseSources } from './parse-source.ts';
import type { AttackItem, AttackStatement, Identifier } from '#core/language/syntax.ts';
import { primitiveFlaws } from '#core/terms/theory.ts';

/** Reads `attack NAME "label" source "document" { … }`, an assumption a line. */
export function parseAttack(
  cursor: Cursor,
  diagnostics: Diagnostic[],
): Omit<AttackStatement, 'kind' | 'span' | 'comments' | 'spaced'> {
  cursor.advance();
  const name = cursor.takeName('name');
  const label = cursor.acceptText();
  const sources = parseSources(cursor);
  const block = parseBlock(cursor, diagnostics, (at, place): AttackItem => ({
    ...parseItem(at),
    ...place(),
  }));
  return { name, label, sources, ...block };
}

type Unplaced<Item> = Item extends AttackItem ? Omit<Item, 'span' | 'comments' | 'spaced'> : never;

/** The words that begin the lines of an attack model. */
export const attackWords = [
  'compromise',
  'leak',
  ...primitiveFlaws,
  'channel',
  'adversary',
  'untyped',
] as const;

function parseItem(cursor: Cursor): Unplaced<AttackItem> {
  const word = cursor.takeWord(attackWords);
  switch (word) {
    case 'compromise': {
      const entities = cursor.takeNames('entity');
      return { kind: 'compromise', entities, from: parseFrom(cursor) };
    }
    case 'leak': {
      const secrets = [parseSecret(cursor)];
      while (cursor.accept(',')) secrets.push(parseSecret(cursor));
      return { kind: 'leak', secrets, from: parseFrom(cursor) };
    }
    case 'weak':
    case 'forgeable':
    case 'malleable': {
      const primitive = takePrimitive(cursor);
      return { kind: 'flaw', flaw: word, primitive, from: parseFrom(cursor) };
    }
    case 'channel': {
      const left = cursor.takeName('entity');
      cursor.take(',');
      const right = cursor.takeName('entity');
      const trust = cursor.takeWord(channelTrusts);
      return { kind: 'link', ends: [left, right], trust, in: parsePhaseClause(cursor, 'in') };
    }
    case 'adversary':
      return { kind: 'adversary', adversary: cursor.takeWord(['passive', 'active']) };
    case 'untyped':
      return { kind: 'untyped' };
  }
}

type Secret = Extract<AttackItem, { readonly kind: 'leak' }>['secrets'][number];

function parseSecret(cursor: Cursor): Secret {
  if (cursor.sees('pk') || cursor.sees('sk')) return parseKeyHalf(cursor);
  return { kind: 'name', ...cursor.takeName('element') };
}

function parseFrom(cursor: Cursor): Identifier | null {
  return parsePhaseClause(cursor, 'from');
}

function parsePhaseClause(cursor: Cursor, word: 'from' | 'in'): Identifier | null {
  return cursor.accept(word) ? cursor.takeName('phase') : null;
}
