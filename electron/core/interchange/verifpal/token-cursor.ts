import { VerifpalFailure } from '#core/interchange/verifpal/failure.ts';
import type { Token } from '#core/interchange/verifpal/lex.ts';
import type { Name } from '#core/interchange/verifpal/syntax.ts';

/** Walks over the tokens of a Verifpal model. Its `take…` methods throw {@link VerifpalFailure}. */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  readonly #last: Token;
  /** By their names in lower case. */
  readonly #constants = new Map<string, string>();
  readonly #principals = new Map<string, string>();
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

  /** True when the next token, or the one that many places ahead, is this word, in any case, or mark. */
  sees(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind !== 'end' && token.text.toLowerCase() === text;
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

  /** Takes a name as it is written. */
  takeName(): Name {
    const token = this.peek();
    if (token.kind !== 'name') this.fail();
    this.#index += 1;
    return { name: token.text, span: token.span };
  }

  /** Takes the name of a constant: case tells none apart, and it is as it was written first. */
  takeConstant(): Name {
    return this.#asFirst(this.#constants);
  }

  /** Takes the name of a principal: case tells none apart, and it is as it was written first. */
  takePrincipal(): Name {
    return this.#asFirst(this.#principals);
  }

  #asFirst(written: Map<string, string>): Name {
    const { name, span } = this.takeName();
    const first = written.get(name.toLowerCase()) ?? name;
    written.set(name.toLowerCase(), first);
    return { name: first, span };
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
