import { lex } from '#core/language/parse/lex.ts';
import type { AttackItem, PhaseItem, Statement } from '#core/language/syntax.ts';
import type { Span } from '#core/language/source.ts';
import { parse } from '#core/notation/notation.ts';
import type { TextUnit } from '#core/history/merge/decision/place.ts';

/** A statement, or a line inside a block, as it is written. */
export interface Piece {
  readonly unit: TextUnit;
  /** What it declares or is about, by which it is known again wherever it stands; null where nothing tells it from others. */
  readonly name: string | null;
  /** What it has in common with what it can have been changed from. */
  readonly sort: string;
  /** Everything between the piece before and this one: whole lines with comments, and the indentation. */
  readonly lead: string;
  /** From its first word to the end of its last line; of a block to the end of the line of the opening brace. */
  readonly body: string;
  readonly block: Block | null;
}

/** What stands between braces. */
export interface Block {
  readonly pieces: readonly Piece[];
  /** Everything behind the last piece, to the end of the line of the closing brace. Of a text, what stands at its end. */
  readonly ending: string;
}

/** A text in pieces; null where it cannot be parsed. */
export function piecesOf(text: string): Block | null {
  const { tree, diagnostics } = parse(text);
  if (diagnostics.length > 0) return null;
  const cutter = new Cutter(text);
  const pieces = tree.statements.map((statement) => cutter.statement(statement));
  return { pieces, ending: text.slice(cutter.offset) };
}

/** The text of pieces. Every piece ends its line; where nothing stands at the end, so does the text. */
export function textOf({ pieces, ending }: Block): string {
  return pieces.map(writtenPiece).join('') + ending;
}

/** A piece as it is written, with the end of its last line. */
export function writtenPiece({ lead, body, block }: Piece): string {
  const inside = block === null ? '' : `${textOf(block)}\n`;
  return `${lead}${body}\n${inside}`;
}

/** What pieces of text say: their words and comments, without blanks and ends of lines. */
export function saidBy(text: string): string {
  return JSON.stringify(
    lex(text).map((token) => [token.kind, token.text, token.comments.map((each) => each.text)]),
  );
}

/** True if two pieces, with all that is inside them, say the same. */
export function saysSame(one: Piece, other: Piece): boolean {
  return one === other || saidBy(writtenPiece(one)) === saidBy(writtenPiece(other));
}

// Cuts a text where its pieces end: each takes a comment behind it on its last line.
class Cutter {
  readonly #text: string;
  offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  statement(statement: Statement): Piece {
    const known = { unit: statement.kind, ...identified(statement) };
    if (statement.kind !== 'phase' && statement.kind !== 'attack') {
      return { ...known, ...this.#cut(statement.span), block: null };
    }
    const head = this.#cut({ start: statement.span.start, end: this.#braceEnd(statement.span) });
    const pieces = statement.items.map((item): Piece => {
      return { ...identifiedItem(item), ...this.#cut(item.span), block: null };
    });
    const { lead, body } = this.#cut({ start: statement.span.end - 1, end: statement.span.end });
    return { ...known, ...head, block: { pieces, ending: lead + body } };
  }

  #cut({ start, end }: Span): Pick<Piece, 'lead' | 'body'> {
    const lead = this.#text.slice(this.offset, start);
    const lineEnd = this.#text.indexOf('\n', end);
    const behind = this.#text.slice(end, lineEnd === -1 ? this.#text.length : lineEnd);
    // Only the brace that closes a block can follow on the same line; it begins a line of its own from now on.
    if (!/^\s*(?:\/\/|$)/u.test(behind)) {
      this.offset = end;
      return { lead, body: this.#text.slice(start, end) };
    }
    this.offset = lineEnd === -1 ? this.#text.length : lineEnd + 1;
    return { lead, body: this.#text.slice(start, end) + behind.trimEnd() };
  }

  #braceEnd({ start, end }: Span): number {
    const brace = lex(this.#text.slice(start, end)).find(
      ({ kind, text }) => kind === 'punctuation' && text === '{',
    );
    return start + (brace?.span.end ?? 0);
  }
}

type Identified = Pick<Piece, 'name' | 'sort'>;

// Everything that declares a name shares one set of names.
function identified(statement: Statement): Identified {
  switch (statement.kind) {
    case 'protocol':
      return { name: '', sort: statement.kind };
    case 'entity':
    case 'element':
    case 'phase':
    case 'attack':
    case 'requirement':
      return { name: statement.name.name, sort: statement.kind };
    case 'tick':
      return { name: `${statement.property} ${statement.element.name}`, sort: statement.kind };
    case 'coincide':
      return { name: names(statement.entities.toSorted(byName)), sort: statement.kind };
    case 'claim': {
      const { claimKind, element, claimed, claimant } = statement;
      const about = [element, claimed, claimant].map((each) => each?.name ?? '');
      return { name: [claimKind, ...about].join(' ').trimEnd(), sort: claimKind };
    }
  }
}

type IdentifiedItem = Identified & Pick<Piece, 'unit'>;

function identifiedItem(item: PhaseItem | AttackItem): IdentifiedItem {
  switch (item.kind) {
    case 'message':
      return { unit: 'step', name: item.name.name, sort: item.kind };
    case 'action':
      return { unit: 'step', name: null, sort: item.verb };
    case 'derive':
      return { unit: 'step', name: null, sort: `derive ${item.element.name}` };
    case 'channel':
      return { unit: 'step', name: null, sort: `channel ${names(item.ends.toSorted(byName))}` };
    case 'adversary':
    case 'untyped':
      return { unit: 'assumption', name: item.kind, sort: item.kind };
    case 'capability':
      return { unit: 'assumption', name: null, sort: item.word };
  }
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : 1;
}

function names(identifiers: readonly { readonly name: string }[]): string {
  return identifiers.map(({ name }) => name).join(', ');
}
