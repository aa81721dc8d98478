import { endOfLine, insertAt, type TextEdit } from '#core/language/source.ts';
import type { Statement, SyntaxTree } from '#core/language/syntax.ts';

/** One tick of the requirement table, put or taken away. */
export interface TickChange {
  readonly property: 'confidentiality' | 'integrity';
  readonly element: string;
  readonly entity: string;
  readonly on: boolean;
}

type TickStatement = Extract<Statement, { kind: 'tick' }>;

/**
 * The edit that puts or takes away a tick: it changes the names of the element's statement and nothing else, or
 * adds a statement behind the last one of its kind, or at the end of the text. When the last name goes, the
 * statement says `none`: nobody may obtain or originate the element. A change that is no change gives an edit
 * that writes nothing.
 */
export function editTick(tree: SyntaxTree, text: string, change: TickChange): TextEdit {
  const ticks = tree.statements.filter((statement): statement is TickStatement => statement.kind === 'tick');
  const ofKind = ticks.filter((statement) => statement.property === change.property);
  const found = ofKind.find((statement) => statement.element.name === change.element);
  if (found !== undefined) return change.on ? addName(found, text, change) : takeName(found, change);
  const line = `${change.property} ${change.element}: ${change.on ? change.entity : 'none'}`;
  const last = (ofKind.at(-1) ?? ticks.at(-1))?.span.end;
  if (last !== undefined) return insertAt(endOfLine(text, last), `\n${line}`);
  const end = text.trimEnd().length;
  return { span: { start: end, end: text.length }, insert: `\n\n${line}\n` };
}

function addName({ entities, element, span }: TickStatement, text: string, { entity }: TickChange): TextEdit {
  const last = entities.at(-1);
  if (entities.some(({ name }) => name === entity)) return insertAt(span.end, '');
  if (last !== undefined) return insertAt(last.span.end, `, ${entity}`);
  const none = noneAfter(text, element.span.end);
  return { span: { start: none, end: none + 'none'.length }, insert: entity };
}

// The name goes with the comma before it; the first one goes with what stands before the second.
function takeName({ entities, span }: TickStatement, { entity }: TickChange): TextEdit {
  const index = entities.findIndex(({ name }) => name === entity);
  const taken = entities[index];
  if (taken === undefined) return insertAt(span.end, '');
  const before = entities[index - 1];
  const after = entities[index + 1];
  if (before !== undefined) return { span: { start: before.span.end, end: taken.span.end }, insert: '' };
  if (after !== undefined) return { span: { start: taken.span.start, end: after.span.start }, insert: '' };
  return { span: taken.span, insert: 'none' };
}

// Where `none` stands; comments between it and the colon are passed over.
function noneAfter(text: string, start: number): number {
  const between = /^(?:\s|:|\/\/[^\n]*\n)*/.exec(text.slice(start));
  return start + (between?.[0].length ?? 0);
}
