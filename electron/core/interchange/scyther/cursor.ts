import type { ScytherFailure, ScytherFailureCode } from '#core/interchange/scyther/failure.ts';
import type { Name, Token } from '#core/interchange/scyther/tokens.ts';

/** Walks over tokens. The first failure ends the text, so that every loop over it comes to its end. */
export class Cursor {
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #at = 0;
  #failure: ScytherFailure | null = null;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
    this.#end = { kind: 'end', text: '', line: tokens.at(-1)?.line ?? 1 };
  }

  get failure(): ScytherFailure | null {
    return this.#failure;
  }

  get current(): Token {
    return this.#tokens[this.#at] ?? this.#end;
  }

  get line(): number {
    return this.current.line;
  }

  get done(): boolean {
    return this.current.kind === 'end';
  }

  /** Notes the failure, if it is the first, and leaves the rest of the text. */
  fail(code: ScytherFailureCode, name = this.current.text, line = this.line): void {
    this.#failure ??= { code, line, name };
    this.#at = this.#tokens.length;
  }

  /** True when the current token is this word or character; not so for a quoted text. */
  is(text: string): boolean {
    return this.current.kind !== 'text' && this.current.kind !== 'end' && this.current.text === text;
  }

  /** Takes the word or character if it comes now. */
  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.#at += 1;
    return true;
  }

  /** Takes the word or character, which must come now. */
  expect(text: string): void {
    if (!this.take(text)) this.fail('unexpected');
  }

  /** Takes a name, which must come now. */
  name(): Name {
    const { kind, text, line } = this.current;
    if (kind !== 'word' || keywords.has(text)) this.fail('unexpected');
    else this.#at += 1;
    return { name: text, line };
  }

  /** Takes a quoted text, which must come now. */
  text(): string {
    const { kind, text } = this.current;
    if (kind !== 'text') this.fail('unexpected');
    else this.#at += 1;
    return text;
  }

  /** Takes what `one` takes, once and again after each comma. */
  list<Item>(one: () => Item): readonly Item[] {
    const items = [one()];
    while (this.take(',')) items.push(one());
    return items;
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
