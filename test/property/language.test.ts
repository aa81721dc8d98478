import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, print } from '#core/notation/notation.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { sampleText } from '../support/models/sample.ts';
import { modelText } from './models.ts';
import { runs } from '../support/random.ts';

/** A tree without its places and its layout. */
function meaning(text: string): unknown {
  const { tree, diagnostics } = parse(text);
  expect(diagnostics).toEqual([]);
  return JSON.parse(
    JSON.stringify(tree, (key, value: unknown) => (key === 'span' || key === 'spaced' ? undefined : value)),
  );
}

function comments(text: string): readonly string[] {
  return [...text.matchAll(/\/\/ *(.*)$/gm)].map((match) => match[1]?.trim() ?? '');
}

test('printing and parsing give the same meaning and keep every comment', () => {
  fc.assert(
    fc.property(modelText, (text) => {
      const printed = print(parse(text).tree);
      expect(meaning(printed)).toEqual(meaning(text));
      expect(comments(printed)).toEqual(comments(text));
      expect(print(parse(printed).tree)).toBe(printed);
    }),
    { numRuns: runs(300) },
  );
});

test('the bundled example is printed as it stands, blank lines and all', () => {
  expect(print(parse(sampleText).tree)).toBe(sampleText);
});

test('any text at all is read without an exception', () => {
  const fragments = fc.constantFrom(
    ...['protocol', 'entity', 'key', 'pair', 'phase', '{', '}', '(', ')', '[', ']', ',', ';', ':', '->'],
    ...['message', 'A', 'B', 'pk', 'sk', 'enc', 'hash', '"', '"x"', '//', '\n', '=', 'derives', 'makes'],
    ...[
      'attack',
      'leak',
      'weak',
      'untyped',
      'from',
      'authentication',
      'to',
      'agreement',
      'on',
      'skips',
      'dh',
    ],
    ...[
      'confidentiality',
      'none',
      'source',
      'page',
      'quote',
      '7',
      '007',
      '\u0000',
      '§',
      "'",
      'checks',
      'channel',
      'secure',
    ],
  );
  fc.assert(
    fc.property(fc.array(fragments, { maxLength: 60 }), fc.string(), (words, tail) => {
      expect(() => checkText(`${words.join(' ')}${tail}`)).not.toThrow();
    }),
    { numRuns: runs(1_000) },
  );
});

test('a text cut off or with a piece missing anywhere is read without an exception', () => {
  fc.assert(
    fc.property(fc.nat(sampleText.length), fc.nat(40), (start, length) => {
      expect(() => checkText(sampleText.slice(0, start))).not.toThrow();
      expect(() => checkText(sampleText.slice(0, start) + sampleText.slice(start + length))).not.toThrow();
    }),
    { numRuns: runs(100) },
  );
});
