import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checklistItems } from './guards/checklist.ts';
import { occurrences, without, type Guard } from './guards/guard.ts';
import { notYet } from './guards/not-yet.ts';
import { isNoticed, readResults, untried } from './guards/results.ts';
import { root } from './guards/scratch.ts';
import { guards } from './guards/table.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

test('every item of the checklist has a guard that is taken away, or the reason why there is none', () => {
  expect(checklistItems).toHaveLength(44);
  const told = new Set([...guards.flatMap(({ items }) => items), ...notYet.map(({ item }) => item)]);
  expect(checklistItems.filter((item) => !told.has(item))).toEqual([]);
});

test('every guard has a name of its own', () => {
  expect(new Set(guards.map(({ id }) => id)).size).toBe(guards.length);
});

describe.each(guards.map((guard) => [guard.id, guard] as const))('%s', (_id, guard) => {
  test('stands where the table says, exactly once, and is gone without it', () => {
    const source = read(guard.file);
    expect(source.split(guard.text).length - 1).toBe(1);
    expect(without(guard, source)).not.toBe(source);
  });

  test('has a test that is there', () => {
    const { test: file, title = '' } = guard.noticedBy;
    expect(existsSync(join(root, file))).toBe(true);
    expect(read(file)).toContain(title);
  });
});

test('a guard whose text is not there, or there twice, cannot be taken away', () => {
  const [guard] = guards;
  if (guard === undefined) throw new Error('there are guards');
  const { text } = guard;
  expect([0, 1, 2].map((times) => occurrences(guard, `a ${text.repeat(times)} b`))).toEqual([0, 1, 2]);
  for (const source of ['', text.repeat(2)]) expect(() => without(guard, source)).toThrow(guard.id);
  const plain: Guard = { ...guard, text: 'x', instead: '$&$1' };
  expect(without(plain, 'axb')).toBe('a$&$1b');
});

test('the table of results has every guard, and none that was tried went unnoticed', () => {
  const results = readResults();
  expect([...results.keys()].toSorted()).toEqual(guards.map(({ id }) => id).toSorted());
  expect([...results].filter(([, result]) => !isNoticed(result) && result !== untried)).toEqual([]);
});
