import { join } from 'node:path';
import { expect, test } from 'vitest';
import { coverageByRoom, type Counts } from '#setup/coverage.mjs';
import { root } from '../support/places.ts';

/** Of ten lines, branches and functions these were covered. */
function covered(lines: number, branches: number, functions: number): Counts {
  const ten = (count: number): Counts['lines'] => ({ total: 10, covered: count });
  return { lines: ten(lines), branches: ten(branches), functions: ten(functions) };
}

test('what was covered is summed up by room, and by part where the parts of a room are rooms', () => {
  const file = (...parts: readonly string[]): string => join(root, 'electron', 'core', ...parts);
  const rooms = coverageByRoom({
    [file('kernel', 'value.ts')]: covered(10, 5, 0),
    [file('method', 'risk', 'risk.ts')]: covered(3, 3, 3),
    [file('kernel', 'pattern.ts')]: covered(6, 1, 2),
    [file('method', 'scope', 'model-scope.ts')]: covered(4, 4, 4),
    [file('language', 'parse', 'lex.ts')]: covered(1, 1, 1),
    [file('result.ts')]: covered(7, 7, 7),
  });
  expect(rooms.map(([room]) => room)).toEqual([
    '(beside the rooms)',
    'kernel',
    'language',
    'method/risk',
    'method/scope',
  ]);
  expect(new Map(rooms).get('kernel')).toEqual({
    lines: { total: 20, covered: 16 },
    branches: { total: 20, covered: 6 },
    functions: { total: 20, covered: 2 },
  });
});
