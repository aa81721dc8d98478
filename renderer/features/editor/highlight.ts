import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tags } from '@lezer/highlight';
import { reservedWords } from '#core/language/token.ts';
import { isPrimitiveName } from '#core/terms/theory.ts';

const verbs = /^(makes?|advances?|checks?|installs?|erases?|derives?)$/;

/** Colours for the language: words, primitives, verbs, strings, comments. */
export const highlighting: Extension = [
  StreamLanguage.define({
    token(stream) {
      if (stream.eatSpace()) return null;
      if (stream.match('//')) {
        stream.skipToEnd();
        return 'comment';
      }
      if (stream.match(/^"(?:[^"\\]|\\["\\])*"?/)) return 'string';
      const name = stream.match(/^[\p{L}_][\p{L}\p{N}_]*(?:-[\p{L}][\p{L}\p{N}_]*)*'*/u);
      if (name === null) {
        stream.next();
        return null;
      }
      const word = stream.current();
      if (isPrimitiveName(word) || word === 'pk' || word === 'sk') return 'typeName';
      if (reservedWords.has(word)) return 'keyword';
      return verbs.test(word) ? 'operatorKeyword' : null;
    },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.keyword, color: 'var(--accent)' },
      { tag: tags.operatorKeyword, color: 'var(--accent)', fontStyle: 'italic' },
      { tag: tags.typeName, color: 'var(--good)' },
      { tag: tags.string, color: 'var(--warning)' },
      { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
    ]),
  ),
];
