import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifpal } from '#core/interchange/verifpal/format.ts';
import { answersTo } from '../../../support/models/imported-answers.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, 'models', name), 'utf8');

test.each([
  // Whoever decapsulates has the secret; the randomness that it was made with stays its maker's.
  ['kem1.vp', ['confidentiality? ss: violated', 'confidentiality? r: holds']],
])('%s', (name, expected) => {
  expect(answersTo(verifpal, read(name))).toEqual(expected);
});
