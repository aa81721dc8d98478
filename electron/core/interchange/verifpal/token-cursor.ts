import { VerifpalFailure } from '#core/interchange/verifpal/failure.ts';
import type { Token } from '#core/interchange/verifpal/lex.ts';
import type { Name } from '#core/interchange/verifpal/syntax.ts';

/** Walks over the tokens of a Verifpal model. Its `take…` methods throw {@link VerifpalFailure}. */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  readonly #last: Token;
  #index = 0;

  /** @param tokens what `lexVerifpal` gave: never empty, an `end` token last. */
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

  /** Where the token before the next one ends. */
  get previousEnd(): number {
    return this.#tokens[this.#index - 1]?.span.end ?? 0;
  }

  /** Whether the next token is this word or mark. */
  sees(text: string): boolean {
    return this.peek().kind !== 'end' && this.peek().text === text;
  }

  /** Takes the next token if it is this word or mark. */
  accept(text: string): boolean {
    const seen = this.sees(text);
    if (seen) this.#index += 1;
    return seen;
  }

  /** Takes this word or mark. */
  take(text: string): void {
    if (!this.accept(text)) this.fail();
  }

  /** Takes a name. */
  takeName(): Name {
    const token = this.peek();
    if (token.kind !== 'name') this.fail();
    this.#index += 1;
    return { name: token.text, span: token.span };
  }

  /** Takes one or more names with commas between them. */
  takeNames(): readonly Name[] {
    const names = [this.takeName()];
    while (this.accept(',')) names.push(this.takeName());
    return names;
  }

  /** Takes one of a closed set of words. */
  takeWord<const Word extends string>(words: readonly Word[]): Word {
    const word = words.find((candidate) => this.sees(candidate));
    if (word === undefined) this.fail();
    this.#index += 1;
    return word;
  }

  /** Takes a number without a sign. */
  takeNumber(): number {
    const token = this.peek();
    const value = Number(token.text);
    if (token.kind !== 'number' || !Number.isSafeInteger(value)) this.fail();
    this.#index += 1;
    return value;
  }

  /** Gives up: something else was expected here. */
  fail(): never {
    const token = this.peek();
    const found = token.kind === 'end' ? '' : token.text.slice(0, 40);
    throw new VerifpalFailure(token.span, 'verifpal-unexpected', found);
  }
}
