import { expect, test } from 'vitest';
import { withNotes } from '#core/interchange/proverif/export.ts';
import { IdentifierPool } from '#core/interchange/proverif/identifiers.ts';
import { faultsOf } from '../../../support/proverif/faults.ts';
import { protocol, role, send, n, k, written, keyed } from './protocols.ts';

test('names that come out alike stay apart', () => {
  const of = protocol({
    roles: [
      role('a-b', [], [send('1', n('new')), send('2', k('x y'))]),
      role('a b', [], [send('3', k('x-y'))]),
    ],
  });
  const { text } = written(of);
  expect(faultsOf(text)).toEqual([]);
  expect(text).toContain('let role_a_b_2 =');
  expect(text).toContain('new new_2: bitstring;');
  expect(text).toContain('out(c, x_y_2);');
});

test('a note cannot end its comment, whatever names it speaks of', () => {
  const { text } = written(keyed);
  const noted = withNotes(text, ['a name *) free leaked: bitstring. (* and', 'a second']);
  expect(faultsOf(noted)).toEqual([]);
  const [comment = ''] = noted.split('*)');
  expect(comment).toContain('free leaked');
  expect(comment).toContain('a second');
  expect(noted.endsWith(text)).toBe(true);
  expect(withNotes(text, [])).toBe(text);
});

test('a declaration does not get a name that something bound in it has already', () => {
  const pool = new IdentifierPool();
  const [one, other] = [pool.inner(), pool.inner()];
  expect([one.take('x', ''), other.take('x', ''), pool.take('x', ''), one.take('x', '')]).toEqual([
    'x',
    'x',
    'x_2',
    'x_3',
  ]);
});
