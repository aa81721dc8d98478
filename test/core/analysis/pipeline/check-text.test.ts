import { expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';

const text = `protocol P
entity A
entity B
data D of A
phase one {
  message m A -> B: D
}
`;

const found = (source: string): readonly string[] =>
  checkText(source).diagnostics.map(({ code, span, fix }) =>
    [code, source.slice(0, span.start).split('\n').length, fix?.replacement ?? ''].join(' ').trim(),
  );

test('a typo is told where it is, and not again wherever the name that it hides is used', () => {
  expect(found(text)).toEqual([]);
  expect(found(text.replace('entity A', 'entiti A'))).toEqual(['expected 2 entity']);
  expect(found(text.replace('data D of', 'dta D of'))).toEqual(['expected 4 data']);
  // What stands in no line that cannot be read is told at once.
  expect(found(text.replace('entity A', 'entiti A').replace(': D', ': X'))).toEqual([
    'expected 2 entity',
    'unknown-name 6',
  ]);
  expect(found(text.replace('entity A\n', ''))).toEqual(['unknown-name 3', 'unknown-name 5']);
});

test('a name of one letter is no misspelling of another one', () => {
  expect(found(text.replace(': D', ': E'))).toEqual(['unknown-name 6']);
  expect(found(text.replaceAll('D', 'READING').replace(': READING', ': READNIG'))).toEqual([
    'unknown-name 6 READING',
  ]);
});
