import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tags } from '@lezer/highlight';
import { claimKinds, authenticationLevels } from '#core/language/kinds.ts';
import { attackWords } from '#core/notation/notation.ts';
import { actionVerbs } from '#core/language/syntax.ts';
import { reservedWords } from '#core/language/token.ts';
import { isPrimitiveName } from '#core/terms/theory.ts';

const verbs: ReadonlySet<string> = new Set(
  [...actionVerbs, 'derives'].flatMap((verb) => [verb, verb.slice(0, -1)]),
);

// Words that mean something only in lines which begin with one of the first.
const lineWords: ReadonlySet<string> = new Set([...claimKinds, 'requirement', 'attack', ...attackWords]);
const laterWords: ReadonlySet<string> = new Set([
  ...authenticationLevels,
  ...['to', 'on', 'in', 'from', 'owner', 'passive', 'active'],
]);

/** The state that the colour of a word depends on: the first word of its line, and the word before it. */
interface LineState {
  first: string | null;
  last: string | null;
}

/** Colours for the language: words, primitives, verbs, strings, comments. */
export const highlighting: Extension = [
  StreamLanguage.define<LineState>({
    startState: () => ({ first: null, last: null }),
    token(stream, state) {
      if (stream.sol()) {
        state.first = null;
        state.last = null;
      }
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
      const first = state.first ?? word;
      const begins = state.first === null;
      const { last } = state;
      state.first = first;
      state.last = word;
      if (reservedWords.has(word)) return 'keyword';
      if ((word === 'page' || word === 'quote') && stream.match(/^\s+["0-9]/, false)) return 'keyword';
      if (word === 'may' && stream.match(/^\s+(?:repeat|coincide)\b/, false)) return 'keyword';
      if (last === 'may' && (word === 'repeat' || word === 'coincide')) return 'keyword';
      if (verbs.has(word) && !begins) return 'operatorKeyword';
      if (!lineWords.has(first)) return null;
      return begins || laterWords.has(word) ? 'keyword' : null;
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
