import { describe, expect, test } from 'vitest';
import { byteSize } from '#renderer/features/sharing/contents/byte-size.ts';
import { allAnswered, kindsOf, warningKey } from '#renderer/features/sharing/contents/warning-answers.ts';

const [ada, bo] = [{ fingerprint: 'aa' }, { fingerprint: 'bb' }];
const warnings = [
  { kind: 'recipient-unverified', about: ada },
  { kind: 'recipient-unverified', about: bo },
  { kind: 'plain-encryption', about: null },
] as const;

describe('warnings', () => {
  test('are answered one by one, also where two are alike but for whom they are about', () => {
    const keys = warnings.map(warningKey);
    expect(new Set(keys).size).toBe(3);
    expect(allAnswered(warnings, new Set(keys.slice(1)))).toBe(false);
    expect(allAnswered(warnings, new Set(keys))).toBe(true);
    expect(kindsOf(warnings)).toEqual(['recipient-unverified', 'plain-encryption']);
  });
});

test.each([
  [0, '0 kB'],
  [912, '0.9 kB'],
  [1_361_220, '1.4 MB'],
  [3_200_000_000, '3.2 GB'],
])('a size as people read it: %s', (bytes, words) => {
  expect(byteSize(bytes, 'en')).toBe(words);
});
