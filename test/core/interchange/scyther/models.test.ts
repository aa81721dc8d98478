import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scyther } from '#core/interchange/scyther/format.ts';
import { answersTo } from '../../../support/models/imported-answers.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, 'models', name), 'utf8');

test.each([
  // The responder opens layer after layer of what an initiator sealed for it.
  ['c01-double-wrap-match2.spdl', ['P p Secret: violated']],
  // Claims of several protocols in one file are told apart.
  [
    'same-role-names.spdl',
    [
      'sealed.I 1 Secret: holds',
      'sealed.R 2 Secret: holds',
      'open.I 1 Secret: violated',
      'open.R 2 Secret: violated',
    ],
  ],
])('%s', (name, expected) => {
  expect(answersTo(scyther, read(name))).toEqual(expected);
});
