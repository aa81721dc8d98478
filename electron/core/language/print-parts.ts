import type { Identifier, QuotedText, SourceClause, TermExpression } from '#core/language/syntax.ts';

/** What stands before a line inside braces. */
export const indent = '  ';

/** A quoted string, with what must be escaped in it. */
export function quote(text: QuotedText): string {
  return `"${text.text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** Names with commas between them. */
export function names(identifiers: readonly Identifier[]): string {
  return identifiers.map((identifier) => identifier.name).join(', ');
}

/** A name, and its label where it has one. */
export function labelled(name: Identifier, label: QuotedText | null): string {
  return label === null ? name.name : `${name.name} ${quote(label)}`;
}

/** The clause of a source: one piece of text, or none. */
export function source(clause: SourceClause | null): readonly string[] {
  if (clause === null) return [];
  const section = clause.section === null ? '' : ` ${quote(clause.section)}`;
  return [`source ${quote(clause.document)}${section}`];
}

/** Prints a term in the language's notation. A tuple at the top stands without parentheses. */
export function printTerm(term: TermExpression): string {
  return term.kind === 'tuple' ? term.parts.map(printPart).join(', ') : printPart(term);
}

function printPart(term: TermExpression): string {
  switch (term.kind) {
    case 'name':
      return term.name;
    case 'tuple':
      return `(${term.parts.map(printPart).join(', ')})`;
    case 'key-half':
      return `${term.half === 'public' ? 'pk' : 'sk'}(${term.pair.name})`;
    case 'apply': {
      const key = term.key === null ? '' : `[${printTerm(term.key)}]`;
      const associated = term.associated === null ? '' : ` ; ${printTerm(term.associated)}`;
      return `${term.primitive}${key}(${printTerm(term.content)}${associated})`;
    }
  }
}

/** A line for each comment. */
export function comments(lines: readonly string[], margin: string): readonly string[] {
  return lines.map((line) => (line === '' ? `${margin}//` : `${margin}// ${line}`));
}
