import type { TextEdit } from '#core/language/source.ts';
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
 * The edit that puts or takes away a tick: it changes the element's statement, or adds one behind the last
 * statement of the kind, or at the end of the text. When the last name goes, the statement says `none`: nobody
 * may obtain or originate the element.
 */
export function editTick(tree: SyntaxTree, text: string, change: TickChange): TextEdit {
  const ticks = tree.statements.filter((statement): statement is TickStatement => statement.kind === 'tick');
  const ofKind = ticks.filter((statement) => statement.property === change.property);
  const found = ofKind.find((statement) => statement.element.name === change.element);
  if (found !== undefined) return { span: found.span, insert: rewritten(found, change) };
  const line = `${change.property} ${change.element}: ${change.on ? change.entity : 'none'}`;
  const last = (ofKind.at(-1) ?? ticks.at(-1))?.span.end;
  if (last !== undefined) return { span: { start: last, end: last }, insert: `\n${line}` };
  const end = text.trimEnd().length;
  return { span: { start: end, end: text.length }, insert: `\n\n${line}\n` };
}

function rewritten(statement: TickStatement, change: TickChange): string {
  const others = statement.entities.map(({ name }) => name).filter((name) => name !== change.entity);
  const names = change.on ? [...others, change.entity] : others;
  const refines =
    statement.refines.length === 0 ? '' : ` refines ${statement.refines.map(({ name }) => name).join(', ')}`;
  return `${statement.property} ${statement.element.name}: ${names.length === 0 ? 'none' : names.join(', ')}${refines}`;
}
