import type { PlacedFailure, ScytherFailureCode } from '#core/interchange/scyther/failure.ts';
import type { Name, Token } from '#core/interchange/scyther/tokens.ts';
import { TokenCursor } from '#core/parsing/cursor.ts';

/** Thrown inside the parser to give up the text; caught where parsing begins. */
export class ScytherRefusal extends Error {
  readonly failure: PlacedFailure;

  constructor(failure: PlacedFailure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** Walks over the tokens of a Scyther model. Its `take…` methods throw {@link ScytherRefusal}. */
export class ScytherCursor extends TokenCursor<Token> {
  /** Where the next token begins. */
  get offset(): number {
    return this.peek().offset;
  }

  protected override isWritten(token: Token, text: string): boolean {
    return token.kind !== 'text' && token.text === text;
  }

  protected override refuse(): never {
    if (!this.isAtEnd()) this.fail('unexpected');
    const open = this.openBracket();
    if (open === null) this.fail('unexpected-end', '');
    const { bracket, before } = open;
    this.fail('unclosed', `${before?.text ?? ''}${bracket.text}`, bracket.offset);
  }

  /** Gives up the text. */
  fail(code: ScytherFailureCode, name = this.peek().text, offset = this.offset): never {
    throw new ScytherRefusal({ code, offset, name });
  }

  /** Takes a name, which no keyword is. */
  takeName(): Name {
    const { kind, text, offset } = this.peek();
    if (kind !== 'word' || keywords.has(text)) this.refuse();
    this.advance();
    return { name: text, offset };
  }

  /** Takes one or more names with commas between them. */
  takeNames(): readonly Name[] {
    return this.takeList(() => this.takeName());
  }

  /** Takes a quoted text. */
  takeText(): string {
    const { kind, text } = this.peek();
    if (kind !== 'text') this.refuse();
    this.advance();
    return text;
  }
}

const keywords = new Set([
  'include',
  'protocol',
  'role',
  'read',
  'recv',
  'send',
  'match',
  'not',
  'macro',
  'var',
  'const',
  'fresh',
  'claim',
  'run',
  'secret',
  'inversekeys',
  'inversekeyfunctions',
  'untrusted',
  'compromised',
  'usertype',
  'singular',
  'function',
  'hashfunction',
  'knows',
  'trusted',
  'option',
]);
