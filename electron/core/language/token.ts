import type { Span } from '#core/language/source.ts';

/**
 * Kinds of token. `unknown` is a character the language has no use for; `text` is a quoted string; `number` is one of
 * digits alone.
 */
export type TokenKind = 'name' | 'number' | 'text' | 'punctuation' | 'unknown' | 'end';

/** A comment, without its slashes and the blanks after them. */
export interface Comment {
  readonly text: string;
  /** False for a comment that stands after something else on its line. */
  readonly startsLine: boolean;
  /** True if a blank line stands right before it. */
  readonly spaced: boolean;
}

/** One token of a model's text. */
export interface Token {
  readonly kind: TokenKind;
  /** The name, the digits, the punctuation, or the content of the quoted string. */
  readonly text: string;
  readonly span: Span;
  /** True for the first token of a line: a new statement can begin only there. */
  readonly startsLine: boolean;
  /** True if a blank line stands right before the token. */
  readonly spaced: boolean;
  /** Comments that stand before the token, in order. */
  readonly comments: readonly Comment[];
}

/** Words that begin a statement or a clause and so cannot be names. */
export const reservedWords: ReadonlySet<string> = new Set([
  'protocol',
  'entity',
  'key',
  'symmetric',
  'pair',
  'counter',
  'nonce',
  'timestamp',
  'data',
  'constant',
  'phase',
  'message',
  'channel',
  'adversary',
  'requirement',
  'confidentiality',
  'integrity',
  'none',
  'of',
  'shared',
  'known',
  'replaces',
  'source',
  'refines',
  'over',
  'long-term',
  'session',
  'pk',
  'sk',
]);
