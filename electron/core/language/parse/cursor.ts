import { errorAt, replaceAt, type Diagnostic, type Fix } from '#core/language/diagnostic.ts';
import { nearestName } from '#core/language/nearest-name.ts';
import type { Span } from '#core/language/source.ts';
import type { Identifier, QuotedText, WrittenComment } from '#core/language/syntax.ts';
import { reservedWords, type Comment, type Token } from '#core/language/token.ts';

/** Thrown inside the parser to leave a statement that cannot be read; caught where statements begin. */
export class StatementFailure extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.code);
    this.diagnostic = diagnostic;
  }
}

/** Walks over the tokens of a text. Its `take…` methods throw {@link StatementFailure}. */
export class Cursor {
  readonly #tokens: readonly Token[];
  readonly #last: Token;
  readonly #takenComments = new Set<Comment>();
  #index = 0;
  #beginning = 0;

  /** @param tokens what `lex` gave: never empty, an `end` token last. */
  constructor(tokens: readonly Token[]) {
    const last = tokens.at(-1);
    if (last === undefined) throw new RangeError('a list of tokens ends with an end token');
    this.#tokens = tokens;
    this.#last = last;
  }

  /** The next token, or the one that many places ahead. */
  peek(ahead = 0): Token {
    return this.#tokens[this.#index + ahead] ?? this.#last;
  }

  /** Notes that a statement or a line of a block begins here. */
  begin(): void {
    this.#beginning = this.#index;
  }

  /** How many tokens have been taken. */
  get position(): number {
    return this.#index;
  }

  /**
   * Takes the comments of what was read since `position`, and one that ends the line it ended on. No comment
   * is given twice.
   */
  takeComments(position: number): readonly WrittenComment[] {
    const inside = this.#tokens.slice(position, this.#index).flatMap((token) => token.comments);
    const behind = this.peek().comments.filter((comment) => !comment.startsLine);
    const taken = [...inside, ...behind].filter((comment) => !this.#takenComments.has(comment));
    for (const comment of taken) this.#takenComments.add(comment);
    return taken.map(written);
  }

  /** Takes the comments that stand before the next token. */
  takeCommentsBefore(): readonly WrittenComment[] {
    const taken = this.peek().comments.filter((comment) => !this.#takenComments.has(comment));
    for (const comment of taken) this.#takenComments.add(comment);
    return taken.map(written);
  }

  /** The end of the token before the next one. */
  get previousEnd(): number {
    return this.#tokens[this.#index - 1]?.span.end ?? 0;
  }

  /** Whether the next token is this name or punctuation. */
  sees(text: string): boolean {
    const token = this.peek();
    return (token.kind === 'name' || token.kind === 'punctuation') && token.text === text;
  }

  /** Takes the next token, whatever it is. */
  advance(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#index += 1;
    return token;
  }

  /** Takes the next token if it is this name or punctuation. */
  accept(text: string): boolean {
    const seen = this.sees(text);
    if (seen) this.advance();
    return seen;
  }

  /** Takes this name or punctuation. */
  take(text: string): Token {
    if (!this.sees(text)) this.fail(`"${text}"`);
    return this.advance();
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
    const names = [this.takeName(role)];
    while (this.accept(',')) names.push(this.takeName(role));
    return names;
  }

  /** Takes one of a closed set of words. */
  takeWord<const Word extends string>(words: readonly Word[]): Word {
    const token = this.peek();
    const word = token.kind === 'name' ? words.find((candidate) => candidate === token.text) : undefined;
    if (word === undefined) this.fail(words.join(' / '), this.nearest(words));
    this.advance();
    return word;
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
    const previous = this.#tokens[this.#index - 1];
    const ended = token.startsLine && this.#index > this.#beginning;
    return ended && previous !== undefined ? previous.span : token.span;
  }
}

function written({ text, spaced }: Comment): WrittenComment {
  return { text, spaced };
}
