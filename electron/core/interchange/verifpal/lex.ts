import type { Span } from '#core/language/source.ts';
import { VerifpalFailure } from '#core/interchange/verifpal/failure.ts';

/** A word of a Verifpal model. The list ends with a token of kind `end`. */
export interface Token {
  readonly kind: 'name' | 'number' | 'mark' | 'end';
  readonly text: string;
  readonly span: Span;
  /** True when a line ends before it. */
  readonly first: boolean;
}

const patterns = {
  blank: /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y,
  number: /\d+(?![\p{L}\p{N}_])/uy,
  name: /[\p{L}\p{N}_]+/uy,
  mark: /->|→|[[\](),=?:^]/uy,
};

function matchAt(pattern: RegExp, text: string, offset: number): string | null {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? null;
}

/** Splits a Verifpal model into tokens. Comments are dropped. Throws {@link VerifpalFailure}. */
export function lexVerifpal(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  let first = true;
  while (offset < text.length) {
    const blank = matchAt(patterns.blank, text, offset);
    if (blank !== null) {
      offset += blank.length;
      first ||= blank.includes('\n');
      continue;
    }
    const kind = (['number', 'name', 'mark'] as const).find(
      (candidate) => matchAt(patterns[candidate], text, offset) !== null,
    );
    const found = kind === undefined ? null : matchAt(patterns[kind], text, offset);
    if (kind === undefined || found === null) {
      const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
      const span = { start: offset, end: offset + character.length };
      throw new VerifpalFailure(span, 'verifpal-unexpected-character', character);
    }
    const span = { start: offset, end: offset + found.length };
    tokens.push({ kind, text: found === '→' ? '->' : found, span, first });
    first = false;
    offset = span.end;
  }
  tokens.push({ kind: 'end', text: '', span: { start: offset, end: offset }, first });
  return tokens;
}
