import type { Comment, Token, TokenKind } from '#core/language/token.ts';

const namePattern = /[\p{L}_][\p{L}\p{N}_]*(?:-[\p{L}][\p{L}\p{N}_]*)*'*/uy;
const numberPattern = /[0-9]+/y;
const blankPattern = /[ \t\r\n]+/y;
const commentPattern = /\/\/[^\n]*/y;
// A string ends at its quote or, unfinished, at the end of its line.
const textPattern = /"(?:[^"\\\n]|\\["\\])*("?)/y;
const punctuation = ['->', '(', ')', '[', ']', '{', '}', ',', ';', ':', '='] as const;

function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}

function readToken(text: string, offset: number): { kind: TokenKind; text: string; length: number } {
  const name = matchAt(namePattern, text, offset);
  if (name !== null) return { kind: 'name', text: name[0], length: name[0].length };
  const digits = matchAt(numberPattern, text, offset);
  if (digits !== null) return { kind: 'number', text: digits[0], length: digits[0].length };
  const quoted = matchAt(textPattern, text, offset);
  if (quoted !== null && quoted[1] === '"') {
    const content = quoted[0].slice(1, -1).replaceAll(/\\(["\\])/g, '$1');
    return { kind: 'text', text: content, length: quoted[0].length };
  }
  if (quoted !== null) return { kind: 'unknown', text: quoted[0], length: quoted[0].length };
  const mark = punctuation.find((candidate) => text.startsWith(candidate, offset));
  if (mark !== undefined) return { kind: 'punctuation', text: mark, length: mark.length };
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  return { kind: 'unknown', text: character, length: character.length };
}

/**
 * Splits a model's text into tokens. Never fails: what is no token becomes one of kind `unknown`, and the
 * last token is always of kind `end`, carrying the comments at the end of the text.
 */
export function lex(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let comments: Comment[] = [];
  let startsLine = true;
  let spaced = false;
  let offset = 0;
  while (offset < text.length) {
    const blank = matchAt(blankPattern, text, offset);
    if (blank !== null) {
      startsLine ||= blank[0].includes('\n');
      spaced = /\n[^\n]*\n/.test(blank[0]);
      offset += blank[0].length;
      continue;
    }
    const comment = matchAt(commentPattern, text, offset);
    if (comment !== null) {
      const end = offset + comment[0].length;
      comments.push({ text: comment[0].slice(2).trim(), startsLine, spaced });
      spaced = false;
      offset = end;
      continue;
    }
    const token = readToken(text, offset);
    const span = { start: offset, end: offset + token.length };
    tokens.push({ kind: token.kind, text: token.text, span, startsLine, spaced, comments });
    spaced = false;
    comments = [];
    startsLine = false;
    offset = span.end;
  }
  tokens.push({
    kind: 'end',
    text: '',
    span: { start: offset, end: offset },
    startsLine: true,
    spaced,
    comments,
  });
  return tokens;
}
