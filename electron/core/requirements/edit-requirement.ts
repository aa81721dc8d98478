import { lex } from '#core/language/lex.ts';
import type { RequirementKind } from '#core/language/model.ts';
import { quote } from '#core/language/print-parts.ts';
import { endOfLine, insertAt, type Span, type TextEdit } from '#core/language/source.ts';
import type { Statement, SyntaxTree } from '#core/language/syntax.ts';
import { refiningStatements, withoutRefinement } from '#core/requirements/edit-refinement.ts';

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
 * written anew, and comments stay. Of a requirement with several sources it is the first that is changed. None where the
 * text has no requirement of that name.
 */
export function editRequirement(
  tree: SyntaxTree,
  text: string,
  stated: StatedRequirement,
): readonly TextEdit[] {
  const statement = requirementsOf(tree).find(({ name }) => name.name === stated.name);
  if (statement === undefined) return [];
  const [, , kind, words, ...rest] = tokensOf(text, statement.span);
  if (kind === undefined || words === undefined) return [];
  const before = statedBy(statement);
  const differs = (field: Exclude<keyof StatedRequirement, 'kind'>): boolean =>
    inOneLine(before[field]) !== inOneLine(stated[field]);
  const edits: TextEdit[] = [];
  if (before.kind !== stated.kind) edits.push({ span: kind.span, insert: stated.kind });
  if (differs('text')) {
    edits.push({ span: words.span, insert: quote(inOneLine(stated.text)) });
  }
  const owner = clauseOf(rest, 'owner', 1);
  if (differs('owner')) {
    edits.push(rewrite(text, owner, ownerClause(stated), words.span.end));
  }
  if (differs('document') || differs('section')) {
    const old = replacedSource(statement, differs('document'));
    edits.push(rewrite(text, old, sourceClause(stated), owner?.end ?? words.span.end));
  }
  return edits.toSorted((left, right) => left.span.start - right.span.start);
}

/** The edits that take a requirement out of the text, and out of what refines it. Comments stay. */
export function removeRequirement(tree: SyntaxTree, text: string, name: string): readonly TextEdit[] {
  const statement = requirementsOf(tree).find((each) => each.name.name === name);
  if (statement === undefined) return [];
  const { start, end } = statement.span;
  const parts = tokensOf(text, statement.span);
  const commented = parts.some(({ comments }) => comments.length > 0);
  const removed = commented ? parts.map(({ span }) => span) : [{ start, end }];
  const lineEnd = /^[ \t]*\r?\n/.exec(text.slice(end));
  const hasOwnLine = (start === 0 || text[start - 1] === '\n') && lineEnd !== null && !commented;
  return [
    ...(hasOwnLine ? [{ start, end: end + lineEnd[0].length }] : removed).map((span) => ({
      span,
      insert: '',
    })),
    ...refiningStatements(tree).flatMap((each) => withoutRefinement(each, text, name)),
  ].toSorted((left, right) => left.span.start - right.span.start);
}

/** What a requirement of a text states, as a form shows it; null where there is no requirement of that name. */
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
  readonly kind: string;
  readonly text: string;
  readonly span: Span;
  readonly comments: readonly unknown[];
}

function tokensOf(text: string, { start, end }: Span): readonly PlacedToken[] {
  return lex(text.slice(start, end))
    .slice(0, -1)
    .map(({ kind, text: word, span, comments }) => ({
      kind,
      text: word,
      span: { start: start + span.start, end: start + span.end },
      comments,
    }));
}

// From the word of a clause to the last of the quoted texts, so many at most, that stand right behind it.
function clauseOf(tokens: readonly PlacedToken[], word: string, texts: number): Span | null {
  const first = tokens.findIndex(({ kind, text }) => kind === 'name' && text === word);
  const begin = tokens[first];
  if (begin === undefined) return null;
  const behind = tokens.slice(first + 1, first + 1 + texts);
  const other = behind.findIndex(({ kind }) => kind !== 'text');
  const last = (other === -1 ? behind : behind.slice(0, other)).at(-1) ?? begin;
  return { start: begin.span.start, end: last.span.end };
}

// What the first source is rewritten in: page and quotation belong to the document and go with it.
function replacedSource({ sources: [first] }: RequirementStatement, whole: boolean): Span | null {
  if (first === undefined) return null;
  if (whole) return first.span;
  return { start: first.span.start, end: (first.section ?? first.document).span.end };
}

// A clause that goes takes the blanks before it along; one that comes stands at `place`.
function rewrite(text: string, old: Span | null, clause: readonly string[], place: number): TextEdit {
  const [insert] = clause;
  if (old === null) return insertAt(place, insert === undefined ? '' : ` ${insert}`);
  if (insert !== undefined) return { span: old, insert };
  const blanks = /[ \t]*$/.exec(text.slice(0, old.start))?.[0].length ?? 0;
  return { span: { start: old.start - blanks, end: old.end }, insert: '' };
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
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}
