import { lex } from '#core/language/parse/lex.ts';
import type { RequirementKind } from '#core/language/kinds.ts';
import { onOneLine } from '#core/language/one-line.ts';
import { quote } from '#core/language/print/print-parts.ts';
import {
  endOfLine,
  inTextOrder,
  insertAt,
  removeAt,
  type Span,
  type TextEdit,
} from '#core/language/source.ts';
import type { QuotedText, Statement, SyntaxTree } from '#core/language/syntax.ts';
import { refiningStatements, withoutRefinement } from './edit-refinement.ts';

/** A high-level requirement as a form states it; empty is what is not stated. */
export interface StatedRequirement {
  readonly name: string;
  readonly kind: RequirementKind;
  readonly text: string;
  /** The organisation that owns it. */
  readonly owner: string;
  /** The document that demands it, and the section of that document. */
  readonly document: string;
  readonly section: string;
}

type RequirementStatement = Extract<Statement, { readonly kind: 'requirement' }>;

/** The edit that adds a requirement: behind the last one, or before there is one behind what declares the protocol. */
export function addRequirement(tree: SyntaxTree, text: string, stated: StatedRequirement): TextEdit {
  const clauses = [...ownerClause(stated), ...sourceClause(stated)].map((clause) => ` ${clause}`).join('');
  const line = `requirement ${stated.name} ${stated.kind} ${quote(inOneLine(stated.text))}${clauses}`;
  const last = requirementsOf(tree).at(-1);
  if (last !== undefined) return insertAt(endOfLine(text, last.span.end), `\n${line}`);
  const declared = tree.statements.findLast((each) => !('refines' in each) && each.kind !== 'attack');
  if (declared !== undefined) return insertAt(endOfLine(text, declared.span.end), `\n\n${line}`);
  const end = text.trimEnd().length;
  return { span: { start: end, end: text.length }, insert: `${end === 0 ? '' : '\n\n'}${line}\n` };
}

/**
 * The edits that make a requirement of the text say what is stated of it, in the order of the text: only what differs is
 * written anew, and comments stay. Of a requirement with several sources it is the first that is changed; its page and
 * its quotation go with the document. None where the text has no requirement of that name.
 */
export function editRequirement(
  tree: SyntaxTree,
  text: string,
  stated: StatedRequirement,
): readonly TextEdit[] {
  const statement = requirementsOf(tree).find(({ name }) => name.name === stated.name);
  if (statement === undefined) return [];
  const tokens = tokensOf(text, statement.span);
  const [, , kind] = tokens;
  if (kind === undefined) return [];
  const before = statedBy(statement);
  const differs = (field: Exclude<keyof StatedRequirement, 'kind'>): boolean =>
    inOneLine(before[field]) !== inOneLine(stated[field]);
  return inTextOrder([
    ...(before.kind === stated.kind ? [] : [{ span: kind.span, insert: stated.kind }]),
    ...(differs('text') ? [{ span: statement.text.span, insert: quote(inOneLine(stated.text)) }] : []),
    ...(differs('owner') ? editOwner(statement, tokens, text, stated) : []),
    ...(differs('document') || differs('section') ? editSource(statement, tokens, text, stated) : []),
  ]);
}

function editOwner(
  { owner, text: words }: RequirementStatement,
  tokens: readonly PlacedToken[],
  text: string,
  stated: StatedRequirement,
): readonly TextEdit[] {
  const [clause] = ownerClause(stated);
  if (owner === null) return clause === undefined ? [] : [insertAt(words.span.end, ` ${clause}`)];
  if (clause !== undefined) return [{ span: owner.span, insert: quote(inOneLine(stated.owner)) }];
  const word = tokens.findLast(({ span }) => span.end <= owner.span.start);
  return [...(word === undefined ? [] : [removeAt(text, word.span)]), removeAt(text, owner.span)];
}

function editSource(
  { sources: [first], owner, text: words }: RequirementStatement,
  tokens: readonly PlacedToken[],
  text: string,
  stated: StatedRequirement,
): readonly TextEdit[] {
  const [clause] = sourceClause(stated);
  if (first === undefined) {
    return clause === undefined ? [] : [insertAt((owner ?? words).span.end, ` ${clause}`)];
  }
  const { document, section } = first;
  const inside = tokens.filter(({ span }) => first.span.start <= span.start && span.end <= first.span.end);
  if (clause === undefined) return inside.map(({ span }) => removeAt(text, span));
  const [name, place] = [inOneLine(stated.document), inOneLine(stated.section)];
  const renamed = name !== inOneLine(document.text);
  const behind = inside.filter(({ span }) => span.start >= (section ?? document).span.end);
  return [
    ...(renamed ? [{ span: document.span, insert: quote(name) }] : []),
    ...editSection(section, document, place, text),
    ...(renamed ? behind.map(({ span }) => removeAt(text, span)) : []),
  ];
}

function editSection(
  section: QuotedText | null,
  document: QuotedText,
  place: string,
  text: string,
): readonly TextEdit[] {
  if (section === null) return place === '' ? [] : [insertAt(document.span.end, ` ${quote(place)}`)];
  if (place === '') return [removeAt(text, section.span)];
  return place === inOneLine(section.text) ? [] : [{ span: section.span, insert: quote(place) }];
}

/** The edits that take a requirement out of the text, and out of what refines it. Comments stay. */
export function removeRequirement(tree: SyntaxTree, text: string, name: string): readonly TextEdit[] {
  const statement = requirementsOf(tree).find((each) => each.name.name === name);
  if (statement === undefined) return [];
  const { start, end } = statement.span;
  const tokens = tokensOf(text, statement.span);
  const isCommented = tokens.some(({ comments }) => comments.length > 0);
  const lineEnd = /^[ \t]*\r?\n/.exec(text.slice(end));
  const hasOwnLine = (start === 0 || text[start - 1] === '\n') && lineEnd !== null && !isCommented;
  return inTextOrder([
    ...(hasOwnLine
      ? [{ span: { start, end: end + lineEnd[0].length }, insert: '' }]
      : tokens.map(({ span }) => removeAt(text, span))),
    ...refiningStatements(tree).flatMap((each) => withoutRefinement(each, text, name)),
  ]);
}

/** A requirement of a text, as a form shows it; null where there is no requirement of that name. */
export function statedRequirement(tree: SyntaxTree, name: string): StatedRequirement | null {
  const statement = requirementsOf(tree).find((each) => each.name.name === name);
  return statement === undefined ? null : statedBy(statement);
}

function statedBy({ name, requirementKind, text, owner, sources }: RequirementStatement): StatedRequirement {
  const [source] = sources;
  return {
    name: name.name,
    kind: requirementKind,
    text: text.text,
    owner: owner?.text ?? '',
    document: source?.document.text ?? '',
    section: source?.section?.text ?? '',
  };
}

function requirementsOf({ statements }: SyntaxTree): readonly RequirementStatement[] {
  return statements.filter(
    (statement): statement is RequirementStatement => statement.kind === 'requirement',
  );
}

interface PlacedToken {
  readonly span: Span;
  readonly comments: readonly unknown[];
}

function tokensOf(text: string, { start, end }: Span): readonly PlacedToken[] {
  return lex(text.slice(start, end))
    .slice(0, -1)
    .map(({ span, comments }) => ({
      span: { start: start + span.start, end: start + span.end },
      comments,
    }));
}

function ownerClause({ owner }: StatedRequirement): readonly string[] {
  return owner.trim() === '' ? [] : [`owner ${quote(inOneLine(owner))}`];
}

function sourceClause({ document, section }: StatedRequirement): readonly string[] {
  if (document.trim() === '') return [];
  const place = section.trim() === '' ? '' : ` ${quote(inOneLine(section))}`;
  return [`source ${quote(inOneLine(document))}${place}`];
}

// A quoted text of the language ends with its line.
function inOneLine(text: string): string {
  return onOneLine(text).trim();
}
