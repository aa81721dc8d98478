import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifpal } from '#core/interchange/verifpal/format.ts';
import { answersTo } from '../../../support/models/imported-answers.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, 'models', name), 'utf8');

test.each([
  // Whoever decapsulates has the secret; the randomness that it was made with stays its maker's.
  ['kem1.vp', ['confidentiality? ss: violated', 'confidentiality? r: holds']],
  // Both signatures verify under the key that everybody sees.
  ['siglink.vp', ['unlinkability? s1, s2: violated']],
  // Everybody has nil; a check that fails without a question mark is no nil.
  ['nilq.vp', ['equivalence? v, nil: violated']],
  // As in Verifpal, the last bracket of the queries may be missing.
  ['d01-unclosed.vp', ['confidentiality? m: holds']],
])('%s', (name, expected) => {
  expect(answersTo(verifpal, read(name))).toEqual(expected);
});
