import { declarationsOf } from '#core/language/resolve/declarations.ts';
import { identifiersOf } from '#core/language/resolve/identifiers.ts';
import { lex } from '#core/language/parse/lex.ts';
import type { Grammar } from '#core/language/grammar.ts';
import { parse } from '#core/language/parse/parse.ts';
import { applyEdits, type Span, type TextEdit } from '#core/language/source.ts';
import type { Identifier, SyntaxTree } from '#core/language/syntax.ts';
import { reservedWords } from '#core/language/token.ts';
import { failure, success, type Result } from '#core/result.ts';
import { isPrimitiveName } from '#core/terms/theory.ts';

/**
 * Why a name is not given anew.
 *
 * - `text-has-errors`: what cannot be read might use the name. - `malformed`: the new name is none.
 * - `reserved`: it is a word of the language. - `taken`: the text uses it already.
 * - `ambiguous`: with it the text could be read otherwise.
 */
export const renameRefusals = ['text-has-errors', 'malformed', 'reserved', 'taken', 'ambiguous'] as const;
export type RenameRefusal = (typeof renameRefusals)[number];

/** A declared name where it stands, and where it is declared. */
export interface NameAtOffset {
  readonly name: string;
  readonly span: Span;
  readonly declaredAt: Span;
}

/** The declared name that stands at an offset; null where there is none. */
export function declaredNameAt(text: string, offset: number, grammar: Grammar): NameAtOffset | null {
  const { tree } = parse(text, grammar);
  const found = identifiersOf(tree).find(({ span }) => span.start <= offset && offset <= span.end);
  const declaration = found === undefined ? undefined : declarationsOf(tree).get(found.name);
  if (found === undefined || declaration === undefined) return null;
  return { name: found.name, span: found.span, declaredAt: declaration.name.span };
}

/**
 * The edits that give something declared another name everywhere, in the order of the text. Comments and quoted
 * texts stay. The result is read again before it is offered: it says the same of the new name as the text said of
 * the old one.
 */
export function rename(
  text: string,
  name: string,
  next: string,
  grammar: Grammar,
): Result<readonly TextEdit[], RenameRefusal> {
  const { tree, diagnostics } = parse(text, grammar);
  if (diagnostics.length > 0) return failure('text-has-errors');
  const refusal = next === name ? null : refusalOf(next, tree);
  if (refusal !== null) return failure(refusal);
  if (next === name) return success([]);
  const written = inOrder(identifiersOf(tree));
  const edits = written
    .filter((each) => each.name === name)
    .map(({ span }): TextEdit => ({ span, insert: next }));
  const expected = written.map((each) => (each.name === name ? next : each.name));
  return isReadAs(applyEdits(text, edits), expected, grammar) ? success(edits) : failure('ambiguous');
}

/** Why nothing new can have a name in a text, or null where it can. */
export function refusalOf(
  name: string,
  tree: SyntaxTree,
): Extract<RenameRefusal, 'malformed' | 'reserved' | 'taken'> | null {
  const [token, end] = lex(name);
  if (token?.kind !== 'name' || token.text !== name || end?.kind !== 'end') return 'malformed';
  if (reservedWords.has(name) || isPrimitiveName(name)) return 'reserved';
  return identifiersOf(tree).some((each) => each.name === name) ? 'taken' : null;
}

// A word that means something only in some places could turn a name into something else.
function isReadAs(text: string, names: readonly string[], grammar: Grammar): boolean {
  const { tree, diagnostics } = parse(text, grammar);
  const read = inOrder(identifiersOf(tree));
  return (
    diagnostics.length === 0 &&
    read.length === names.length &&
    read.every(({ name }, index) => name === names[index])
  );
}

function inOrder(identifiers: readonly Identifier[]): readonly Identifier[] {
  return identifiers.toSorted((left, right) => left.span.start - right.span.start);
}
