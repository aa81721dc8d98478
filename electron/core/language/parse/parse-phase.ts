import { StatementFailure, type Cursor } from './cursor.ts';
import { errorAt, replaceAt, type Diagnostic } from '#core/language/diagnostic.ts';
import { channelTrusts } from '#core/language/kinds.ts';
import { nearestName } from '#core/language/nearest-name.ts';
import { passNotYet, passNotYetBeforeName, passNotYetToLineEnd, refuseNotYet } from './not-yet-word.ts';
import { parseBlock } from './parse-block.ts';
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
  passNotYet(cursor, 'phase', diagnostics);
  const trust = cursor.accept('channel') ? cursor.takeWord(channelTrusts) : null;
  const repeats = trust === null ? null : parseRepeats(cursor, diagnostics);
  passNotYet(cursor, 'phase', diagnostics);
  const adversaryPresent = cursor.accept('adversary')
    ? cursor.takeWord(['present', 'absent']) === 'present'
    : null;
  passNotYet(cursor, 'phase', diagnostics);
  const sources = parseSources(cursor);
  const block = parseBlock(cursor, diagnostics, (at, place): PhaseItem => ({
    ...parseItemBody(at, diagnostics),
    ...place(),
  }));
  return { name, label, trust, repeats, adversaryPresent, sources, ...block };
}

// Reads `may repeat` behind a trust. What stands on a line of its own can be an entity that does something.
function parseRepeats(cursor: Cursor, diagnostics: Diagnostic[]): RepeatClause | null {
  const start = cursor.previous?.span.start ?? 0;
  const passOrder = (): void => {
    if (!cursor.peek().startsLine) passNotYet(cursor, 'trust', diagnostics);
  };
  passOrder();
  if (!cursor.sees('may') || (cursor.peek().startsLine && !cursor.sees('repeat', 1))) return null;
  cursor.advance();
  const { end } = cursor.take('repeat').span;
  passOrder();
  return { span: { start, end } };
}

type Unplaced<Item> = Item extends PhaseItem ? Omit<Item, 'span' | 'comments' | 'spaced'> : never;

function parseItemBody(cursor: Cursor, diagnostics: Diagnostic[]): Unplaced<PhaseItem> {
  if (cursor.accept('message')) {
    const name = cursor.takeName('name');
    const label = cursor.acceptText();
    const sender = cursor.takeName('entity');
    cursor.take('->');
    const receiver = cursor.takeName('entity');
    const over = cursor.accept('over') ? cursor.takeWord(channelTrusts) : null;
    const repeats = over === null ? null : parseRepeats(cursor, diagnostics);
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
    const repeats = parseRepeats(cursor, diagnostics);
    return { kind: 'channel', ends: [left, right], trust, repeats };
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
  if (verb === 'checks') passNotYetBeforeName(cursor, 'check', diagnostics);
  const elements = cursor.takeNames('element');
  if (verb === 'checks') passNotYetToLineEnd(cursor, 'check', diagnostics);
  return { kind: 'action', verb, entities, elements };
}

// A line that has no verb and begins with almost "message" or "channel" was meant to begin so.
function takeVerb(cursor: Cursor, [first]: readonly Identifier[]): ActionVerb {
  refuseNotYet(cursor, 'verb');
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
