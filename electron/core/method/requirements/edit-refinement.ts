import { lex } from '#core/language/parse/lex.ts';
import { insertAt, removeAt, type Span, type TextEdit } from '#core/language/source.ts';
import type { Identifier, Statement, SyntaxTree } from '#core/language/syntax.ts';

/** A tick or a claim, by where it stands, and a requirement that it refines or does not refine any more. */
export interface RefinementChange {
  readonly span: Span;
  readonly requirement: string;
  readonly on: boolean;
}

type RefiningStatement = Extract<Statement, { readonly refines: readonly Identifier[] }>;

/**
 * The edits by which a tick or a claim refines a requirement, or does so no more: they change the names behind
 * `refines` and nothing else. None where no such statement stands there, or where nothing would change.
 */
export function editRefinement(
  tree: SyntaxTree,
  text: string,
  { span, requirement, on }: RefinementChange,
): readonly TextEdit[] {
  const statement = refiningStatements(tree).find((each) => each.span.start === span.start);
  if (statement === undefined) return [];
  if (!on) return withoutRefinement(statement, text, requirement);
  if (statement.refines.some(({ name }) => name === requirement)) return [];
  const last = statement.refines.at(-1);
  return last === undefined
    ? [insertAt(statement.span.end, ` refines ${requirement}`)]
    : [insertAt(last.span.end, `, ${requirement}`)];
}

/** The ticks and claims of a text. */
export function refiningStatements({ statements }: SyntaxTree): readonly RefiningStatement[] {
  return statements.filter((statement): statement is RefiningStatement => 'refines' in statement);
}

/**
 * The edits by which a statement refines a requirement no more. A name goes with the comma before it, the first one with
 * the comma behind it, the only one with the word `refines`; comments between them stay.
 */
export function withoutRefinement(
  { refines, span }: RefiningStatement,
  text: string,
  requirement: string,
): readonly TextEdit[] {
  const kept = refines.filter(({ name }) => name !== requirement);
  if (kept.length === refines.length) return [];
  const tokens = lex(text.slice(span.start, span.end)).map((token) => ({
    text: token.text,
    start: span.start + token.span.start,
    end: span.start + token.span.end,
  }));
  const first = tokens.findLastIndex(({ text: word }) => word === 'refines');
  const taken = tokens.slice(first, -1).filter(({ text: word }, index, clause) => {
    if (kept.length === 0 || word === requirement) return true;
    if (word !== ',') return false;
    // The comma before what goes; before anything is kept, the comma behind it.
    const before = clause.slice(1, index).filter((each) => each.text !== ',');
    const anyKept = before.some((each) => each.text !== requirement);
    return anyKept ? clause[index + 1]?.text === requirement : true;
  });
  return taken.map((token) => removeAt(text, token));
}
