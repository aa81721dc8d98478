import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completionAt } from '#core/notation/notation.ts';
import { onOneLine } from '#core/language/one-line.ts';
import { wordStart } from '#core/language/parse/word-start.ts';
import { runs } from '../support/random.ts';

// What is scanned step by step says the same as the expressions that say it best and take too long.
const few = (characters: string): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...characters), maxLength: 24 });

test('the beginning of a word is found as the grammar of names has it', () => {
  fc.assert(
    fc.property(few("aé𝔸_19-' .\n"), (text) => {
      const word = /[\p{L}_](?:-?[\p{L}\p{N}_])*'*-?$/u.exec(text)?.[0] ?? '';
      expect(wordStart(text, text.length)).toBe(text.length - word.length);
    }),
    { numRuns: runs(2_000) },
  );
});

test('a text is put on one line as if each break and the blanks around it were a space', () => {
  fc.assert(
    fc.property(few('ab \t\n\r'), (text) => {
      expect(onOneLine(text)).toBe(text.replaceAll(/\s*[\n\r]\s*/g, ' '));
    }),
    { numRuns: runs(2_000) },
  );
});

test('nothing is proposed within comments and quoted texts', () => {
  fc.assert(
    fc.property(few('a"\\ '), (text) => {
      const line = `entity ${text}`;
      const unquoted = line.replaceAll(/"(?:[^"\\]|\\["\\])*"/g, '');
      if (unquoted.includes('"')) expect(completionAt(line, line.length)).toBeNull();
    }),
    { numRuns: runs(2_000) },
  );
});
