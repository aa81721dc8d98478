import { VerifpalFailure } from '#core/interchange/verifpal/failure.ts';
import type { Token } from '#core/interchange/verifpal/lex.ts';
import type { Name } from '#core/interchange/verifpal/syntax.ts';
import { nil } from '#core/interchange/verifpal/theory.ts';
import { TokenCursor } from '#core/parsing/cursor.ts';

/** Walks over the tokens of a Verifpal model. Its `take…` methods throw {@link VerifpalFailure}. */
export class VerifpalCursor extends TokenCursor<Token> {
  /** By their names in lower case. */
  readonly #constants = new Map([[nil.name, nil.name]]);
  readonly #principals = new Map<string, string>();

  /** Where the token before the next one ends. */
  get previousEnd(): number {
    return this.previous?.span.end ?? 0;
  }

  // Case tells no words apart.
  protected override isWritten(token: Token, text: string): boolean {
    return token.text.toLowerCase() === text;
  }

  protected override refuse(): never {
    this.fail();
  }

  /** Takes a name as it is written. */
  takeName(): Name {
    const token = this.peek();
    if (token.kind !== 'name') this.fail();
    this.advance();
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

  /** Takes a number without a sign. */
  takeNumber(): number {
    const token = this.peek();
    const value = Number(token.text);
    if (token.kind !== 'number' || !Number.isSafeInteger(value)) this.fail();
    this.advance();
    return value;
  }

  /** Gives up: something else was expected here, or the text ends inside a bracket. */
  fail(): never {
    const token = this.peek();
    if (token.kind !== 'end')
      throw new VerifpalFailure(token.span, 'verifpal-unexpected', token.text.slice(0, 40));
    const open = this.openBracket();
    if (open === null) throw new VerifpalFailure(token.span, 'verifpal-unexpected-end');
    const { bracket, before } = open;
    throw new VerifpalFailure(bracket.span, 'verifpal-unclosed', `${before?.text ?? ''}${bracket.text}`);
  }
}
