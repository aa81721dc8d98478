import { expect, test } from 'vitest';
import { formats, writtenFormats } from '#core/interchange/formats.ts';

test('every format that the documents promise is there', () => {
  expect(formats.map(({ id }) => id).toSorted()).toEqual([
    'csv',
    'otm',
    'proverif',
    'sarif',
    'scyther',
    'segl',
    'verifpal',
  ]);
  expect([...writtenFormats].toSorted()).toEqual(['csv', 'otm', 'proverif', 'sarif']);
});
