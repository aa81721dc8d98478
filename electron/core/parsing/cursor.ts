/** The part of a token that every language has. A list of tokens ends with one of kind `end`. */
interface AnyToken {
  readonly kind: string;
  readonly text: string;
}

const opening: ReadonlySet<string> = new Set(['(', '[', '{']);
const closing: ReadonlySet<string> = new Set([')', ']', '}']);

/**
 * Walks over the tokens of a text. A language derives its own cursor from it, which says what a word is and how it is
 * told that something else was expected. The `take…` methods throw the language's failure.
 */
export abstract class TokenCursor<Token extends AnyToken> {
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #index = 0;

  /** @param tokens never empty, a token of kind `end` last. Throws a RangeError otherwise. */
  constructor(tokens: readonly Token[]) {
    const last = tokens.at(-1);
    if (last?.kind !== 'end') throw new RangeError('a list of tokens ends with an end token');
    this.#tokens = tokens;
    this.#end = last;
  }

  /** True for a token that is written as this word or mark, which a quoted text never is. Never asked of the end. */
  protected abstract isWritten(token: Token, text: string): boolean;

  /** Gives up at the next token: this was expected there, which is one of `words` where there are any. */
  protected abstract refuse(expected: string, words: readonly string[]): never;

  /** The next token, or the one that many places ahead; beyond the last one, the end. */
  peek(ahead = 0): Token {
    return this.#tokens[this.#index + ahead] ?? this.#end;
  }

  /** The token before the next one, or undefined at the beginning. */
  get previous(): Token | undefined {
    return this.#tokens[this.#index - 1];
  }

  /** The number of tokens that have been taken. */
  get position(): number {
    return this.#index;
  }

  /** True where nothing is left but the end. */
  isAtEnd(): boolean {
    return this.peek().kind === 'end';
  }

  /** The tokens that were taken since a position. */
  takenSince(position: number): readonly Token[] {
    return this.#tokens.slice(position, this.#index);
  }

  /** The innermost bracket that was taken and is not closed yet, with the token before it; null where all are closed. */
  openBracket(): { readonly bracket: Token; readonly before: Token | undefined } | null {
    const open: number[] = [];
    this.#tokens.slice(0, this.#index).forEach(({ kind, text }, index) => {
      if (kind === 'text') return;
      if (opening.has(text)) open.push(index);
      else if (closing.has(text)) open.pop();
    });
    const innermost = open.at(-1) ?? -1;
    const bracket = this.#tokens[innermost];
    return bracket === undefined ? null : { bracket, before: this.#tokens[innermost - 1] };
  }

  /** True if the next token, or the one that many places ahead, is this word or mark. */
  sees(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind !== 'end' && this.isWritten(token, text);
  }

  /** Takes the next token, whatever it is; the end stays. */
  advance(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#index += 1;
    return token;
  }

  /** Takes the next token if it is this word or mark; answers whether it was. */
  accept(text: string): boolean {
    const seen = this.sees(text);
    if (seen) this.advance();
    return seen;
  }

  /** Takes this word or mark. */
  take(text: string): Token {
    if (!this.sees(text)) this.refuse(`"${text}"`, []);
    return this.advance();
  }

  /** Takes one of a closed set of words. */
  takeWord<const Word extends string>(words: readonly Word[]): Word {
    const word = words.find((candidate) => this.sees(candidate));
    if (word === undefined) this.refuse(words.join(' / '), words);
    this.advance();
    return word;
  }

  /** Takes what `one` takes, once and again after each comma. */
  takeList<Item>(one: () => Item): readonly Item[] {
    const items = [one()];
    while (this.accept(',')) items.push(one());
    return items;
  }
}
