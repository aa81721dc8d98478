import { declarationsOf, type Declaration } from '#core/language/resolve/declarations.ts';
import { identifiersOf } from '#core/language/resolve/identifiers.ts';
import { lex } from '#core/language/parse/lex.ts';
import { parse } from '#core/language/parse/parse.ts';
import type { Grammar } from '#core/language/grammar.ts';
import type { ConstructName } from '#core/language/reference.ts';
import type { Span } from '#core/language/source.ts';
import { constructOf, placeAfter } from './word-construct.ts';

/** The description of a position in a text: something declared, or a word that the reference explains. */
export type Description =
  | { readonly kind: 'name'; readonly span: Span; readonly declaration: Declaration }
  | { readonly kind: 'word'; readonly span: Span; readonly word: string; readonly construct: ConstructName };

/** Describes what stands at an offset, or else what ends there; null where there is nothing to be said. */
export function describeAt(text: string, offset: number, grammar: Grammar): Description | null {
  const { tree } = parse(text, grammar);
  const name = spanAtOffset(identifiersOf(tree), offset);
  const declaration = name === undefined ? undefined : declarationsOf(tree).get(name.name);
  if (name !== undefined && declaration !== undefined) return { kind: 'name', span: name.span, declaration };
  const tokens = lex(text);
  const words = tokens.filter(({ kind }) => kind === 'name');
  const token = spanAtOffset(words, offset);
  if (token === undefined) return null;
  const index = tokens.indexOf(token);
  const place = { ...placeAfter(tokens.slice(0, index + 1)), next: tokens[index + 1]?.text ?? '' };
  const construct = constructOf(token.text, place, grammar);
  if (construct === null) return null;
  return { kind: 'word', span: token.span, word: token.text, construct };
}

function spanAtOffset<Placed extends { readonly span: Span }>(
  all: readonly Placed[],
  offset: number,
): Placed | undefined {
  const near = all.filter(({ span }) => span.start <= offset && offset <= span.end);
  return near.find(({ span }) => offset < span.end) ?? near[0];
}
