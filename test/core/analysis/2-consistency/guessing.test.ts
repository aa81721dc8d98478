import { expect, test } from 'vitest';
import { adversaryName } from '#core/analysis/record/record.ts';
import { cellAt, recordOf } from '../../../support/models/sample.ts';

/** What the listener makes of a value of low entropy that A sends to B in some dress. */
function guesses(content: string, entropy = 'low'): boolean {
  const text = `protocol P
entity A
entity B
key K shared by A, B
data PIN shared by A, B ${entropy} entropy
key W shared by A, B low entropy
nonce N of A
constant HELLO
phase f {
message m A -> B: ${content}
}
confidentiality PIN: A, B
`;
  return cellAt(recordOf(text), 'PIN', adversaryName).confidentiality.obtains;
}

test.each([
  ['hash(PIN)', true],
  ['N, hash(PIN, N)', true],
  ['mac[K](PIN)', false],
  ['hash(PIN, N)', false],
  ['enc[K](PIN)', false],
  ['enc[W](PIN)', false],
  ['enc[W](HELLO), aead[W](PIN)', true],
  ['aead[kdf[K](PIN)](HELLO)', false],
])('%s: %s', (content, guessed) => {
  expect(guesses(content)).toBe(guessed);
});

test('a value of high entropy under a hash cannot be guessed', () => {
  expect(guesses('hash(PIN)', 'high')).toBe(false);
});
