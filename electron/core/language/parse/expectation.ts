import { Cursor } from './cursor.ts';
import type { Grammar } from '#core/language/grammar.ts';
import type { Fix } from '#core/language/diagnostic.ts';
import { lex } from './lex.ts';
import { parseStatements } from './parse.ts';
import type { Identifier } from '#core/language/syntax.ts';
import type { Token } from '#core/language/token.ts';
import { wordStart } from './word-start.ts';

/** The words and names that the grammar allows at a position in a text. */
export interface Expectation {
  /** Where the word begins that is being written there. */
  readonly from: number;
  /** Words and punctuation of the language that can stand there. */
  readonly words: ReadonlySet<string>;
  /**
   * The kinds of name that could stand there: `entity`, `element`, `key`, `key pair`, `requirement`, `phase`, `term`,
   * `name`.
   */
  readonly roles: ReadonlySet<string>;
  /** The tokens before it. */
  readonly before: readonly Token[];
  /** True if nothing stands before it on its line. */
  readonly startsLine: boolean;
}

/**
 * The words and names that can stand at an offset, as far as the text before it tells; null inside a comment or a
 * quoted text. The parser itself is asked: it reads the text before, and what it looks for where that ends is the
 * answer, so that nothing is expected which it would not take.
 */
export function expectedAt(text: string, offset: number, grammar: Grammar): Expectation | null {
  const from = wordStart(text, offset);
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  if (isInsideText(line)) return null;
  const before = lex(text.slice(0, from)).filter(({ kind }) => kind !== 'end');
  const startsLine = line.slice(0, line.length - (offset - from)).trim() === '';
  const span = { start: from, end: from };
  const probe: Token = { kind: 'unknown', text: '', span, startsLine, spaced: false, comments: [] };
  const end: Token = { ...probe, kind: 'end', startsLine: true };
  const cursor = new ProbingCursor([...before, probe, end], probe);
  parseStatements(cursor, grammar);
  return { from, words: cursor.words, roles: cursor.roles, before, startsLine };
}

// Whether a line ends within a comment or a quoted text, neither of which goes on in the next line.
function isInsideText(line: string): boolean {
  let quoted = false;
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index];
    if (quoted && character === '\\') {
      index += 1;
      // A quoted text with anything else after a backslash never ends.
      if (line[index] !== '"' && line[index] !== '\\') return true;
    } else if (character === '"') quoted = !quoted;
    else if (!quoted && line.startsWith('//', index)) return true;
  }
  return quoted;
}

/** Notes what the parser looks for at one token. */
class ProbingCursor extends Cursor {
  readonly #probe: Token;
  readonly words = new Set<string>();
  readonly roles = new Set<string>();

  constructor(tokens: readonly Token[], probe: Token) {
    super(tokens);
    this.#probe = probe;
  }

  // A line of its own belongs to what begins there, not to what the line before could have gone on with.
  override begin(): void {
    super.begin();
    if (this.peek() !== this.#probe || !this.#probe.startsLine) return;
    // But for sources, which have lines of their own.
    const cites = this.words.has('source');
    this.words.clear();
    this.roles.clear();
    if (cites) this.words.add('source');
  }

  override sees(text: string, ahead = 0): boolean {
    if (this.peek(ahead) === this.#probe) this.words.add(text);
    return super.sees(text, ahead);
  }

  override takeName(role: string): Identifier {
    if (this.peek() === this.#probe) this.roles.add(role);
    return super.takeName(role);
  }

  override nearest(words: readonly string[]): Fix | null {
    if (this.peek() === this.#probe) for (const word of words) this.words.add(word);
    return super.nearest(words);
  }
}
