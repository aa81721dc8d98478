import type { Dossier } from '#core/dossier/dossier.ts';
import { lex } from '#core/language/parse/lex.ts';
import type { SourceReference } from '#core/language/model.ts';
import { printSource, quote } from '#core/language/print/print-parts.ts';
import type { Span, TextEdit } from '#core/language/source.ts';
import type { SourceClause, Statement, SyntaxTree } from '#core/language/syntax.ts';

/**
 * The edit that lets what stands at a place of the text cite: it adds one clause and changes nothing else. Null where
 * nothing that can cite stands there.
 */
export function addCitation(
  tree: SyntaxTree,
  text: string,
  place: Span,
  reference: SourceReference,
): TextEdit | null {
  const found = citingStatements(tree).find(({ span }) => span.start <= place.start && place.end <= span.end);
  if (found === undefined) return null;
  const end = found.sources.at(-1)?.span.end ?? endOfHead(found, text);
  const clause = printSource(reference);
  const short = found.sources.length === 0 && reference.quotation === null;
  const insert = short ? ` ${clause}` : `\n${indentOf(text, found.span.start)}  ${clause}`;
  return { span: { start: end, end }, insert };
}

/** The edits that give a document another title wherever the text cites it, in the order of the text. */
export function retitleInText(tree: SyntaxTree, title: string, next: string): readonly TextEdit[] {
  return citingStatements(tree)
    .flatMap(({ sources }) => sources)
    .filter(({ document }) => document.text === title)
    .map(({ document }) => ({ span: document.span, insert: quote(next) }))
    .toSorted((left, right) => left.span.start - right.span.start);
}

/** The sections of a dossier that cite a document, with its other title. */
export function retitleInDossier(
  { statements, threats }: Dossier,
  title: string,
  next: string,
): Pick<Dossier, 'statements' | 'threats'> {
  const retitle = <Entry extends { readonly citations: readonly SourceReference[] }>(entry: Entry): Entry =>
    entry.citations.some(({ document }) => document === title)
      ? {
          ...entry,
          citations: entry.citations.map((each) =>
            each.document === title ? { ...each, document: next } : each,
          ),
        }
      : entry;
  return { statements: statements.map(retitle), threats: threats.map(retitle) };
}

interface Citing {
  readonly span: Span;
  readonly sources: readonly SourceClause[];
  readonly isBlock: boolean;
}

// Messages before the phases that they stand in.
function citingStatements(tree: SyntaxTree): readonly Citing[] {
  return tree.statements.flatMap(citingIn);
}

function citingIn(statement: Statement): readonly Citing[] {
  switch (statement.kind) {
    case 'protocol':
    case 'coincide':
      return [];
    case 'phase': {
      const messages = statement.items.filter((item) => item.kind === 'message');
      return [...messages.map((each) => ({ ...each, isBlock: false })), { ...statement, isBlock: true }];
    }
    case 'attack':
      return [{ ...statement, isBlock: true }];
    case 'entity':
    case 'element':
    case 'requirement':
    case 'tick':
    case 'claim':
      return [{ ...statement, isBlock: false }];
  }
}

// Where a clause can be added that is the first one: at the end, or of a block before its brace.
function endOfHead({ span, isBlock }: Citing, text: string): number {
  if (!isBlock) return span.end;
  const tokens = lex(text.slice(span.start, span.end));
  const brace = tokens.findIndex((token) => token.kind === 'punctuation' && token.text === '{');
  return span.start + (tokens[brace - 1]?.span.end ?? 0);
}

function indentOf(text: string, start: number): string {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return /^\s*$/.test(line) ? line : '';
}
