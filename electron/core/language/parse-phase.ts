import { StatementFailure, type Cursor } from '#core/language/cursor.ts';
import type { Diagnostic } from '#core/language/diagnostic.ts';
import { channelTrusts } from '#core/language/model.ts';
import { parseSource } from '#core/language/parse-element.ts';
import { parseTermList } from '#core/language/parse-term.ts';
import { actionVerbs, type PhaseItem, type PhaseStatement } from '#core/language/syntax.ts';

/**
 * Reads `phase NAME "label" channel TRUST adversary absent { … }`. A step that cannot be read is reported to
 * `diagnostics` and left out; reading goes on at the next line.
 */
export function parsePhase(
  cursor: Cursor,
  diagnostics: Diagnostic[],
): Omit<PhaseStatement, 'kind' | 'span' | 'comments'> {
  cursor.advance();
  const name = cursor.takeName('name');
  const label = cursor.acceptText();
  const trust = cursor.accept('channel') ? cursor.takeWord(channelTrusts) : null;
  const adversaryPresent = cursor.accept('adversary')
    ? cursor.takeWord(['present', 'absent']) === 'present'
    : null;
  cursor.take('{');
  const items: PhaseItem[] = [];
  while (!cursor.sees('}')) {
    if (cursor.peek().kind === 'end') cursor.fail('"}"');
    try {
      items.push(parseItem(cursor));
    } catch (failure) {
      if (!(failure instanceof StatementFailure)) throw failure;
      diagnostics.push(failure.diagnostic);
      skipLine(cursor);
    }
  }
  const closingComments = cursor.takeCommentsBefore();
  cursor.take('}');
  return { name, label, trust, adversaryPresent, items, closingComments };
}

function skipLine(cursor: Cursor): void {
  if (cursor.peek().kind !== 'end' && !cursor.sees('}')) cursor.advance();
  while (cursor.peek().kind !== 'end' && !cursor.peek().startsLine && !cursor.sees('}')) cursor.advance();
}

function parseItem(cursor: Cursor): PhaseItem {
  const first = cursor.peek();
  if (!first.startsLine) cursor.fail('new line');
  const position = cursor.position;
  const item = parseItemBody(cursor);
  return {
    ...item,
    comments: cursor.takeComments(position),
    span: { start: first.span.start, end: cursor.previousEnd },
  };
}

type Unplaced<Item> = Item extends PhaseItem ? Omit<Item, 'span' | 'comments'> : never;

function parseItemBody(cursor: Cursor): Unplaced<PhaseItem> {
  if (cursor.accept('message')) {
    const name = cursor.takeName('name');
    const label = cursor.acceptText();
    const sender = cursor.takeName('entity');
    cursor.take('->');
    const receiver = cursor.takeName('entity');
    const over = cursor.accept('over') ? cursor.takeWord(channelTrusts) : null;
    cursor.take(':');
    const content = parseTermList(cursor);
    const source = parseSource(cursor);
    return { kind: 'message', name, label, sender, receiver, over, content, source };
  }
  if (cursor.accept('channel')) {
    const left = cursor.takeName('entity');
    cursor.take(',');
    const right = cursor.takeName('entity');
    return { kind: 'channel', ends: [left, right], trust: cursor.takeWord(channelTrusts) };
  }
  const entities = cursor.takeNames('entity');
  if (cursor.accept('derives') || cursor.accept('derive')) {
    const element = cursor.takeName('element');
    cursor.take('=');
    return { kind: 'derive', entities, element, content: parseTermList(cursor) };
  }
  // "A makes K" and "A, B make K" are both good English.
  const plural = actionVerbs.find((candidate) => cursor.accept(candidate.slice(0, -1)));
  const verb = plural ?? cursor.takeWord(actionVerbs);
  return { kind: 'action', verb, entities, elements: cursor.takeNames('element') };
}
