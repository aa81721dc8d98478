import { expect, test } from 'vitest';
import { bareShare, shareStatuses } from '#renderer/features/project/recovery-fields.ts';

const valid = (number: number): { readonly verdict: 'valid'; readonly number: number } => ({
  verdict: 'valid',
  number,
});

test('what paper and people put around a share does not count, and its lines stay', () => {
  expect(bareShare('\r\n  Share 1\r\n\r\n  ab   cd\n ef gh\t\n')).toBe('Share 1\nab cd\nef gh');
});

test('a share counts once, however it was typed', () => {
  const fields = [
    { typed: 'ab cd', check: valid(1) },
    { typed: 'AB  CD ', check: valid(1) },
    { typed: 'other words, same number', check: valid(1) },
    { typed: 'ef gh', check: valid(2) },
  ];
  expect(shareStatuses(fields)).toEqual(['valid', 'repeated', 'repeated', 'valid']);
});

test('each field says how it stands', () => {
  const fields = [
    { typed: ' ', check: null },
    { typed: 'ab', check: null },
    { typed: 'ab', check: { verdict: 'incomplete', number: null } as const },
    { typed: 'cd', check: { verdict: 'damaged', number: null } as const },
    { typed: 'ef', check: { verdict: 'foreign', number: 2 } as const },
  ];
  expect(shareStatuses(fields)).toEqual(['empty', 'checking', 'incomplete', 'damaged', 'foreign']);
});
