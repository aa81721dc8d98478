import { StatementFailure, type Cursor } from './cursor.ts';
import { errorAt, replaceAt, type Diagnostic } from '#core/language/diagnostic.ts';
import { channelTrusts } from '#core/language/kinds.ts';
import { nearestName } from '#core/language/nearest-name.ts';
import { parseBlock, type ItemPlace } from './parse-block.ts';
import { parseSources } from './parse-source.ts';
import { parseTermList } from './parse-term.ts';
import {
  actionVerbs,
  type ActionVerb,
  type Identifier,
  type PhaseItem,
  type PhaseStatement,
  type RepeatClause,
} from '#core/language/syntax.ts';

/**
 * Reads `phase NAME "label" channel TRUST may repeat adversary absent source "document" { … }`. A step that cannot be read is reported to
 * `diagnostics` and left out; reading goes on at the next line.
 */
export function parsePhase(
  cursor: Cursor,
  diagnostics: Diagnostic[],
): Omit<PhaseStatement, 'kind' | 'span' | 'comments' | 'spaced'> {
  cursor.advance();
  const name = cursor.takeName('name');
  const label = cursor.acceptText();
  const trust = cursor.accept('channel') ? cursor.takeWord(channelTrusts) : null;
  const repeats = trust === null ? null : parseRepeats(cursor);
  const adversaryPresent = cursor.accept('adversary')
    ? cursor.takeWord(['present', 'absent']) === 'present'
    : null;
  const sources = parseSources(cursor);
  const block = parseBlock(cursor, diagnostics, parseItem);
  return { name, label, trust, repeats, adversaryPresent, sources, ...block };
}

// Reads `may repeat` behind a trust. On a line of its own `may` alone can be an entity that does something.
function parseRepeats(cursor: Cursor): RepeatClause | null {
  if (!cursor.sees('may') || (cursor.peek().startsLine && !cursor.sees('repeat', 1))) return null;
  const start = cursor.previous?.span.start ?? 0;
  cursor.advance();
  return { span: { start, end: cursor.take('repeat').span.end } };
}

function parseItem(cursor: Cursor, place: () => ItemPlace): PhaseItem {
  return { ...parseItemBody(cursor), ...place() };
}

type Unplaced<Item> = Item extends PhaseItem ? Omit<Item, 'span' | 'comments' | 'spaced'> : never;

function parseItemBody(cursor: Cursor): Unplaced<PhaseItem> {
  if (cursor.accept('message')) {
    const name = cursor.takeName('name');
    const label = cursor.acceptText();
    const sender = cursor.takeName('entity');
    cursor.take('->');
    const receiver = cursor.takeName('entity');
    const over = cursor.accept('over') ? cursor.takeWord(channelTrusts) : null;
    const repeats = over === null ? null : parseRepeats(cursor);
    cursor.take(':');
    const content = parseTermList(cursor);
    const sources = parseSources(cursor);
    return { kind: 'message', name, label, sender, receiver, over, repeats, content, sources };
  }
  if (cursor.accept('channel')) {
    const left = cursor.takeName('entity');
    cursor.take(',');
    const right = cursor.takeName('entity');
    const trust = cursor.takeWord(channelTrusts);
    return { kind: 'channel', ends: [left, right], trust, repeats: parseRepeats(cursor) };
  }
  const entities = cursor.takeNames('entity');
  if (cursor.accept('derives') || cursor.accept('derive')) {
    const element = cursor.takeName('element');
    cursor.take('=');
    return { kind: 'derive', entities, element, content: parseTermList(cursor) };
  }
  // "A makes K" and "A, B make K" are both good English.
  const plural = actionVerbs.find((candidate) => cursor.accept(candidate.slice(0, -1)));
  const verb = plural ?? takeVerb(cursor, entities);
  return { kind: 'action', verb, entities, elements: cursor.takeNames('element') };
}

// A line that has no verb and begins with almost "message" or "channel" was meant to begin so.
function takeVerb(cursor: Cursor, [first]: readonly Identifier[]): ActionVerb {
  const isVerb = actionVerbs.some((verb) => cursor.sees(verb));
  const meant = first === undefined || isVerb ? null : nearestName(first.name, ['message', 'channel']);
  if (first !== undefined && meant !== null) {
    const values = { expected: `"${meant}"`, found: first.name };
    throw new StatementFailure({
      ...errorAt(first.span, 'expected', values),
      fix: replaceAt(first.span, meant),
    });
  }
  return cursor.takeWord(actionVerbs);
}
