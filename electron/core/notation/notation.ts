import { capabilities } from '#core/capabilities/capabilities.ts';
import { attackWords as attackWordsOf } from '#core/language/parse/parse-attack.ts';
import { claims } from '#core/claims/claims.ts';
import { completionAt as completionIn, type Completion } from '#core/language/editor/completion.ts';
import {
  declaredNameAt as declaredNameIn,
  rename as renameIn,
  type RenameRefusal,
  type NameAtOffset,
} from '#core/language/edit/rename.ts';
import type { TextEdit } from '#core/language/source.ts';
import type { Result } from '#core/result.ts';
import { describeAt as describeIn, type Description } from '#core/language/editor/description.ts';
import type { Grammar } from '#core/language/grammar.ts';
import { parse as parseWith, type ParsedText } from '#core/language/parse/parse.ts';
import { print as printWith, printLine as printLineWith } from '#core/language/print/print.ts';
import { resolve as resolveWith, type ResolvedText } from '#core/language/resolve/resolve.ts';
import type { AttackItem, PhaseItem, Statement, SyntaxTree } from '#core/language/syntax.ts';

/** The language with every kind of claim and capability that there is. */
const grammar: Grammar = { claims, capabilities };

/** The words that begin the lines of an attack model. */
export const attackWords: readonly string[] = attackWordsOf(capabilities);

/** Parses a model's text, see the parser. Never throws. */
export function parse(text: string): ParsedText {
  return parseWith(text, grammar);
}

/** Resolves every name of a syntax tree, see the resolver. */
export function resolve(tree: SyntaxTree): ResolvedText {
  return resolveWith(tree, grammar);
}

/** Prints a syntax tree, see the printer. */
export function print(tree: SyntaxTree): string {
  return printWith(tree, grammar);
}

/** The line that a statement, a step of a phase or a line of an attack model begins with, see the printer. */
export function printLine(each: Statement | PhaseItem | AttackItem): string {
  return printLineWith(each, grammar);
}

/** Everything that can be written at an offset of a text; null where nothing can. */
export function completionAt(text: string, offset: number): Completion | null {
  return completionIn(text, offset, grammar);
}

/** A description of what stands at an offset of a text; null where there is nothing to be said. */
export function describeAt(text: string, offset: number): Description | null {
  return describeIn(text, offset, grammar);
}

/** The declared name that stands at an offset of a text; null where there is none. */
export function declaredNameAt(text: string, offset: number): NameAtOffset | null {
  return declaredNameIn(text, offset, grammar);
}

/** The edits that give something declared another name everywhere; refused where the text would say something else. */
export function rename(text: string, name: string, next: string): Result<readonly TextEdit[], RenameRefusal> {
  return renameIn(text, name, next, grammar);
}
