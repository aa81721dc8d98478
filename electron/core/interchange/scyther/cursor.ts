import type { ScytherFailure, ScytherFailureCode } from '#core/interchange/scyther/failure.ts';
import type { Name, Token } from '#core/interchange/scyther/tokens.ts';
import { TokenCursor } from '#core/parsing/cursor.ts';

/** Thrown inside the parser to give up the text; caught where parsing begins. */
export class ScytherRefusal extends Error {
  readonly failure: ScytherFailure;

  constructor(failure: ScytherFailure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** Walks over the tokens of a Scyther model. Its `take…` methods throw {@link ScytherRefusal}. */
export class ScytherCursor extends TokenCursor<Token> {
  /** The line of the next token. */
  get line(): number {
    return this.peek().line;
  }

  protected override isWritten(token: Token, text: string): boolean {
    return token.kind !== 'text' && token.text === text;
  }

  protected override refuse(): never {
    this.fail('unexpected');
  }

  /** Gives up the text. */
  fail(code: ScytherFailureCode, name = this.peek().text, line = this.line): never {
    throw new ScytherRefusal({ code, line, name });
  }

  /** Takes a name, which no keyword is. */
  takeName(): Name {
    const { kind, text, line } = this.peek();
    if (kind !== 'word' || keywords.has(text)) this.fail('unexpected');
    this.advance();
    return { name: text, line };
  }

  /** Takes one or more names with commas between them. */
  takeNames(): readonly Name[] {
    return this.takeList(() => this.takeName());
  }

  /** Takes a quoted text. */
  takeText(): string {
    const { kind, text } = this.peek();
    if (kind !== 'text') this.fail('unexpected');
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
