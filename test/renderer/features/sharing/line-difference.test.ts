import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineDifference } from '#renderer/features/sharing/merge/line-difference.ts';

describe('the difference of two texts', () => {
  test('is nothing for the same text', () => {
    expect(lineDifference('a\nb', 'a\nb')).toEqual([]);
  });

  test('shows what was added and removed, with the lines around it and a gap between', () => {
    const before = ['x', '1', '2', '3', '4', '5', '6', '7', 'y'].join('\n');
    const after = ['z', '1', '2', '3', '4', '5', '6', '7'].join('\n');
    const lines = lineDifference(before, after);
    expect(lines.map((line) => (line === null ? '…' : `${line.kind} ${line.text}`))).toEqual([
      'removed x',
      'added z',
      'same 1',
      'same 2',
      '…',
      'same 6',
      'same 7',
      'removed y',
    ]);
    expect(lines.at(-1)).toMatchObject({ before: 9, after: null });
  });

  test('has every line that only one of the texts has', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDifference(before.join('\n'), after.join('\n')).flatMap((line) => line ?? []);
        const removed = lines.filter(({ kind }) => kind === 'removed').map(({ before: at }) => at);
        const added = lines.filter(({ kind }) => kind === 'added').map(({ after: at }) => at);
        const left = before
          .join('\n')
          .split('\n')
          .filter((_line, at) => !removed.includes(at + 1));
        const right = after
          .join('\n')
          .split('\n')
          .filter((_line, at) => !added.includes(at + 1));
        expect(left).toEqual(right);
      }),
    );
  });
});
