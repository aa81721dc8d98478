import { onOneLine } from '#core/language/one-line.ts';
import type { SourceReference } from '#core/language/model.ts';
import { sourceReferences } from '#core/language/source-reference.ts';
import type {
  Identifier,
  QuotedText,
  SourceClause,
  TermExpression,
  WrittenComment,
} from '#core/language/syntax.ts';

const indent = '  ';

/** A quoted string, with what must be escaped in it. A quoted string has no line breaks: editors take `\r` for one. */
export function quote(text: string): string {
  return `"${onOneLine(text).replaceAll(/["\\]/g, '\\$&')}"`;
}

/** Names with commas between them. */
export function nameList(identifiers: readonly Identifier[]): string {
  return identifiers.map((identifier) => identifier.name).join(', ');
}

/** A name, and its label where it has one. */
export function withLabel(name: Identifier, label: QuotedText | null): string {
  return label === null ? name.name : `${name.name} ${quote(label.text)}`;
}

/**
 * A statement and its sources. A single one without a quotation stands behind it, others below it, a line each.
 */
export function withSources(line: string, clauses: readonly SourceClause[]): readonly string[] {
  const [first, second] = sourceReferences(clauses);
  if (first === undefined) return [line];
  if (second === undefined && first.quotation === null) return [`${line} ${printSource(first)}`];
  return [line, ...sourceReferences(clauses).map((each) => indent + printSource(each))];
}

/** The clause of a citation. */
export function printSource({ document, section, page, quotation }: SourceReference): string {
  return [
    `source ${quote(document)}`,
    ...(section === null ? [] : [quote(section)]),
    ...(page === null ? [] : [`page ${String(page)}`]),
    ...(quotation === null ? [] : [`quote ${quote(quotation)}`]),
  ].join(' ');
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

/** A statement that is printed with its comments and the blank lines between them. */
interface Placed {
  readonly comments: readonly WrittenComment[];
  readonly spaced: boolean;
}

/** The lines of the comments of a statement, and of the statement, with a blank line wherever one stood. */
export function placedLines({ comments, spaced }: Placed, lines: readonly string[]): readonly string[] {
  return [...commentLines(comments), ...(spaced ? [''] : []), ...lines];
}

/** A line for each comment, with a blank line before it where one stood. */
export function commentLines(comments: readonly WrittenComment[]): readonly string[] {
  return comments.flatMap(({ text, spaced }) => [...(spaced ? [''] : []), `// ${text}`.trimEnd()]);
}

/** The lines of the head of a block, with the brace that opens it. */
export function openingLines(head: readonly string[]): readonly string[] {
  return [...head.slice(0, -1), `${head.at(-1) ?? ''} {`];
}

/** The lines of a block, from the first item to the closing brace. */
export function blockLines<Item extends Placed>(
  items: readonly Item[],
  closingComments: readonly WrittenComment[],
  printItem: (item: Item) => readonly string[],
): readonly string[] {
  const lines = [
    ...items.flatMap((item) => placedLines(item, printItem(item))),
    ...commentLines(closingComments),
  ];
  return [...withoutBlankStart(lines).map((line) => (line === '' ? line : indent + line)), '}'];
}

/** The lines without a blank one at the beginning. */
export function withoutBlankStart(lines: readonly string[]): readonly string[] {
  return lines[0] === '' ? lines.slice(1) : lines;
}
