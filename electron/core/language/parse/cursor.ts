import { errorAt, replaceAt, type Diagnostic, type Fix } from '#core/language/diagnostic.ts';
import { nearestName } from '#core/language/nearest-name.ts';
import type { Span } from '#core/language/source.ts';
import type { Identifier, QuotedText, WrittenComment } from '#core/language/syntax.ts';
import { reservedWords, type Comment, type Token } from '#core/language/token.ts';
import { TokenCursor } from '#core/parsing/cursor.ts';

/** Thrown inside the parser to leave a statement that cannot be read; caught where statements begin. */
export class StatementFailure extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.code);
    this.diagnostic = diagnostic;
  }
}

/** Walks over the tokens of a model, comments included. Its `take…` methods throw {@link StatementFailure}. */
export class Cursor extends TokenCursor<Token> {
  readonly #takenComments = new Set<Comment>();
  #beginning = 0;

  /** Notes that a statement or a line of a block begins here. */
  begin(): void {
    this.#beginning = this.position;
  }

  /**
   * Takes the comments of what was read since `position`, and one that ends the line it ended on. No comment
   * is given twice.
   */
  takeComments(position: number): readonly WrittenComment[] {
    const inside = this.takenSince(position).flatMap((token) => token.comments);
    const behind = this.peek().comments.filter((comment) => !comment.startsLine);
    return this.#takeNew([...inside, ...behind]);
  }

  /** Takes the comments that stand before the next token. */
  takeCommentsBefore(): readonly WrittenComment[] {
    return this.#takeNew(this.peek().comments);
  }

  #takeNew(comments: readonly Comment[]): readonly WrittenComment[] {
    const taken = comments.filter((comment) => !this.#takenComments.has(comment));
    for (const comment of taken) this.#takenComments.add(comment);
    return taken.map(({ text, spaced }) => ({ text, spaced }));
  }

  /** The end of the token before the next one. */
  get previousEnd(): number {
    return this.previous?.span.end ?? 0;
  }

  protected override isWritten(token: Token, text: string): boolean {
    return (token.kind === 'name' || token.kind === 'punctuation') && token.text === text;
  }

  /** Takes a name that is free to be given. `role` tells in the diagnostic what was expected. */
  takeName(role: string): Identifier {
    const token = this.peek();
    if (token.kind !== 'name') this.fail(role);
    if (reservedWords.has(token.text)) {
      throw new StatementFailure(errorAt(token.span, 'reserved-name', { name: token.text }));
    }
    this.advance();
    return { name: token.text, span: token.span };
  }

  /** Takes one or more names with commas between them. */
  takeNames(role: string): readonly Identifier[] {
    return this.takeList(() => this.takeName(role));
  }

  /** Takes a quoted string. */
  takeText(): QuotedText {
    const token = this.peek();
    if (token.kind !== 'text') this.fail('"…"');
    this.advance();
    return { text: token.text, span: token.span };
  }

  /** Takes a whole number between two others. */
  takeNumber(least: number, most: number): number {
    const token = this.peek();
    const number = token.kind === 'number' ? Number(token.text) : Number.NaN;
    if (!(least <= number && number <= most)) this.fail(`${String(least)} … ${String(most)}`);
    this.advance();
    return number;
  }

  /** Takes a quoted string if there is one. */
  acceptText(): QuotedText | null {
    return this.peek().kind === 'text' ? this.takeText() : null;
  }

  /** The fix that writes the word of a set which the next token most likely meant, or null when none is near. */
  nearest(words: readonly string[]): Fix | null {
    const token = this.peek();
    const nearest = token.kind === 'name' ? nearestName(token.text, words) : null;
    return nearest === null ? null : replaceAt(token.span, nearest);
  }

  protected override refuse(expected: string, words: readonly string[]): never {
    this.fail(expected, words.length === 0 ? null : this.nearest(words));
  }

  /** Gives up the statement: something else was expected here. */
  fail(expected: string, fix: Fix | null = null): never {
    const token = this.peek();
    if (token.kind === 'unknown') {
      const code = token.text.startsWith('"') ? 'unfinished-text' : 'unexpected-character';
      throw new StatementFailure(errorAt(token.span, code, { found: token.text.slice(0, 1) }));
    }
    const found = token.kind === 'end' ? '' : token.text.slice(0, 40);
    const span = this.#expectedAt(token);
    // A fix writes over what was found; where that is the next line, there is nothing to write over.
    const applies = span === token.span;
    throw new StatementFailure({
      ...errorAt(span, 'expected', { expected, found }),
      fix: applies ? fix : null,
    });
  }

  // What is missing at the end of a line is shown there and not at the start of the next statement.
  #expectedAt(token: Token): Span {
    const ended = token.startsLine && this.position > this.#beginning;
    return ended && this.previous !== undefined ? this.previous.span : token.span;
  }
}
